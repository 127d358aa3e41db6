#include "formats/jwt.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/base64url.h"
#include "base/hash.h"
#include "base/json.h"

namespace hoshirube {

namespace {

constexpr std::size_t kMaxTokenBytes = 16 * 1024, kMaxKeys = 50;
constexpr std::int64_t kSkewSeconds = 60, kLongestLifeSeconds = 24 * 3600;

Error refused() { return forbidden("provider.token_refused"); }
Error malformed() { return unavailable("provider.answer_malformed"); }

std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<Instant> instant_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    const auto seconds = found->get<double>();
    if (!(seconds >= 0) || seconds > 1e11) return std::nullopt;
    return Instant(static_cast<std::int64_t>(seconds) * 1000);
}

std::optional<std::string> bytes_of(const Json& object, const char* name) { return from_base64url(text_of(object, name)); }

std::optional<ProviderKey> read_key(const Json& key) {
    if (!key.is_object() || (key.contains("use") && text_of(key, "use") != "sig")) return std::nullopt;
    const auto type = text_of(key, "kty"), algorithm = text_of(key, "alg");
    const auto a = bytes_of(key, type == "RSA" ? "n" : "x"), b = bytes_of(key, type == "RSA" ? "e" : "y");
    if (!a || !b) return std::nullopt;
    std::optional<std::string> der;
    if (type == "RSA" && (algorithm.empty() || algorithm == "RS256")) der = rsa_key(*a, *b);
    if (type == "EC" && text_of(key, "crv") == "P-256" && (algorithm.empty() || algorithm == "ES256")) der = ec_p256_key(*a, *b);
    if (!der) return std::nullopt;
    return ProviderKey{text_of(key, "kid"), type == "RSA" ? SignatureKind::Rs256 : SignatureKind::Es256, *der};
}

struct Parts {
    std::string_view header, payload, signature;
};
std::optional<Parts> parts_of(std::string_view token) {
    const auto first = token.find('.'), last = token.rfind('.');
    if (first == token.npos || first == last || token.find('.', first + 1) != last) return std::nullopt;
    return Parts{token.substr(0, first), token.substr(first + 1, last - first - 1), token.substr(last + 1)};
}

Result<Json> object_of(std::string_view part) {
    const auto bytes = from_base64url(part);
    if (!bytes) return refused();
    auto json = parse_json(*bytes);
    if (!json || !json->is_object()) return refused();
    return std::move(*json);
}

Result<Done> check_signature(const Parts& parts, std::string_view signed_text, const std::vector<ProviderKey>& keys) {
    const auto header = TRY(object_of(parts.header));
    const auto algorithm = text_of(header, "alg"), id = text_of(header, "kid");
    if ((algorithm != "RS256" && algorithm != "ES256") || header.contains("crit")) return refused();
    const auto kind = algorithm == "RS256" ? SignatureKind::Rs256 : SignatureKind::Es256;
    auto signature = from_base64url(parts.signature);
    if (!signature) return refused();
    if (kind == SignatureKind::Es256) signature = es256_der(*signature);
    bool is_known = false;
    for (const auto& key : keys) {
        if (key.kind != kind || (!id.empty() && key.id != id)) continue;
        is_known = true;
        if (is_signed_by(key.der, kind, signed_text, *signature)) return Done{};
    }
    if (is_known) return refused();
    return not_found("provider.key_unknown");
}

bool names_client(const Json& claims, const std::string& client_id) {
    const auto audience = claims.find("aud");
    if (audience == claims.end()) return false;
    if (audience->is_string()) return *audience == client_id;
    if (!audience->is_array() || std::find(audience->begin(), audience->end(), Json(client_id)) == audience->end()) return false;
    return audience->size() == 1 || text_of(claims, "azp") == client_id; // For several, it must be made for us.
}

} // namespace

Result<std::vector<ProviderKey>> read_key_set(std::string_view text) {
    const auto json = parse_json(text);
    if (!json || !json->is_object() || !json->contains("keys") || !(*json)["keys"].is_array()) return malformed();
    std::vector<ProviderKey> keys;
    for (const Json& one : (*json)["keys"]) {
        if (keys.size() == kMaxKeys) break;
        if (auto key = read_key(one)) keys.push_back(std::move(*key));
    }
    return keys;
}

Result<IdToken> read_id_token(std::string_view token, const std::vector<ProviderKey>& keys, const IdTokenExpectation& expected) {
    const auto parts = parts_of(token);
    if (!parts || token.size() > kMaxTokenBytes) return refused();
    TRY(check_signature(*parts, token.substr(0, token.rfind('.')), keys));
    const auto claims = TRY(object_of(parts->payload));
    if (text_of(claims, "iss") != expected.issuer || !names_client(claims, expected.client_id)) return refused();
    if (!equal_in_constant_time(text_of(claims, "nonce"), expected.nonce)) return refused();
    const auto expires = instant_of(claims, "exp"), issued = instant_of(claims, "iat");
    if (!expires || !issued || expires->plus_seconds(kSkewSeconds) <= expected.now) return refused();
    if (issued->plus_seconds(-kSkewSeconds) > expected.now || issued->plus_seconds(kLongestLifeSeconds) < expected.now)
        return refused();
    const auto subject = text_of(claims, "sub");
    if (subject.empty() || subject.size() > 255) return refused();
    return IdToken{subject, instant_of(claims, "auth_time")};
}

} // namespace hoshirube
