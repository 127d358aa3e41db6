#include "app/event/event.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "app/organisation/firm_name.h"

namespace hoshirube {

namespace {

// What a firm wrote stays with the firm, in its audit: the operator sees that it was done, and the hash of what.
bool is_firms_own(std::string_view type) {
    for (const std::string_view own :
         {"answer.", "evidence.", "review.", "advice.", "profile.", "scope.", "duty.", "assessment.opened"})
        if (type.starts_with(own)) return true;
    return false;
}

Json to_json(const StoredEvent& stored) {
    return Json{{"sequence", stored.sequence},
                {"at", stored.at.iso8601()},
                {"type", stored.event.type},
                {"actor_id", stored.event.actor_id},
                {"organisation_id", stored.event.organisation_id},
                {"subject", stored.event.subject},
                {"record", is_firms_own(stored.event.type) ? Json() : Json(stored.event.record)},
                {"record_sha256", stored.record_sha256}};
}

// What people are called whose ids stand in an event: who did it, whom it is about, and whom its record names.
class EventNames {
public:
    EventNames(Transaction& transaction, Language language)
        : transaction_(transaction), people_(transaction), language_(language) {}

    Result<Done> note(const Event& event) {
        TRY(note_person(event.actor_id));
        TRY(note_person(event.subject));
        if (!event.organisation_id.empty() && !names_.contains(event.organisation_id)) {
            const auto organisation = transaction_.organisations().get(event.organisation_id);
            if (organisation)
                names_[event.organisation_id] = firm_name(language_, organisation->legal_name, organisation->legal_name_en);
            else if (organisation.error().code != ErrorCode::NotFound) return organisation.error();
        }
        if (is_firms_own(event.type)) return Done{};
        const auto record = TRY(parse_json(event.record));
        for (const auto* member : {"confirmer", "person", "from", "to", "successor"})
            if (record.contains(member) && record[member].is_string()) TRY(note_person(record[member].get<std::string>()));
        return Done{};
    }
    Json names_json() { return std::move(names_); }

private:
    Result<Done> note_person(const std::string& id) {
        auto name = TRY(people_.of(id));
        if (!name.empty()) names_[id] = std::move(name);
        return Done{};
    }

    Transaction& transaction_;
    Names people_;
    Language language_;
    Json names_ = Json::object();
};

} // namespace

Result<Json> events_json(World& world, const Viewer& viewer, std::int64_t after, int limit) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::OperateScheme));
    Json items = Json::array();
    for (const auto& stored : TRY(transaction->events().after(after, std::clamp(limit, 1, 1000))))
        items.push_back(to_json(stored));
    return Json{{"items", std::move(items)}};
}

Result<Json> newest_events_json(World& world, const Viewer& viewer, const EventFields& fields, int limit) {
    const auto search = TRY(search_of(fields));
    const auto most = static_cast<std::size_t>(std::clamp(limit, 1, 200));
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::OperateScheme));
    auto found = TRY(transaction->events().newest(search, static_cast<int>(most) + 1));
    const bool has_more = found.size() > most;
    if (has_more) found.pop_back();
    EventNames names(*transaction, viewer.language);
    Json items = Json::array();
    for (const auto& stored : found) {
        TRY(names.note(stored.event));
        items.push_back(to_json(stored));
    }
    return Json{{"items", std::move(items)}, {"has_more", has_more}, {"names", names.names_json()}};
}

} // namespace hoshirube
