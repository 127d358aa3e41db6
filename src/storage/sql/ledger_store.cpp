#include "storage/sql/ledger_store.h"

#include "storage/sql/event_store.h"

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

Result<std::int64_t> to_number(RowReader& in) { return in.finish(in.integer()); }

Result<ledger::Head> to_head(RowReader& in) { return in.finish(ledger::Head{in.text(), in.integer()}); }

Result<LedgerLine> to_line(RowReader& in) {
    return in.finish(LedgerLine{static_cast<std::uint64_t>(in.integer()), in.integer(), in.text(), in.text()});
}

std::int64_t number(std::uint64_t index) { return static_cast<std::int64_t>(index); }

} // namespace

Result<Done> SqlLedgerStore::mark_public() {
    // The event just appended: nobody else appends before this transaction ends.
    TRY(connection_.query("INSERT INTO public_event (event_sequence) SELECT max(sequence) FROM event"));
    has_marked_public_ = true;
    return Done{};
}

Result<std::int64_t> SqlLedgerStore::last_public() {
    auto rows = TRY(connection_.query("SELECT coalesce(max(event_sequence), 0) FROM public_event"));
    return only(std::move(rows), to_number, "ledger.not_found");
}

Result<std::vector<StoredEvent>> SqlLedgerStore::public_after(std::int64_t sequence, int limit) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT e.sequence, e.happened_at, e.type, e.actor_id, e.organisation_id, e.subject, e.record, e.record_sha256
        FROM public_event p JOIN event e ON e.sequence = p.event_sequence
        WHERE p.event_sequence > $1
        ORDER BY p.event_sequence
        LIMIT $2
    )sql",
                                      {sequence, limit}));
    return all(std::move(rows), to_stored_event);
}

Result<std::vector<StoredEvent>> SqlLedgerStore::stars_before(std::int64_t sequence, int limit) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT e.sequence, e.happened_at, e.type, e.actor_id, e.organisation_id, e.subject, e.record, e.record_sha256
        FROM public_event p JOIN event e ON e.sequence = p.event_sequence
        WHERE p.event_sequence < $1 AND e.type IN ('star.registered', 'star.suspended', 'star.resumed', 'star.withdrawn')
        ORDER BY p.event_sequence DESC
        LIMIT $2
    )sql",
                                      {sequence, limit}));
    return all(std::move(rows), to_stored_event);
}

Result<std::optional<ledger::Head>> SqlLedgerStore::head(const std::string& name) {
    auto rows = TRY(connection_.query("SELECT checkpoint, through FROM ledger WHERE name = $1", {name}));
    return first(std::move(rows), to_head);
}

Result<bool> SqlLedgerStore::advance(const std::string& name, const std::optional<ledger::Head>& from, const ledger::Head& to,
                                     std::uint64_t old_size, const ledger::Batch& batch) {
    Rows rows;
    if (from)
        rows = TRY(connection_.query("UPDATE ledger SET checkpoint = $1, through = $2 WHERE name = $3 AND checkpoint = $4",
                                     {to.checkpoint, to.through, name, from->checkpoint}));
    else
        rows = TRY(
            connection_.query("INSERT INTO ledger (name, checkpoint, through) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
                              {name, to.checkpoint, to.through}));
    if (rows.changed == 0) return false;
    for (std::size_t i = 0; i < batch.lines.size(); ++i) {
        const auto& line = batch.lines[i];
        TRY(connection_.query(R"sql(
            INSERT INTO ledger_entry (ledger, entry_index, event_sequence, subject, nonce)
            VALUES ($1, $2, $3, $4, $5)
        )sql",
                              {name, number(old_size + i), line.event_sequence, line.subject, line.nonce}));
    }
    return true;
}

Result<Done> SqlLedgerStore::forget(const std::string& ledger) {
    TRY(connection_.query("DELETE FROM ledger_entry WHERE ledger = $1", {ledger}));
    TRY(connection_.query("DELETE FROM ledger WHERE name = $1", {ledger}));
    return Done{};
}

Result<std::optional<std::uint64_t>> SqlLedgerStore::last_index(const std::string& name, const std::string& subject) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT entry_index
        FROM ledger_entry
        WHERE ledger = $1 AND subject = $2
        ORDER BY entry_index DESC
        LIMIT 1
    )sql",
                                      {name, subject}));
    const auto found = TRY(first(std::move(rows), to_number));
    return found ? std::optional(static_cast<std::uint64_t>(*found)) : std::nullopt;
}

Result<std::optional<LedgerLine>> SqlLedgerStore::line_of_event(const std::string& name, std::int64_t event_sequence) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT entry_index, event_sequence, subject, nonce
        FROM ledger_entry
        WHERE event_sequence = $1 AND ledger = $2
    )sql",
                                      {event_sequence, name}));
    return first(std::move(rows), to_line);
}

Result<std::vector<LedgerLine>> SqlLedgerStore::lines(const std::string& name, std::uint64_t from_index, int limit) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT entry_index, event_sequence, subject, nonce
        FROM ledger_entry
        WHERE ledger = $1 AND entry_index >= $2
        ORDER BY entry_index
        LIMIT $3
    )sql",
                                      {name, number(from_index), limit}));
    return all(std::move(rows), to_line);
}

Result<std::vector<LedgerLine>> SqlLedgerStore::lines_of_subject(const std::string& name, const std::string& subject) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT entry_index, event_sequence, subject, nonce
        FROM ledger_entry
        WHERE ledger = $1 AND subject = $2
        ORDER BY entry_index
    )sql",
                                      {name, subject}));
    return all(std::move(rows), to_line);
}

} // namespace hoshirube::sql
