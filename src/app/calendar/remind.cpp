#include "app/calendar/remind.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "app/calendar/firm_calendar.h"
#include "app/organisation/firm_name.h"
#include "base/hash.h"

namespace hoshirube {

namespace {

constexpr int kBatch = 200;
constexpr std::size_t kMostLines = 30;

std::string line_of(const World& world, const FirmCalendar& calendar, const Duty& duty, Language language) {
    const auto summary =
        world.texts.text(language, "calendar.summary." + std::string(to_text(duty.kind)),
                         {{"criterion", duty.criterion}, {"title", calendar.title_of(duty, language)}, {"owner", duty.owner}});
    const auto day = language == Language::English ? duty.due_on->english() : duty.due_on->japanese();
    const bool is_over = *duty.due_on < calendar.today;
    return world.texts.text(language, is_over ? "reminder.line_over" : "reminder.line", {{"day", day}, {"what", summary}}) + "\n";
}

Mail mail_of(const World& world, const FirmCalendar& calendar, const std::vector<Duty>& due, const Person& person) {
    const auto language = parse_language(person.language);
    const auto name = firm_name(language, calendar.organisation.legal_name, calendar.organisation.legal_name_en);
    std::string list;
    for (std::size_t i = 0; i < due.size() && i < kMostLines; ++i) list += line_of(world, calendar, due[i], language);
    const Error::Params params{{"organisation", name},
                               {"count", std::to_string(due.size())},
                               {"list", list},
                               {"page", world.press.public_url.empty() ? "" : world.press.public_url + "/app/calendar"}};
    return {person.email,
            {},
            world.texts.text(language, "reminder.subject", params),
            world.texts.text(language, "reminder.text", params),
            sha256_hex(person.id + " " + calendar.organisation.id + " " + calendar.today.iso8601()).substr(0, 32) + "@hoshirube",
            std::string(to_tag(language))};
}

// What to send to one person; nothing where there is nothing to say, or no longer a right to see it.
Result<std::optional<Mail>> mail_for(World& world, const Reminder& reminder, Instant now) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
    const auto organisation = TRY(transaction->organisations().get(reminder.organisation_id));
    const auto person = TRY(transaction->accounts().get_person(reminder.person_id));
    const Viewer viewer{person.id, now, parse_language(person.language)};
    if (!TRY(judge(world, *transaction, viewer, Permission::ReadCalendar, organisation)).is_allowed) return std::optional<Mail>();
    const auto calendar = TRY(load_firm_calendar(world, *transaction, organisation, viewer.today()));
    const auto due = to_remind_of(calendar.duties, viewer.today());
    if (due.empty()) return std::optional<Mail>();
    return std::optional(mail_of(world, calendar, due, person));
}

Result<Done> note_sent(World& world, Reminder reminder, Day today) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kKeeper));
    // It may have been called off meanwhile.
    if (!TRY(transaction->calendar().find_reminder(reminder.person_id, reminder.organisation_id))) return Done{};
    reminder.sent_on = today;
    TRY(transaction->calendar().save_reminder(reminder));
    return transaction->commit();
}

} // namespace

Result<Receipt> set_reminder(World& world, const Act& act, const std::string& organisation_id, bool is_wanted) {
    if (act.actor_id == kKeeper) return invalid("calendar.person_needed");
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::ReadCalendar, organisation));
        const auto known = TRY(transaction.calendar().find_reminder(act.actor_id, organisation_id));
        if (is_wanted && !known) TRY(transaction.calendar().save_reminder({act.actor_id, organisation_id, act.now}));
        if (!is_wanted && known) TRY(transaction.calendar().remove_reminder(act.actor_id, organisation_id));
        if (is_wanted != known.has_value())
            TRY(record(transaction, act, is_wanted ? "calendar.reminder_on" : "calendar.reminder_off", organisation_id,
                       organisation_id, Json::object()));
        return Receipt{organisation_id, is_wanted ? 1 : 0};
    });
}

Result<Json> reminder_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadCalendar, organisation));
    const auto known = TRY(transaction->calendar().find_reminder(viewer.person_id, organisation_id));
    return Json{{"is_wanted", known.has_value()}, {"can_be_sent", world.sends_mail}};
}

Result<Round> send_reminders(World& world, const SendMail& send, const std::string& from, Instant now) {
    Round round;
    const auto today = now.tokyo_day();
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
    const auto reminders = TRY(transaction->calendar().reminders_before(today, kBatch));
    transaction.reset(); // No transaction stays open while a mail server is waited for.
    for (const auto& reminder : reminders) {
        auto mail = TRY(mail_for(world, reminder, now));
        if (mail) {
            mail->from = from;
            const auto sent = send(*mail);
            if (!sent) {
                ++round.failed;
                continue;
            }
            ++round.sent;
        }
        TRY(note_sent(world, reminder, today));
    }
    return round;
}

} // namespace hoshirube
