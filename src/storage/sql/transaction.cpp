#include "storage/sql/transaction.h"

#include "storage/sql/access_store.h"
#include "storage/sql/account_store.h"
#include "storage/sql/assessment_store.h"
#include "storage/sql/calendar_store.h"
#include "storage/sql/event_store.h"
#include "storage/sql/evidence_store.h"
#include "storage/sql/factor_store.h"
#include "storage/sql/grant_store.h"
#include "storage/sql/ledger_store.h"
#include "storage/sql/network_store.h"
#include "storage/sql/official_text_store.h"
#include "storage/sql/organisation_store.h"
#include "storage/sql/register_store.h"
#include "storage/sql/review_store.h"
#include "storage/sql/row_reader.h"
#include "storage/sql/service_store.h"
#include "storage/sql/session_store.h"

namespace hoshirube::sql {

namespace {

struct Remembered {
    std::string fingerprint;
    Receipt receipt;
};

Result<Remembered> to_remembered(RowReader& in) { return in.finish(Remembered{in.text(), Receipt{in.text(), in.integer()}}); }

class SqlTransaction final : public Transaction {
public:
    // The connection rolls back what was not committed when the loan ends.
    explicit SqlTransaction(Pool::Loan loan)
        : loan_(std::move(loan)), access_(*loan_), grants_(*loan_), organisations_(*loan_), accounts_(*loan_), sessions_(*loan_),
          services_(*loan_), factors_(*loan_), assessments_(*loan_), evidence_(*loan_), reviews_(*loan_), register_store_(*loan_),
          networks_(*loan_), calendar_(*loan_), official_texts_(*loan_), events_(*loan_), ledgers_(*loan_) {}

    AccessStore& access() override { return access_; }
    GrantStore& grants() override { return grants_; }
    OrganisationStore& organisations() override { return organisations_; }
    AccountStore& accounts() override { return accounts_; }
    SessionStore& sessions() override { return sessions_; }
    ServiceStore& services() override { return services_; }
    FactorStore& factors() override { return factors_; }
    AssessmentStore& assessments() override { return assessments_; }
    EvidenceStore& evidence() override { return evidence_; }
    ReviewStore& reviews() override { return reviews_; }
    RegisterStore& register_() override { return register_store_; }
    NetworkStore& networks() override { return networks_; }
    CalendarStore& calendar() override { return calendar_; }
    OfficialTextStore& official_texts() override { return official_texts_; }
    EventStore& events() override { return events_; }
    LedgerStore& ledgers() override { return ledgers_; }

    Result<std::optional<Receipt>> earlier(const std::string& actor_id, const std::string& key,
                                           const std::string& fingerprint) override {
        auto rows = TRY(loan_->query(R"sql(
            SELECT fingerprint, receipt_id, receipt_version
            FROM idempotency
            WHERE actor_id = $1 AND idempotency_key = $2
        )sql",
                                     {actor_id, key}));
        const auto found = TRY(first(std::move(rows), to_remembered));
        if (!found) return std::optional<Receipt>();
        if (found->fingerprint != fingerprint) return conflict("idempotency.other_request");
        return std::optional(found->receipt);
    }

    Result<Done> remember(const std::string& actor_id, const std::string& key, const std::string& fingerprint,
                          const Receipt& receipt, Instant at) override {
        const auto rows = TRY(loan_->query(R"sql(
            INSERT INTO idempotency (actor_id, idempotency_key, fingerprint, receipt_id, receipt_version, remembered_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (actor_id, idempotency_key) DO NOTHING
        )sql",
                                           {actor_id, key, fingerprint, receipt.id, receipt.version, at.milliseconds()}));
        // The same act arrived twice at once; a second try finds the receipt of the first.
        if (rows.changed == 0) return unavailable("storage.busy", "the idempotency key was used meanwhile");
        return Done{};
    }

    Result<Done> commit() override {
        CHECK(!is_committed_);
        is_committed_ = true;
        return loan_->commit();
    }

private:
    Pool::Loan loan_;
    bool is_committed_ = false;
    SqlAccessStore access_;
    SqlGrantStore grants_;
    SqlOrganisationStore organisations_;
    SqlAccountStore accounts_;
    SqlSessionStore sessions_;
    SqlServiceStore services_;
    SqlFactorStore factors_;
    SqlAssessmentStore assessments_;
    SqlEvidenceStore evidence_;
    SqlReviewStore reviews_;
    SqlRegisterStore register_store_;
    SqlNetworkStore networks_;
    SqlCalendarStore calendar_;
    SqlOfficialTextStore official_texts_;
    SqlEventStore events_;
    SqlLedgerStore ledgers_;
};

} // namespace

std::unique_ptr<Transaction> transaction_on(Pool::Loan loan) { return std::make_unique<SqlTransaction>(std::move(loan)); }

} // namespace hoshirube::sql
