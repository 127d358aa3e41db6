#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

#include "app/register/register.h"

namespace hoshirube {

namespace {

constexpr int kPage = 50;

// What the ledger says of it, with the names the register shows. Never why: that is between the operator and the firm.
Result<Json> item_of(const StoredEvent& stored) {
    const auto record = TRY(parse_json(stored.event.record));
    const auto standing = record.value("standing", Json::object());
    return Json{{"sequence", stored.sequence},
                {"at", stored.at.iso8601()},
                {"type", stored.event.type},
                {"corporate_number", record.at("corporate_number")},
                {"legal_name", record.at("legal_name")},
                {"legal_name_en", record.at("legal_name_en")},
                {"number", record.at("number")},
                {"star", record.at("star")},
                {"registered_on", record.at("registered_on")},
                {"last_valid_day", record.at("last_valid_day")},
                {"suspended_until", standing.value("until_on", Json())}};
}

} // namespace

Result<Json> register_changes_json(World& world, const Viewer&, std::int64_t before) {
    // The events are read on the server's own behalf: of each, only public facts go out.
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
    const auto from = before > 0 ? before : std::numeric_limits<std::int64_t>::max();
    auto found = TRY(transaction->ledgers().stars_before(from, kPage + 1));
    const bool has_more = found.size() > static_cast<std::size_t>(kPage);
    if (has_more) found.pop_back();
    Json items = Json::array();
    for (const auto& stored : found) items.push_back(TRY(item_of(stored)));
    return Json{{"items", std::move(items)}, {"has_more", has_more}};
}

} // namespace hoshirube
