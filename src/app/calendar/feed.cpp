#include <nlohmann/json.hpp>

#include "app/calendar/calendar.h"
#include "app/calendar/firm_calendar.h"
#include "app/organisation/firm_name.h"
#include "base/hash.h"
#include "formats/ical.h"

namespace hoshirube {

namespace {

// Names the duty over all calendars and readings; tells nobody the firm's id.
std::string uid_of(const FirmCalendar& calendar, const std::string& key) {
    return sha256_hex(calendar.organisation.id + " " + key).substr(0, 32) + "@hoshirube";
}

std::string page_of(const World& world) {
    return world.press.public_url.empty() ? std::string() : world.press.public_url + "/app/calendar";
}

ical::Entry entry_of(const World& world, const FirmCalendar& calendar, const Duty& duty, Language language) {
    const Error::Params params{
        {"kind", std::string(to_text(duty.kind))},
        {"criterion", duty.criterion},
        {"title", calendar.title_of(duty, language)},
        {"occasion", duty.occasion},
        {"owner", duty.owner},
        {"organisation", firm_name(language, calendar.organisation.legal_name, calendar.organisation.legal_name_en)}};
    const auto kind = std::string(to_text(duty.kind));
    return {uid_of(calendar, duty.key + " " + duty.arose),
            *duty.due_on,
            world.texts.text(language, "calendar.summary." + kind, params),
            world.texts.text(language, duty.kind == DutyKind::Renewal ? "calendar.description_renewal" : "calendar.description",
                             params),
            world.texts.text(language, "calendar.kind." + kind),
            page_of(world)};
}

// Proof that grows old on the same day is one entry: nobody wants forty.
ical::Entry entry_of_proofs(const World& world, const FirmCalendar& calendar, Day on, const std::vector<std::string>& criteria,
                            Language language) {
    std::string list;
    for (const auto& number : criteria) list += (list.empty() ? "" : ", ") + number;
    const Error::Params params{
        {"count", std::to_string(criteria.size())},
        {"criteria", list},
        {"kind", "evidence"},
        {"organisation", firm_name(language, calendar.organisation.legal_name, calendar.organisation.legal_name_en)}};
    return {uid_of(calendar, "evidence " + on.iso8601()),
            on,
            world.texts.text(language, "calendar.summary.evidence", params),
            world.texts.text(language, "calendar.description_evidence", params),
            world.texts.text(language, "calendar.kind.evidence"),
            page_of(world)};
}

std::string file_of(const World& world, const FirmCalendar& calendar, Instant now, Language language) {
    const auto name = firm_name(language, calendar.organisation.legal_name, calendar.organisation.legal_name_en);
    ical::Calendar file{world.texts.text(language, "calendar.name", {{"organisation", name}}),
                        world.texts.text(language, "calendar.about"),
                        std::string(to_tag(language)),
                        now,
                        {}};
    std::map<Day, std::vector<std::string>> proofs;
    for (const auto& duty : calendar.duties) {
        if (!duty.due_on) continue;
        if (duty.kind == DutyKind::Evidence) proofs[*duty.due_on].push_back(duty.criterion);
        else file.entries.push_back(entry_of(world, calendar, duty, language));
    }
    for (const auto& [on, criteria] : proofs) file.entries.push_back(entry_of_proofs(world, calendar, on, criteria, language));
    return ical::written(file);
}

std::string mac_of(const World& world, const std::string& link_id) {
    return hmac_sha256_hex(world.link_key, "calendar " + link_id).substr(0, 32);
}

} // namespace

Result<std::string> calendar_file(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadCalendar, organisation));
    const auto calendar = TRY(load_firm_calendar(world, *transaction, organisation, viewer.today()));
    return file_of(world, calendar, viewer.now, viewer.language);
}

Result<Receipt> make_calendar_link(World& world, const Act& act, const std::string& organisation_id,
                                   const std::string& language) {
    if (language != "ja" && language != "en") return invalid("person.language", "language");
    if (act.actor_id == kKeeper) return invalid("calendar.person_needed"); // Whose calendar it opens, and for how long.
    constexpr std::size_t kMost = 10;
    const CalendarLink link{new_id(), organisation_id, act.actor_id, language, act.now};
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::ReadCalendar, organisation));
        if (TRY(transaction.calendar().links(organisation_id, act.actor_id)).size() >= kMost)
            return conflict("calendar.too_many_links", {{"max", std::to_string(kMost)}});
        TRY(transaction.calendar().add_link(link));
        TRY(record(transaction, act, "calendar.link_made", organisation_id, link.id, Json::object()));
        return Receipt{link.id, 1};
    });
}

Result<Receipt> revoke_calendar_link(World& world, const Act& act, const std::string& organisation_id,
                                     const std::string& link_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::ReadCalendar, organisation));
        const auto link = TRY(transaction.calendar().get_link(link_id));
        if (link.organisation_id != organisation_id || link.person_id != act.actor_id)
            return not_found("calendar.link_not_found");
        if (!link.revoked_at) {
            TRY(transaction.calendar().revoke_link(link_id, act.now));
            TRY(record(transaction, act, "calendar.link_revoked", organisation_id, link_id, Json::object()));
        }
        return Receipt{link_id, 2};
    });
}

Result<Json> calendar_links_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadCalendar, organisation));
    Json items = Json::array();
    for (const auto& link : TRY(transaction->calendar().links(organisation_id, viewer.person_id)))
        items.push_back({{"id", link.id},
                         {"path", "/api/v1/calendars/" + link.id + "." + mac_of(world, link.id) + ".ics"},
                         {"language", link.language},
                         {"made_at", link.made_at.iso8601()}});
    return Json{{"items", std::move(items)}};
}

Result<std::string> calendar_feed(World& world, const std::string& token, Instant now) {
    const auto unknown = not_found("calendar.link_not_found");
    const auto dot = token.find('.');
    if (token.size() > 200 || dot == token.npos) return unknown;
    const auto id = token.substr(0, dot);
    auto mac = token.substr(dot + 1);
    if (mac.ends_with(".ics")) mac.resize(mac.size() - 4);
    if (!equal_in_constant_time(mac, mac_of(world, id))) return unknown;
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper)); // Whose it is, the link says.
    const auto link = transaction->calendar().get_link(id);
    if (!link || link->revoked_at) return link || link.error().code == ErrorCode::NotFound ? unknown : link.error();
    const auto organisation = TRY(transaction->organisations().get(link->organisation_id));
    const Viewer viewer{link->person_id, now, parse_language(link->language)};
    if (!TRY(judge(world, *transaction, viewer, Permission::ReadCalendar, organisation)).is_allowed) return unknown;
    const auto calendar = TRY(load_firm_calendar(world, *transaction, organisation, viewer.today()));
    return file_of(world, calendar, now, viewer.language);
}

} // namespace hoshirube
