#include "app/audit/audit.h"

#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "formats/csv.h"

namespace hoshirube {

namespace {

constexpr int kPage = 1000;
constexpr int kMaxRefusals = 500;

std::int64_t newest_first(std::int64_t before) { return before > 0 ? before : std::numeric_limits<std::int64_t>::max(); }

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

Result<std::vector<Json>> all_entries(Transaction& transaction, const std::string& organisation_id) {
    Names names(transaction);
    std::vector<Json> entries;
    std::int64_t before = newest_first(0);
    for (;;) {
        const auto page = TRY(transaction.events().of_organisation(organisation_id, before, kPage));
        for (const auto& stored : page) {
            auto entry = TRY(event_json(names, stored));
            entry["kind"] = "act";
            entries.push_back(std::move(entry));
        }
        if (page.size() < static_cast<std::size_t>(kPage) || entries.size() >= static_cast<std::size_t>(kMaxAuditLines)) break;
        before = page.back().sequence;
    }
    for (const auto& refusal : TRY(transaction.events().refusals_of(organisation_id, kMaxAuditLines))) {
        auto entry = TRY(refusal_json(names, refusal));
        entry["kind"] = "refused";
        entry["at"] = entry["first_at"];
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace

Result<Json> audit_json(World& world, const Viewer& viewer, const std::string& organisation_id, std::int64_t before, int limit) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAudit, organisation));
    const int wanted = std::clamp(limit, 1, kPage);
    auto page = TRY(transaction->events().of_organisation(organisation_id, newest_first(before), wanted + 1));
    const bool has_more = page.size() > static_cast<std::size_t>(wanted);
    if (has_more) page.pop_back();
    Names names(*transaction);
    Json items = Json::array(), refused = Json::array();
    for (const auto& stored : page) items.push_back(TRY(event_json(names, stored)));
    for (const auto& refusal : TRY(transaction->events().refusals_of(organisation_id, kMaxRefusals)))
        refused.push_back(TRY(refusal_json(names, refusal)));
    return Json{{"items", std::move(items)}, {"has_more", has_more}, {"refused", std::move(refused)}};
}

Result<std::string> audit_file(World& world, const Viewer& viewer, const std::string& organisation_id, AuditFormat format) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAudit, organisation));
    const auto entries = TRY(all_entries(*transaction, organisation_id));
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
