#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "base/canonical_object.h"
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
Result<Json> subject(const Json& record) {
    const auto scope = TRY(canonical_json(record.at("scope")));
    return Json{{"corporateNumber", record.at("corporate_number")}, {"scopeId", sha256_hex(scope).substr(0, 32)}};
}

Result<Json> registered(const Json& record) {
    auto whose = TRY(subject(record));
    return Json{
        {"subject", std::move(whose)},     {"certificate", record.at("number")},      {"star", record.at("star")},
        {"edition", record.at("edition")}, {"validFrom", record.at("registered_on")}, {"validUntil", record.at("last_valid_day")},
        {"by", {{"role", "operator"}}},    {"commit", {{"seal", record.at("seal")}}}};
}

// What became of a star: why is between the operator and the firm.
Result<Json> changed(const Json& record) {
    auto whose = TRY(subject(record));
    const auto& standing = record.at("standing");
    return Json{{"subject", std::move(whose)},   {"certificate", record.at("number")}, {"standing", standing.at("kind")},
                {"on", standing.at("since_on")}, {"until", standing.at("until_on")},   {"by", {{"role", "operator"}}}};
}

Result<Json> anchored(const Json& record) {
    return Json{{"audit", {{"origin", record.at("origin")}, {"size", record.at("size")}, {"root", record.at("root")}}}};
}

Result<Json> snapshot(const Json& record) {
    return Json{{"snapshot", {{"on", record.at("on")}, {"size", record.at("size")}, {"root", record.at("root")}}}};
}

constexpr PublicType kPublicTypes[] = {
    {"star.registered", registered}, {"star.suspended", changed},  {"star.resumed", changed},
    {"star.withdrawn", changed},     {"audit.anchored", anchored}, {"register.snapshot", snapshot},
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

std::string event_commitment(const StoredEvent& stored, const std::string& nonce) {
    const auto& event = stored.event;
    CanonicalObject whole;
    whole.text("actor_id", event.actor_id)
        .text("at", stored.at.iso8601())
        .text("organisation_id", event.organisation_id)
        .text("record", event.record)
        .number("sequence", stored.sequence)
        .text("subject", event.subject)
        .text("type", event.type);
    return sha256_hex(unhex(nonce) + std::move(whole).close());
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
    entry["commit"]["event"] = event_commitment(stored, nonce);
    return canonical_json(entry);
}

std::string private_entry(const StoredEvent& stored, const std::string& nonce) {
    CanonicalObject commit, entry;
    commit.text("event", event_commitment(stored, nonce));
    entry.text("at", stored.at.iso8601())
        .object("commit", std::move(commit))
        .number("sequence", stored.sequence)
        .text("type", stored.event.type)
        .number("v", 1);
    return std::move(entry).close();
}

} // namespace hoshirube
