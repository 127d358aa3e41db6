#include "storage/sql/calendar_store.h"

#include <algorithm>

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

const std::string kSelectNote = "SELECT id, organisation_id, duty, what, day_on, settles, note, evidence, noted_by, noted_at, "
                                "taken_back_at FROM duty_note ";
const std::string kSelectLink = "SELECT id, organisation_id, person_id, language, made_at, revoked_at FROM calendar_link ";
const std::string kSelectReminder = "SELECT person_id, organisation_id, asked_at, sent_on FROM reminder ";

Result<DutyNote> to_note(RowReader& in) {
    return in.finish(DutyNote{in.text(), in.text(), in.text(), in.named(parse_duty_note), in.day(), in.text(), in.text(),
                              split_lines(in.view()), in.text(), in.instant(), in.optional_instant()});
}

Result<CalendarLink> to_link(RowReader& in) {
    return in.finish(CalendarLink{in.text(), in.text(), in.text(), in.text(), in.instant(), in.optional_instant()});
}

Result<Reminder> to_reminder(RowReader& in) { return in.finish(Reminder{in.text(), in.text(), in.instant(), in.optional_day()}); }

} // namespace

Result<Done> SqlCalendarStore::add_note(const DutyNote& n) {
    TRY(connection_.query(R"sql(
        INSERT INTO duty_note (id, organisation_id, duty, what, day_on, settles, note, evidence, noted_by, noted_at, taken_back_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    )sql",
                          {n.id, n.organisation_id, n.duty, to_text(n.what), n.on.iso8601(), n.settles, n.note,
                           join_lines(n.evidence), n.noted_by, n.noted_at.milliseconds(), milliseconds(n.taken_back_at)}));
    return Done{};
}

Result<DutyNote> SqlCalendarStore::get_note(const std::string& id) {
    auto rows = TRY(connection_.query(kSelectNote + "WHERE id = $1", {id}));
    return only(std::move(rows), to_note, "duty.note_not_found");
}

Result<Done> SqlCalendarStore::take_back_note(const std::string& id, Instant at) {
    TRY(connection_.query("UPDATE duty_note SET taken_back_at = $2 WHERE id = $1 AND taken_back_at IS NULL",
                          {id, at.milliseconds()}));
    return Done{};
}

Result<std::vector<DutyNote>> SqlCalendarStore::notes(const std::string& organisation_id) {
    auto rows = TRY(connection_.query(kSelectNote + "WHERE organisation_id = $1 ORDER BY noted_at DESC, id", {organisation_id}));
    return all(std::move(rows), to_note);
}

Result<Done> SqlCalendarStore::add_link(const CalendarLink& link) {
    TRY(connection_.query(R"sql(
        INSERT INTO calendar_link (id, organisation_id, person_id, language, made_at, revoked_at)
        VALUES ($1, $2, $3, $4, $5, $6)
    )sql",
                          {link.id, link.organisation_id, link.person_id, link.language, link.made_at.milliseconds(),
                           milliseconds(link.revoked_at)}));
    return Done{};
}

Result<CalendarLink> SqlCalendarStore::get_link(const std::string& id) {
    auto rows = TRY(connection_.query(kSelectLink + "WHERE id = $1", {id}));
    return only(std::move(rows), to_link, "calendar.link_not_found");
}

Result<Done> SqlCalendarStore::revoke_link(const std::string& id, Instant at) {
    TRY(connection_.query("UPDATE calendar_link SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
                          {id, at.milliseconds()}));
    return Done{};
}

Result<std::vector<CalendarLink>> SqlCalendarStore::links(const std::string& organisation_id, const std::string& person_id) {
    auto rows = TRY(connection_.query(kSelectLink + R"sql(
        WHERE person_id = $1 AND organisation_id = $2 AND revoked_at IS NULL
        ORDER BY made_at, id
    )sql",
                                      {person_id, organisation_id}));
    return all(std::move(rows), to_link);
}

Result<Done> SqlCalendarStore::save_reminder(const Reminder& r) {
    TRY(connection_.query(R"sql(
        INSERT INTO reminder (person_id, organisation_id, asked_at, sent_on)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (person_id, organisation_id) DO UPDATE SET sent_on = excluded.sent_on
    )sql",
                          {r.person_id, r.organisation_id, r.asked_at.milliseconds(), iso8601(r.sent_on)}));
    return Done{};
}

Result<Done> SqlCalendarStore::remove_reminder(const std::string& person_id, const std::string& organisation_id) {
    TRY(connection_.query("DELETE FROM reminder WHERE person_id = $1 AND organisation_id = $2", {person_id, organisation_id}));
    return Done{};
}

Result<std::optional<Reminder>> SqlCalendarStore::find_reminder(const std::string& person_id,
                                                                const std::string& organisation_id) {
    auto rows =
        TRY(connection_.query(kSelectReminder + "WHERE person_id = $1 AND organisation_id = $2", {person_id, organisation_id}));
    return first(std::move(rows), to_reminder);
}

Result<std::vector<Reminder>> SqlCalendarStore::reminders_before(Day day, int limit) {
    auto rows = TRY(connection_.query(kSelectReminder + R"sql(
        WHERE sent_on IS NULL OR sent_on < $1
        ORDER BY person_id, organisation_id
        LIMIT $2
    )sql",
                                      {day.iso8601(), std::max(limit, 0)}));
    return all(std::move(rows), to_reminder);
}

} // namespace hoshirube::sql
