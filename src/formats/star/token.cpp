#include "formats/star/token.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr std::int64_t kTokyoSeconds = 9 * 3600, kYear10000 = 253'402'300'800;
constexpr std::uint64_t kMaxNumber = 999'999'999'999; // As in a certificate.
constexpr std::size_t kMaxDigits = 12;

// The first second of a day in Tokyo, since 1970.
std::int64_t begin_of(Day day) {
    static const Day kEpoch = *Day::parse("1970-01-01");
    return std::int64_t{kEpoch.days_until(day)} * 86'400 - kTokyoSeconds;
}

Error malformed(const char* what) { return invalid("star_credential.malformed", {}, {{"what", what}}); }

Result<std::string> text_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_string()) return malformed(name);
    return found->get<std::string>();
}

Result<std::int64_t> count_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_number_unsigned()) return malformed(name);
    const auto count = found->get<std::uint64_t>();
    if (count > kMaxNumber) return malformed(name);
    return static_cast<std::int64_t>(count);
}

// The day in Tokyo that begins at a moment.
Result<Day> day_at(std::int64_t seconds, const char* name) {
    if (seconds >= kYear10000) return malformed(name);
    const auto day = Instant(seconds * 1000).tokyo_day();
    if (begin_of(day) != seconds) return malformed(name);
    return day;
}

Result<std::int64_t> number_in(const std::string& digits) {
    const bool is_number = !digits.empty() && digits.size() <= kMaxDigits && digits[0] != '0' &&
                           digits.find_first_not_of("0123456789") == digits.npos;
    if (!is_number) return malformed("jti");
    return std::stoll(digits);
}

} // namespace

Result<std::string> compact_star_token(const StarClaims& claims, const Es256Signer& signer) {
    Json payload{{"ed", claims.edition},      {"exp", begin_of(claims.last_valid_day.plus_days(1))},
                 {"iss", claims.address},     {"jti", std::to_string(claims.number)},
                 {"name", claims.legal_name}, {"nbf", begin_of(claims.registered_on)},
                 {"star", claims.star},       {"sub", claims.corporate_number}};
    if (claims.is_invented) payload["invented"] = true;
    return sign_jws(kStarTokenType, payload.dump(), signer);
}

Result<StarCredential> parse_star_token(std::string_view payload) {
    const auto json = parse_json(payload);
    if (!json || !json->is_object()) return malformed("JSON");
    const auto address = TRY(text_in(*json, "iss"));
    const auto jti = TRY(text_in(*json, "jti"));
    const auto number = TRY(number_in(jti));
    auto corporate_number = TRY(text_in(*json, "sub"));
    auto legal_name = TRY(text_in(*json, "name"));
    const auto star = TRY(count_in(*json, "star"));
    auto edition = TRY(text_in(*json, "ed"));
    const auto begins = TRY(count_in(*json, "nbf"));
    const auto ends = TRY(count_in(*json, "exp"));
    const auto from = TRY(day_at(begins, "nbf"));
    const auto after = TRY(day_at(ends, "exp"));
    if (!address.starts_with("https://") && !address.starts_with("http://")) return malformed("iss");
    const auto invented = json->find("invented");
    StarCredential c{did_web(address),
                     address + "/C/" + jti,
                     number,
                     std::move(corporate_number),
                     std::move(legal_name),
                     {},
                     star,
                     std::move(edition),
                     {},
                     {},
                     {},
                     {},
                     invented != json->end() && invented->is_boolean() && invented->get<bool>(),
                     from,
                     after.previous(),
                     {},
                     {},
                     {},
                     {},
                     address + kTokenStatusPath,
                     {},
                     {}};
    c.is_token = true;
    return c;
}

std::string_view after_link(std::string_view text) {
    const bool is_link = text.starts_with("https://") || text.starts_with("HTTPS://");
    const auto at = is_link ? text.find('#') : text.npos;
    return at == text.npos ? text : text.substr(at + 1);
}

} // namespace hoshirube
