#include "formats/star/jose.h"

#include <optional>

#include <nlohmann/json.hpp>

#include "base/base64url.h"
#include "base/hash.h"
#include "base/public_key.h"

namespace hoshirube {

namespace {

constexpr std::size_t kMaxBytes = 4 << 20; // A status list of some millions of entries.
constexpr std::size_t kSignatureBytes = 64, kMaxKeys = 100;
constexpr std::uint64_t kYear10000 = 253'402'300'800; // In seconds since 1970.

std::string text_in(const Json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

std::string thumbprint(const Es256Key& key) {
    return to_base64url(
        sha256(R"({"crv":"P-256","kty":"EC","x":")" + to_base64url(key.x) + R"(","y":")" + to_base64url(key.y) + "\"}"));
}

Json to_jwk(const Es256Key& key) {
    Json json{{"kty", "EC"},    {"crv", "P-256"}, {"x", to_base64url(key.x)}, {"y", to_base64url(key.y)}, {"use", "sig"},
              {"alg", "ES256"}, {"kid", key.id}};
    if (key.retired_at) json["exp"] = *key.retired_at;
    return json;
}

Json to_jwks(const std::vector<Es256Key>& keys) {
    Json list = Json::array();
    for (const auto& key : keys) list.push_back(to_jwk(key));
    return Json{{"keys", std::move(list)}};
}

std::optional<Es256Key> parse_jwk(const Json& json) {
    if (text_in(json, "kty") != "EC" || text_in(json, "crv") != "P-256") return std::nullopt;
    const auto x = from_base64url(text_in(json, "x")), y = from_base64url(text_in(json, "y"));
    if (!x || !y || !ec_p256_key(*x, *y)) return std::nullopt;
    Es256Key key{text_in(json, "kid"), *x, *y};
    // Some write fractions, or a day beyond any clock: such a key is taken as one that still signs.
    if (const auto exp = json.find("exp");
        exp != json.end() && exp->is_number_unsigned() && exp->get<std::uint64_t>() < kYear10000)
        key.retired_at = exp->get<std::int64_t>();
    return key;
}

Result<std::vector<Es256Key>> parse_jwks(std::string_view text) {
    const auto json = TRY(parse_json(text));
    const auto keys = json.is_object() ? json.find("keys") : json.end();
    if (keys == json.end() || !keys->is_array() || keys->size() > kMaxKeys) return invalid("jose.keys_malformed");
    std::vector<Es256Key> known;
    for (const auto& one : *keys)
        if (auto key = parse_jwk(one)) known.push_back(std::move(*key));
    return known;
}

Result<std::string> sign_jws(std::string_view type, std::string_view payload, const Es256Signer& signer) {
    const Json header{{"alg", "ES256"}, {"kid", signer.key.id}, {"typ", type}};
    const auto signed_part = to_base64url(header.dump()) + "." + to_base64url(payload);
    const auto signature = TRY(signer.sign(signed_part));
    if (signature.size() != kSignatureBytes) return invalid("star_token.signature");
    return signed_part + "." + to_base64url(signature);
}

Result<Jws> parse_jws(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    const auto first = text.find('.'), second = first == text.npos ? first : text.find('.', first + 1);
    if (text.size() > kMaxBytes || second == text.npos) return invalid("jose.malformed");
    const auto header = from_base64url(text.substr(0, first));
    auto payload = from_base64url(text.substr(first + 1, second - first - 1));
    auto signature = from_base64url(text.substr(second + 1));
    if (!header || !payload || !signature) return invalid("jose.malformed");
    const auto json = parse_json(*header);
    if (!json || !json->is_object()) return invalid("jose.malformed");
    if (text_in(*json, "alg") != "ES256" || json->contains("crit")) return invalid("jose.algorithm");
    return Jws{text_in(*json, "typ"), text_in(*json, "kid"), std::move(*payload), std::string(text.substr(0, second)),
               std::move(*signature)};
}

bool is_signed(const Jws& jws, const Es256Key& key) {
    const auto der = ec_p256_key(key.x, key.y);
    return der && jws.signature.size() == kSignatureBytes &&
           is_signed_by(*der, SignatureKind::Es256, jws.signed_part, es256_der(jws.signature));
}

} // namespace hoshirube
