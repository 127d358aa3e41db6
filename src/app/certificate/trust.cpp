#include <nlohmann/json.hpp>

#include "app/certificate/certificate.h"
#include "formats/star/check.h"

namespace hoshirube {

std::string public_address(const Press& press) {
    return press.public_url.empty() ? "https://hoshirube.invalid" : press.public_url;
}

std::string trust_policy(const World& world) {
    auto policy = world.witnesses;
    const auto url = world.press.public_url.empty() ? std::string() : world.press.public_url + "/ledger";
    policy.logs = {{world.public_ledger.signer.key(), url}};
    return ledger::to_text(policy) + policy_key_line(world.star_signer.key);
}

Json did_document(const World& world) {
    const auto& key = world.star_signer.key;
    return Json{
        {"@context", {"https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"}},
        {"id", key.issuer()},
        {"verificationMethod",
         Json::array({{{"id", key.id}, {"type", "JsonWebKey"}, {"controller", key.issuer()}, {"publicKeyJwk", to_jwk(key)}}})},
        {"assertionMethod", Json::array({key.id})}};
}

Json certificate_keys(const World& world) { return to_jwks({world.star_signer.key}); }

} // namespace hoshirube
