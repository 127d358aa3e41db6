#include "app/calendar/calendar.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "app/calendar/firm_calendar.h"
#include "base/text.h"

namespace hoshirube {

namespace {

Json day_json(const std::optional<Day>& day) { return day ? Json(day->iso8601()) : Json(); }

// The latest "done" of a duty.
const DutyNote* last_done(const FirmCalendar& calendar, const std::string& duty) {
    const DutyNote* last = nullptr;
    for (const auto& note : calendar.notes)
        if (note.what == DutyNote::What::Done && note.duty == duty && (!last || last->on < note.on)) last = &note;
    return last;
}

Json duty_json(const FirmCalendar& calendar, const Duty& duty, const Viewer& viewer) {
    const auto* last = last_done(calendar, duty.key);
    return Json{{"key", duty.key},
                {"kind", to_text(duty.kind)},
                {"criterion", duty.criterion},
                {"title", calendar.title_of(duty, viewer.language)},
                {"occasion", duty.occasion},
                {"due_on", day_json(duty.due_on)},
                {"when", to_text(due_seen_from(duty.due_on, calendar.today))},
                {"since", day_json(duty.since)},
                {"arose", duty.arose},
                {"owner", duty.owner},
                {"assessment", duty.subject},
                {"can_be_noted", can_be_noted(duty.kind)},
                {"last_done_on", last ? Json(last->on.iso8601()) : Json()}};
}

Json star_json(const DatedStar& star) {
    const auto& standing = star.certificate.standing;
    return Json{{"assessment", star.assessment.id},
                {"star", star.assessment.star},
                {"state", star.state},
                {"last_valid_day", star.certificate.last_valid_day.iso8601()},
                {"since", day_json(standing.since_on)},
                {"suspended_until", day_json(standing.until_on)}};
}

// What the duty is called that a note is about, though it may be there no more.
std::string title_of(const FirmCalendar& calendar, const DutyNote& note, Language language) {
    const auto from = note.duty.find('/');
    if (from == note.duty.npos) return {};
    const auto criterion = note.duty.substr(from + 1, note.duty.find('/', from + 1) - from - 1);
    return calendar.title_of({note.duty, DutyKind::Yearly, criterion}, language);
}

Result<std::map<std::string, std::string>> file_names(Transaction& transaction, const std::string& organisation_id) {
    std::map<std::string, std::string> names;
    for (auto& file : TRY(transaction.evidence().of_organisation(organisation_id)))
        names.emplace(file.id, std::move(file.file_name));
    return names;
}

Json note_json(const FirmCalendar& calendar, const DutyNote& note, const std::map<std::string, std::string>& files,
               std::string by_name, Language language) {
    Json evidence = Json::array();
    for (const auto& id : note.evidence) {
        const auto file = files.find(id);
        evidence.push_back({{"id", id}, {"file_name", file == files.end() ? "" : file->second}});
    }
    return Json{{"id", note.id},
                {"duty", note.duty},
                {"title", title_of(calendar, note, language)},
                {"what", to_text(note.what)},
                {"on", note.on.iso8601()},
                {"settles", note.settles},
                {"note", note.note},
                {"evidence", std::move(evidence)},
                {"noted_by_name", std::move(by_name)},
                {"noted_at", note.noted_at.iso8601()}};
}

// Whether it can be noted of this duty now.
Result<Done> check_duty(const FirmCalendar& calendar, const DutyNote& note) {
    const auto duty =
        std::find_if(calendar.duties.begin(), calendar.duties.end(), [&](const Duty& d) { return d.key == note.duty; });
    if (duty == calendar.duties.end()) return not_found("duty.unknown");
    if (!can_be_noted(duty->kind)) return invalid("duty.done_elsewhere", "duty");
    const bool has_occasion = duty->kind == DutyKind::Update || duty->kind == DutyKind::Occasion;
    if (note.what == DutyNote::What::Arose && !has_occasion) return invalid("duty.no_occasion", "what");
    if (note.what == DutyNote::What::Done && calendar.today < note.on) return invalid("duty.in_future", "on");
    if (note.settles.empty()) return Done{};
    const bool is_open = std::any_of(calendar.duties.begin(), calendar.duties.end(),
                                     [&](const Duty& d) { return d.key == note.duty && d.arose == note.settles; });
    if (!is_open) return not_found("duty.note_not_found");
    return Done{};
}

Result<Done> check_files(Transaction& transaction, const std::string& organisation_id, const std::vector<std::string>& ids) {
    if (ids.size() > 20) return invalid("duty.too_many_files", "evidence", {{"max", "20"}});
    for (const auto& id : ids)
        if (TRY(transaction.evidence().get(id)).organisation_id != organisation_id) return not_found("evidence.not_found");
    return Done{};
}

} // namespace

Result<Json> calendar_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadCalendar, organisation));
    const bool may_keep = TRY(judge(world, *transaction, viewer, Permission::KeepCalendar, organisation)).is_allowed;
    const auto calendar = TRY(load_firm_calendar(world, *transaction, organisation, viewer.today()));
    const auto files = TRY(file_names(*transaction, organisation_id));
    Names names(*transaction);
    Json items = Json::array(), notes = Json::array(), stars = Json::array();
    for (const auto& star : calendar.stars) stars.push_back(star_json(star));
    for (const auto& duty : calendar.duties) items.push_back(duty_json(calendar, duty, viewer));
    for (const auto& note : calendar.notes)
        notes.push_back(note_json(calendar, note, files, TRY(names.of(note.noted_by)), viewer.language));
    return Json{{"today", calendar.today.iso8601()}, {"has_star", calendar.has_star},
                {"stars", std::move(stars)},         {"may_keep", may_keep},
                {"items", std::move(items)},         {"notes", std::move(notes)}};
}

Result<Receipt> note_duty(World& world, const Act& act, const std::string& organisation_id, const DutyFields& fields) {
    auto what = parse_duty_note(fields.what);
    if (!what) return what.error();
    auto on = Day::parse(fields.on);
    if (!on) return std::move(on.error()).at("on");
    const DutyNote note{new_id(),
                        organisation_id,
                        fields.duty,
                        *what,
                        *on,
                        fields.settles,
                        TRY(clean_text("note", fields.note, 1000, Lines::Many)),
                        fields.evidence,
                        act.actor_id,
                        act.now};
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::KeepCalendar, organisation));
        const auto calendar = TRY(load_firm_calendar(world, transaction, organisation, act.today()));
        TRY(check_duty(calendar, note));
        TRY(check_files(transaction, organisation_id, note.evidence));
        TRY(transaction.calendar().add_note(note));
        TRY(record(transaction, act, note.what == DutyNote::What::Done ? "duty.done" : "duty.arose", organisation_id, note.id,
                   Json{{"duty", note.duty}, {"on", note.on.iso8601()}, {"settles", note.settles}, {"evidence", note.evidence}}));
        return Receipt{note.id, 1};
    });
}

Result<Receipt> take_back_duty_note(World& world, const Act& act, const std::string& organisation_id,
                                    const std::string& note_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::KeepCalendar, organisation));
        const auto note = TRY(transaction.calendar().get_note(note_id));
        if (note.organisation_id != organisation_id) return not_found("duty.note_not_found");
        if (!note.taken_back_at) {
            TRY(transaction.calendar().take_back_note(note_id, act.now));
            TRY(record(transaction, act, "duty.taken_back", organisation_id, note_id,
                       Json{{"duty", note.duty}, {"on", note.on.iso8601()}}));
        }
        return Receipt{note_id, 2};
    });
}

} // namespace hoshirube
