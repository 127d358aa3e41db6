#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlLedgerStore final : public LedgerStore {
public:
    explicit SqlLedgerStore(Connection& connection) : connection_(connection) {}
    Result<Done> mark_public() override;
    bool has_marked_public() const override { return has_marked_public_; }
    Result<std::int64_t> last_public() override;
    Result<std::vector<StoredEvent>> public_after(std::int64_t sequence, int limit) override;
    Result<std::vector<StoredEvent>> stars_before(std::int64_t sequence, int limit) override;
    Result<std::optional<ledger::Head>> head(const std::string& ledger) override;
    Result<bool> advance(const std::string& ledger, const std::optional<ledger::Head>& from, const ledger::Head& to,
                         std::uint64_t old_size, const ledger::Batch&) override;
    Result<Done> forget(const std::string& ledger) override;
    Result<std::optional<std::uint64_t>> last_index(const std::string& ledger, const std::string& subject) override;
    Result<std::optional<LedgerLine>> line_of_event(const std::string& ledger, std::int64_t event_sequence) override;
    Result<std::vector<LedgerLine>> lines(const std::string& ledger, std::uint64_t from_index, int limit) override;
    Result<std::vector<LedgerLine>> lines_of_subject(const std::string& ledger, const std::string& subject) override;

private:
    Connection& connection_;
    bool has_marked_public_ = false;
};

} // namespace hoshirube::sql
