#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "base/hash.h"

namespace hoshirube {

namespace {

// What the public ledger says of each type of event that belongs there. A type that is not listed is private: an application, its
// answers, its confirmation and its refusal are nobody else's business, and nothing can be taken out again.
struct PublicType {
    std::string_view type;
    Result<Json> (*facts)(const Json& record);
};

// The firm by its number alone: the name of a sole trader is a person's. The scope by a hash of what the register shows, since
// its words are free text; the certificate states them.
Result<Json> registered(const Json& record) {
    const auto scope = TRY(canonical_json(record.at("scope")));
    return Json{{"subject", {{"corporateNumber", record.at("corporate_number")}, {"scopeId", sha256_hex(scope).substr(0, 32)}}},
                {"certificate", record.at("number")},
                {"star", record.at("star")},
                {"edition", record.at("edition")},
                {"validFrom", record.at("registered_on")},
                {"validUntil", record.at("last_valid_day")},
                {"by", {{"role", "operator"}}},
                {"commit", {{"seal", record.at("seal")}}}};
}

Result<Json> anchored(const Json& record) {
    return Json{{"audit", {{"origin", record.at("origin")}, {"size", record.at("size")}, {"root", record.at("root")}}}};
}

Result<Json> snapshot(const Json& record) {
    return Json{{"snapshot", {{"on", record.at("on")}, {"size", record.at("size")}, {"root", record.at("root")}}}};
}

constexpr PublicType kPublicTypes[] = {
    {"star.registered", registered},
    {"audit.anchored", anchored},
    {"register.snapshot", snapshot},
};

const PublicType* find_public(std::string_view type) {
    const auto* found =
        std::find_if(std::begin(kPublicTypes), std::end(kPublicTypes), [&](const auto& one) { return one.type == type; });
    return found == std::end(kPublicTypes) ? nullptr : found;
}

std::string unhex(std::string_view hex) {
    const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(value(hex[i]) * 16 + value(hex[i + 1]));
    return bytes;
}

} // namespace

bool is_public_event(std::string_view type) { return find_public(type) != nullptr; }

Result<std::string> event_commitment(const StoredEvent& stored, const std::string& nonce) {
    const auto& event = stored.event;
    const auto whole = TRY(canonical_json(Json{{"sequence", stored.sequence},
                                               {"at", stored.at.iso8601()},
                                               {"type", event.type},
                                               {"actor_id", event.actor_id},
                                               {"organisation_id", event.organisation_id},
                                               {"subject", event.subject},
                                               {"record", event.record}}));
    return sha256_hex(unhex(nonce) + whole);
}

Result<std::string> public_entry(const StoredEvent& stored, const std::string& nonce, const std::optional<std::uint64_t>& prev) {
    const auto* type = find_public(stored.event.type);
    CHECK(type != nullptr);
    const auto record = TRY(parse_json(stored.event.record));
    auto entry = TRY(type->facts(record));
    entry["v"] = 1;
    entry["type"] = stored.event.type;
    entry["at"] = stored.at.iso8601();
    entry["prev"] = prev ? Json(*prev) : Json(nullptr);
    entry["commit"]["event"] = TRY(event_commitment(stored, nonce));
    return canonical_json(entry);
}

Result<std::string> private_entry(const StoredEvent& stored, const std::string& nonce) {
    const auto commitment = TRY(event_commitment(stored, nonce));
    return canonical_json(Json{{"v", 1},
                               {"sequence", stored.sequence},
                               {"type", stored.event.type},
                               {"at", stored.at.iso8601()},
                               {"commit", {{"event", commitment}}}});
}

} // namespace hoshirube
