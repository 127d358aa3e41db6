#include "app/audit/audit.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "formats/csv.h"

namespace hoshirube {

namespace {

constexpr int kPage = 1000;
constexpr int kMaxRefusals = 500;

bool shows_refused(const EventSearch& search) {
    return search.types.empty() || ("," + search.types + ",").find("," + std::string(kRefused) + ",") != std::string::npos;
}

Result<Json> event_json(Names& names, const StoredEvent& stored) {
    return Json{{"sequence", stored.sequence},
                {"at", stored.at.iso8601()},
                {"act", stored.event.type},
                {"actor_id", stored.event.actor_id},
                {"actor_name", TRY(names.of(stored.event.actor_id))},
                {"subject", stored.event.subject},
                {"record", stored.event.record},
                {"record_sha256", stored.record_sha256}};
}

Result<Json> refusal_json(Names& names, const Refusal& refusal) {
    return Json{{"first_at", refusal.first_at.iso8601()},
                {"last_at", refusal.last_at.iso8601()},
                {"act", refusal.act},
                {"actor_id", refusal.actor_id},
                {"actor_name", TRY(names.of(refusal.actor_id))},
                {"subject", refusal.object_id},
                {"rule", refusal.rule},
                {"times", refusal.times}};
}

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

// One row a line, refusals after acts; what only one of the two has stays empty in the other.
const std::vector<std::string> kColumns = {"kind",       "sequence", "at",     "last_at",       "act",  "actor_id",
                                           "actor_name", "subject",  "record", "record_sha256", "rule", "times"};

std::vector<std::string> csv_row(const Json& entry) {
    std::vector<std::string> row;
    for (const auto& column : kColumns) row.push_back(entry.contains(column) ? text_of(entry[column]) : std::string());
    return row;
}

Result<std::vector<Json>> all_entries(Transaction& transaction, const std::string& organisation_id, EventSearch search) {
    Names names(transaction);
    std::vector<Json> entries;
    for (;;) {
        const auto page = TRY(transaction.events().of_organisation(organisation_id, search, kPage));
        for (const auto& stored : page) {
            auto entry = TRY(event_json(names, stored));
            entry["kind"] = "act";
            entries.push_back(std::move(entry));
        }
        if (page.size() < static_cast<std::size_t>(kPage) || entries.size() >= static_cast<std::size_t>(kMaxAuditLines)) break;
        search.before = page.back().sequence;
    }
    if (!shows_refused(search)) return entries;
    for (const auto& refusal : TRY(transaction.events().refusals_of(organisation_id, search, kMaxAuditLines))) {
        auto entry = TRY(refusal_json(names, refusal));
        entry["kind"] = "refused";
        entry["at"] = entry["first_at"];
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace

Result<Json> audit_json(World& world, const Viewer& viewer, const std::string& organisation_id, const EventFields& fields,
                        int limit) {
    const auto search = TRY(search_of(fields));
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAudit, organisation));
    const int wanted = std::clamp(limit, 1, kPage);
    auto page = TRY(transaction->events().of_organisation(organisation_id, search, wanted + 1));
    const bool has_more = page.size() > static_cast<std::size_t>(wanted);
    if (has_more) page.pop_back();
    Names names(*transaction);
    Json items = Json::array(), refused = Json::array();
    for (const auto& stored : page) items.push_back(TRY(event_json(names, stored)));
    std::vector<Refusal> refusals;
    if (shows_refused(search)) refusals = TRY(transaction->events().refusals_of(organisation_id, search, kMaxRefusals + 1));
    const bool has_more_refused = refusals.size() > static_cast<std::size_t>(kMaxRefusals);
    if (has_more_refused) refusals.pop_back();
    for (const auto& refusal : refusals) refused.push_back(TRY(refusal_json(names, refusal)));
    return Json{{"items", std::move(items)},
                {"has_more", has_more},
                {"refused", std::move(refused)},
                {"has_more_refused", has_more_refused}};
}

Result<std::string> audit_file(World& world, const Viewer& viewer, const std::string& organisation_id, const EventFields& fields,
                               AuditFormat format) {
    const auto search = TRY(search_of(fields));
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAudit, organisation));
    const auto entries = TRY(all_entries(*transaction, organisation_id, search));
    if (format == AuditFormat::JsonLines) {
        std::string lines;
        for (const auto& entry : entries) lines += entry.dump() + "\n";
        return lines;
    }
    CsvRows rows{kColumns};
    for (const auto& entry : entries) rows.push_back(csv_row(entry));
    return write_csv(rows);
}

} // namespace hoshirube
