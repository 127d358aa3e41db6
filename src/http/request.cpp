#include "http/request.h"

#include "base/hash.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

namespace hoshirube {

namespace {

constexpr std::size_t kMaxKeyCharacters = 100;

const std::string* find_query(const Target& target, std::string_view name) {
    for (const auto& [known, value] : target.query)
        if (known == name) return &value;
    return nullptr;
}

} // namespace

std::string_view to_text(Method method) {
    switch (method) {
    case Method::Get: return "GET";
    case Method::Head: return "HEAD";
    case Method::Post: return "POST";
    case Method::Put: return "PUT";
    case Method::Delete: return "DELETE";
    case Method::Other: break;
    }
    return "other";
}

Method parse_method(std::string_view text) {
    for (const Method m : {Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete})
        if (to_text(m) == text) return m;
    return Method::Other;
}

const std::string& Request::path_text(std::string_view name) const {
    const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == name; });
    CHECK(found != parameters.end());
    return found->second;
}

Result<std::string> Request::query_text(std::string_view name) const {
    const auto* value = find_query(target, name);
    if (!value || value->empty()) return invalid("query.missing", name, {{"name", std::string(name)}});
    return *value;
}

std::string Request::query_text_or_empty(std::string_view name) const {
    const auto* value = find_query(target, name);
    return value ? *value : std::string();
}

Result<std::int64_t> Request::query_integer(std::string_view name, std::int64_t otherwise, Range range) const {
    const auto* value = find_query(target, name);
    if (!value || value->empty()) return otherwise;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
    const bool is_number = error == std::errc() && end == value->data() + value->size();
    if (!is_number || number < range.least || number > range.most)
        return invalid(
            "query.not_a_number", name,
            {{"name", std::string(name)}, {"least", std::to_string(range.least)}, {"most", std::to_string(range.most)}});
    return number;
}

Result<std::string> Request::uploaded() const {
    std::ifstream file(upload.path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) return internal("spooled upload is unreadable");
    return bytes;
}

Result<Fields> Request::fields() const {
    CHECK(json); // The route says Body::JsonObject.
    return Fields::of({}, *json);
}

Act Request::act() const {
    std::string asked(to_text(method));
    asked.append(" ").append(target.raw).append("\n");
    asked.append(upload.path.empty() ? body : upload.sha256);
    return {person_id, now, std::string(header("Idempotency-Key")), sha256_hex(asked), credential};
}

Result<Done> check_idempotency_key(const Request& request) {
    const auto key = request.header("Idempotency-Key");
    if (key.empty()) return invalid("idempotency.key_missing", "Idempotency-Key");
    const bool is_visible = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!is_visible || key.size() > kMaxKeyCharacters) return invalid("idempotency.key_malformed", "Idempotency-Key");
    return Done{};
}

} // namespace hoshirube
