#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "base/hash.h"
#include "ledger/sequencer.h"

namespace hoshirube {

namespace {

constexpr int kEventsAtOnce = static_cast<int>(ledger::Sequencer::kBatch);

// The database as a ledger's source: events in, head and nonces kept.
class DatabaseSource final : public ledger::Source {
public:
    DatabaseSource(Database& database, std::string name) : database_(database), name_(std::move(name)) {}

    Result<std::optional<ledger::Head>> head() override {
        auto transaction = TRY(database_.begin(Database::Mode::Read, kKeeper));
        return transaction->ledgers().head(name_);
    }

    Result<ledger::Batch> next(const ledger::Head& head, std::uint64_t size, std::size_t limit) override {
        auto transaction = TRY(database_.begin(Database::Mode::Read, kKeeper));
        const auto at_most = std::min(static_cast<int>(limit), kEventsAtOnce);
        return name_ == kPublicLedger ? next_public(*transaction, head, size, at_most)
                                      : next_private(*transaction, head, at_most);
    }

    Result<bool> advance(const std::optional<ledger::Head>& from, const ledger::Head& to, std::uint64_t old_size,
                         const ledger::Batch& batch) override {
        auto transaction = TRY(database_.begin(Database::Mode::Write, kKeeper));
        if (!TRY(transaction->ledgers().advance(name_, from, to, old_size, batch))) return false;
        TRY(transaction->commit());
        return true;
    }

private:
    static std::string new_nonce() { return new_secret().substr(0, 32); }

    // What stood before on the same subject: in the ledger, or earlier in this batch.
    Result<ledger::Batch> next_public(Transaction& transaction, const ledger::Head& head, std::uint64_t size, int limit) {
        ledger::Batch batch{{}, head.through};
        std::map<std::string, std::optional<std::uint64_t>> last;
        const auto events = TRY(transaction.ledgers().public_after(head.through, limit));
        for (const auto& event : events) {
            const auto& subject = event.event.subject;
            if (last.count(subject) == 0) last[subject] = TRY(transaction.ledgers().last_index(name_, subject));
            const auto nonce = new_nonce();
            batch.lines.push_back({TRY(public_entry(event, nonce, last[subject])), event.sequence, subject, nonce});
            last[subject] = size + batch.lines.size() - 1;
            batch.through = event.sequence;
        }
        return batch;
    }

    Result<ledger::Batch> next_private(Transaction& transaction, const ledger::Head& head, int limit) {
        ledger::Batch batch{{}, head.through};
        for (bool is_more = true; is_more && batch.lines.empty();) { // A page may hold nothing but public events.
            const auto events = TRY(transaction.events().after(batch.through, limit));
            is_more = !events.empty();
            for (const auto& event : events) {
                batch.through = event.sequence;
                if (is_public_event(event.event.type)) continue;
                const auto nonce = new_nonce();
                batch.lines.push_back({private_entry(event, nonce), event.sequence, {}, nonce});
            }
        }
        return batch;
    }

    Database& database_;
    const std::string name_;
};

Result<bool> is_settled(World& world) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
    const auto last = TRY(transaction->ledgers().last_public());
    if (last == 0) return true;
    const auto head = TRY(transaction->ledgers().head(kPublicLedger));
    if (!head || head->through < last) return false;
    // The head counts only once strangers can see it.
    const auto published = TRY(world.public_ledger.store.read(ledger::kCheckpointFile));
    return published && published->starts_with(head->checkpoint);
}

} // namespace

Result<std::uint64_t> sequence_ledger(World& world, const std::string& name) {
    auto& one = name == kPublicLedger ? world.public_ledger : world.private_ledger;
    DatabaseSource source(world.database, name);
    const auto published = TRY(ledger::Sequencer(one.store, source, one.signer).run());
    return published.checkpoint.size;
}

Result<bool> has_unsettled(Transaction& transaction, const std::string& actor_id) {
    const auto head = TRY(transaction.ledgers().head(kPublicLedger));
    const auto waiting = TRY(transaction.ledgers().public_after(head ? head->through : 0, kEventsAtOnce));
    return std::any_of(waiting.begin(), waiting.end(), [&](const auto& one) { return one.event.actor_id == actor_id; });
}

Result<Done> settle(World& world) {
    if (TRY(is_settled(world))) return Done{};
    static_cast<void>(TRY(sequence_ledger(world, kPublicLedger)));
    return Done{};
}

Result<Done> anchor_private_ledger(World& world, Instant now) {
    static_cast<void>(TRY(sequence_ledger(world, kPrivateLedger)));
    const auto note = TRY(world.private_ledger.store.read(ledger::kCheckpointFile));
    if (!note) return Done{};
    const auto checkpoint = TRY(ledger::open_checkpoint(*note, world.private_ledger.signer.key())).checkpoint;
    // The same size and root under the same key: said once, whoever says it and however often.
    const auto key = "anchor-" + sha256_hex(ledger::to_text(checkpoint)).substr(0, 40);
    const Act act{kKeeper, now, key, sha256_hex(key)};
    const auto done = perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::OperateScheme));
        const auto root = ledger::to_base64(checkpoint.root);
        TRY(record(transaction, act, "audit.anchored", {}, checkpoint.origin,
                   Json{{"origin", checkpoint.origin}, {"size", checkpoint.size}, {"root", root}}));
        return Receipt{checkpoint.origin, static_cast<std::int64_t>(checkpoint.size)};
    });
    if (!done) return done.error();
    return Done{};
}

} // namespace hoshirube
