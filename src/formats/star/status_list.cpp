#include "formats/star/status_list.h"

#include <algorithm>
#include <bit>

#include <nlohmann/json.hpp>

#include "base/base64url.h"
#include "base/day.h"
#include "formats/deflate.h"

namespace hoshirube {

namespace {

constexpr std::size_t kMaxUnpackedBytes = 8 << 20;
constexpr int kSmall = 9; // Made once for all readers.

std::string instant(std::int64_t seconds) { return Instant(seconds * 1000).iso8601(); }

std::string text_in(const Json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// A number of seconds; 0 where there is none, or none that a clock could show.
std::int64_t seconds_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_number_unsigned()) return 0;
    const auto seconds = found->get<std::uint64_t>();
    return seconds < 253'402'300'800 ? static_cast<std::int64_t>(seconds) : 0; // The year 10000.
}

} // namespace

StatusArray status_array(std::size_t entries) {
    return StatusArray(std::bit_ceil(std::max(entries, kLeastStatusEntries)), StarStatus::Valid);
}

Json token_status_list(const StatusArray& array, const std::string& address, const std::string& issuer,
                       const StatusTimes& times) {
    std::string bytes(array.size() / 4, '\0');
    for (std::size_t i = 0; i < array.size(); ++i) // The first entry of a byte stands in its lowest bits.
        bytes[i / 4] = static_cast<char>(bytes[i / 4] | static_cast<int>(array[i]) << i % 4 * 2);
    return Json{{"sub", address},
                {"iss", issuer},
                {"iat", times.issued_at},
                {"exp", times.expires_at},
                {"ttl", times.keep_seconds},
                {"status_list", {{"bits", 2}, {"lst", to_base64url(deflated(bytes, Wrapping::Zlib, kSmall))}}}};
}

Json bitstring_status_list(const StatusArray& array, std::string_view purpose, const std::string& address,
                           const std::string& issuer, const StatusTimes& times) {
    const auto wanted = purpose == "suspension" ? StarStatus::Suspended : StarStatus::Withdrawn;
    std::string bytes(array.size() / 8, '\0');
    for (std::size_t i = 0; i < array.size(); ++i) // The first entry of a byte stands in its highest bit.
        if (array[i] == wanted) bytes[i / 8] = static_cast<char>(bytes[i / 8] | 0x80 >> i % 8);
    return Json{{"@context", {"https://www.w3.org/ns/credentials/v2"}},
                {"id", address},
                {"type", {"VerifiableCredential", "BitstringStatusListCredential"}},
                {"issuer", issuer},
                {"validFrom", instant(times.issued_at)},
                {"validUntil", instant(times.expires_at)},
                {"credentialSubject",
                 {{"id", address + "#list"},
                  {"type", "BitstringStatusList"},
                  {"statusPurpose", purpose},
                  {"ttl", times.keep_seconds * 1000},
                  {"encodedList", "u" + to_base64url(deflated(bytes, Wrapping::Gzip, kSmall))}}}};
}

std::optional<unsigned> TokenStatusList::at(std::uint64_t index) const {
    const auto in_a_byte = static_cast<std::uint64_t>(8 / bits);
    if (index / in_a_byte >= bytes.size()) return std::nullopt;
    const auto byte = static_cast<unsigned char>(bytes[index / in_a_byte]);
    return static_cast<unsigned>(byte >> index % in_a_byte * static_cast<unsigned>(bits)) & ((1U << bits) - 1);
}

Result<TokenStatusList> parse_token_status_list(std::string_view payload) {
    const auto json = parse_json(payload);
    const auto malformed = [] { return invalid("status_list.malformed"); };
    if (!json || !json->is_object()) return malformed();
    const auto list = json->find("status_list");
    const auto bits = list != json->end() && list->is_object() ? list->find("bits") : json->end();
    if (list == json->end() || !list->is_object() || bits == list->end() || !bits->is_number_unsigned()) return malformed();
    const auto width = bits->get<std::uint64_t>();
    const auto zipped = from_base64url(text_in(*list, "lst"));
    if ((width != 1 && width != 2 && width != 4 && width != 8) || !zipped) return malformed();
    auto bytes = inflated(*zipped, kMaxUnpackedBytes);
    if (!bytes) return malformed();
    return TokenStatusList{text_in(*json, "sub"),
                           text_in(*json, "iss"),
                           {seconds_in(*json, "iat"), seconds_in(*json, "ttl"), seconds_in(*json, "exp")},
                           static_cast<int>(width),
                           std::move(*bytes)};
}

} // namespace hoshirube
