#include "storage/sql/event_store.h"

#include <algorithm>

#include "base/hash.h"
#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

constexpr std::int64_t kEventLock = 0x686f7368690002; // Any number that nobody else locks.

Result<Refusal> to_refusal(RowReader& in) {
    return in.finish(
        Refusal{in.day(), in.text(), in.text(), in.text(), in.text(), in.text(), in.small(), in.instant(), in.instant()});
}

Result<std::int64_t> to_integer(RowReader& in) { return in.finish(in.integer()); }

} // namespace

Result<StoredEvent> to_stored_event(RowReader& in) {
    return in.finish(StoredEvent{in.integer(), in.instant(), {in.text(), in.text(), in.text(), in.text(), in.text()}, in.text()});
}

Result<Done> SqlEventStore::append(const Event& event, Instant at) {
    // Numbers are given in the order in which transactions commit, so that whoever has read up to one misses nothing.
    TRY(connection_.lock(kEventLock));
    TRY(connection_.query(R"sql(
        INSERT INTO event (happened_at, type, actor_id, organisation_id, subject, record, record_sha256)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
    )sql",
                          {at.milliseconds(), event.type, event.actor_id, event.organisation_id, event.subject, event.record,
                           sha256_hex(event.record)}));
    return Done{};
}

Result<std::vector<StoredEvent>> SqlEventStore::after(std::int64_t sequence, int limit) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT sequence, happened_at, type, actor_id, organisation_id, subject, record, record_sha256
        FROM event
        WHERE sequence > $1
        ORDER BY sequence
        LIMIT $2
    )sql",
                                      {sequence, std::max(limit, 0)}));
    return all(std::move(rows), to_stored_event);
}

Result<std::vector<StoredEvent>> SqlEventStore::newest(const EventSearch& search, int limit) {
    auto rows = TRY(connection_.query(
        R"sql(
        SELECT e.sequence, e.happened_at, e.type, e.actor_id, e.organisation_id, e.subject, e.record, e.record_sha256
        FROM event e
        WHERE e.sequence < $1
          AND e.happened_at >= $2 AND e.happened_at < $3
          AND ($4 = '' OR ',' || $4 || ',' LIKE '%,' || e.type || ',%')
          AND ($5 = ''
               OR e.subject = $5
               OR e.organisation_id IN (SELECT o.id FROM organisation o WHERE $6 <> '%%' AND o.search_text LIKE $6 ESCAPE '\')
               OR e.actor_id IN (SELECT p.id FROM person p WHERE $7 <> '%%' AND p.search_text LIKE $7 ESCAPE '\')
               OR e.subject IN (SELECT p.id FROM person p WHERE $7 <> '%%' AND p.search_text LIKE $7 ESCAPE '\'))
        ORDER BY e.sequence DESC
        LIMIT $8
    )sql",
        {search.before, search.from.milliseconds(), search.until.milliseconds(), search.types, search.typed,
         containing(search.organisation_key), containing(search.person_key), std::max(limit, 0)}));
    return all(std::move(rows), to_stored_event);
}

Result<std::optional<StoredEvent>> SqlEventStore::latest_of(const std::string& subject, const std::string& types) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT sequence, happened_at, type, actor_id, organisation_id, subject, record, record_sha256
        FROM event
        WHERE subject = $1 AND ',' || $2 || ',' LIKE '%,' || type || ',%'
        ORDER BY sequence DESC
        LIMIT 1
    )sql",
                                      {subject, types}));
    return first(std::move(rows), to_stored_event);
}

Result<std::int64_t> SqlEventStore::latest_about(const std::string& subject) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT sequence
        FROM event
        WHERE subject = $1
        ORDER BY sequence DESC
        LIMIT 1
    )sql",
                                      {subject}));
    return TRY(first<std::int64_t>(std::move(rows), to_integer)).value_or(0);
}

Result<std::int64_t> SqlEventStore::latest() {
    auto rows = TRY(connection_.query("SELECT sequence FROM event ORDER BY sequence DESC LIMIT 1"));
    return TRY(first<std::int64_t>(std::move(rows), to_integer)).value_or(0);
}

Result<std::vector<StoredEvent>> SqlEventStore::of_organisation(const std::string& organisation_id, const EventSearch& search,
                                                                int limit) {
    auto rows = TRY(connection_.query(
        R"sql(
        SELECT e.sequence, e.happened_at, e.type, e.actor_id, e.organisation_id, e.subject, e.record, e.record_sha256
        FROM event e
        WHERE e.organisation_id = $1 AND e.sequence < $2
          AND e.happened_at >= $3 AND e.happened_at < $4
          AND ($5 = '' OR ',' || $5 || ',' LIKE '%,' || e.type || ',%')
          AND ($6 = ''
               OR e.subject = $6
               OR ($7 <> '' AND e.record LIKE '%"' || $7 || '"%')
               OR e.actor_id IN (SELECT p.id FROM person p WHERE $8 <> '%%' AND p.search_text LIKE $8 ESCAPE '\')
               OR e.subject IN (SELECT p.id FROM person p WHERE $8 <> '%%' AND p.search_text LIKE $8 ESCAPE '\'))
        ORDER BY e.sequence DESC
        LIMIT $9
    )sql",
        {organisation_id, search.before, search.from.milliseconds(), search.until.milliseconds(), search.types, search.typed,
         search.criterion, containing(search.person_key), std::max(limit, 0)}));
    return all(std::move(rows), to_stored_event);
}

Result<Done> SqlEventStore::add_refusal(const Refusal& r) {
    TRY(connection_.query(R"sql(
        INSERT INTO refusal (organisation_id, refused_on, actor_id, act, object_id, rule, times, first_at, last_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (organisation_id, refused_on, actor_id, act, object_id, rule) DO UPDATE
        SET times = refusal.times + excluded.times, last_at = excluded.last_at
    )sql",
                          {r.organisation_id, r.on.iso8601(), r.actor_id, r.act, r.object_id, r.rule, r.times,
                           r.first_at.milliseconds(), r.last_at.milliseconds()}));
    return Done{};
}

Result<int> SqlEventStore::count_refusals(const std::string& actor_id, Day day) {
    auto rows =
        TRY(connection_.query("SELECT COUNT(*) FROM refusal WHERE actor_id = $1 AND refused_on = $2", {actor_id, day.iso8601()}));
    return RowReader(rows[0]).small();
}

Result<std::vector<Refusal>> SqlEventStore::refusals_of(const std::string& organisation_id, const EventSearch& search,
                                                        int limit) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT r.refused_on, r.actor_id, r.act, r.object_id, r.organisation_id, r.rule, r.times, r.first_at, r.last_at
        FROM refusal r
        WHERE r.organisation_id = $1
          AND r.last_at >= $2 AND r.first_at < $3
          AND ($4 = ''
               OR r.object_id = $4
               OR r.actor_id IN (SELECT p.id FROM person p WHERE $5 <> '%%' AND p.search_text LIKE $5 ESCAPE '\'))
        ORDER BY r.refused_on DESC, r.last_at DESC, r.actor_id, r.act, r.object_id, r.rule
        LIMIT $6
    )sql",
                                      {organisation_id, search.from.milliseconds(), search.until.milliseconds(), search.typed,
                                       containing(search.person_key), std::max(limit, 0)}));
    return all(std::move(rows), to_refusal);
}

Result<std::optional<std::string>> SqlEventStore::owner_of(const std::string& object_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT organisation_id FROM assessment WHERE id = $1
        UNION ALL SELECT organisation_id FROM evidence WHERE id = $1
        UNION ALL SELECT id FROM organisation WHERE id = $1
    )sql",
                                      {object_id}));
    return first<std::string>(std::move(rows), [](RowReader& in) { return in.finish(in.text()); });
}

} // namespace hoshirube::sql
