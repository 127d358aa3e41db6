#include "formats/star_token.h"

#include "base/json.h"

namespace hoshirube {

namespace {

constexpr std::size_t kSignatureBytes = 64;
constexpr std::int64_t kTokyoSeconds = 9 * 3600;

std::string base64url(std::string_view bytes) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned held = 0;
    int bits = 0;
    for (const char c : bytes) {
        held = (held << 8 | static_cast<unsigned char>(c)) & 0xFFFFU;
        for (bits += 8; bits >= 6; bits -= 6) out += kDigits[held >> (bits - 6) & 63];
    }
    if (bits > 0) out += kDigits[held << (6 - bits) & 63];
    return out;
}

// The first second of a day in Tokyo, since 1970.
std::int64_t begin_of(Day day) {
    static const Day kEpoch = *Day::parse("1970-01-01");
    return std::int64_t{kEpoch.days_until(day)} * 86'400 - kTokyoSeconds;
}

void add(std::string& json, std::string_view name, std::string_view text) {
    json += json.size() > 1 ? ",\"" : "\"";
    json.append(name).append("\":");
    append_json_string(json, text);
}

void add(std::string& json, std::string_view name, std::int64_t number) {
    json.append(",\"").append(name).append("\":").append(std::to_string(number));
}

} // namespace

Result<std::string> compact_star_token(const StarClaims& claims, std::string_view key_id,
                                       const std::function<Result<std::string>(std::string_view)>& sign) {
    std::string header = "{", payload = "{";
    add(header, "alg", "ES256");
    add(header, "kid", key_id);
    add(header, "typ", "star+jwt");
    add(payload, "ed", claims.edition);
    add(payload, "exp", begin_of(claims.last_valid_day.plus_days(1)));
    add(payload, "iss", claims.issuer);
    add(payload, "jti", claims.number);
    add(payload, "name", claims.legal_name);
    add(payload, "nbf", begin_of(claims.registered_on));
    add(payload, "star", claims.star);
    add(payload, "sub", claims.corporate_number);
    const auto signed_part = base64url(header + "}") + "." + base64url(payload + "}");
    const auto signature = TRY(sign(signed_part));
    if (signature.size() != kSignatureBytes) return invalid("star_token.signature");
    return signed_part + "." + base64url(signature);
}

} // namespace hoshirube
