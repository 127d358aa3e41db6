#include <nlohmann/json.hpp>

#include "app/certificate/certificate.h"
#include "base/hash.h"
#include "formats/star/check.h"

namespace hoshirube {

namespace {

// All keys under the present issuer's name, the one that signs first.
std::vector<Es256Key> keys_of(const World& world) {
    std::vector<Es256Key> keys{world.star_signer.key};
    for (const auto& dated : world.star_keys) {
        if (!dated.until_at) continue;
        const auto json = parse_json(dated.jwk);
        auto key = json ? parse_jwk(*json) : std::nullopt;
        if (!key) continue; // We wrote it: what no longer reads is no key.
        key->id = world.star_signer.key.issuer() + "#" + dated.thumbprint;
        key->retired_at = dated.until_at->milliseconds() / 1000;
        keys.push_back(std::move(*key));
    }
    return keys;
}

} // namespace

std::string public_address(const Press& press) {
    return press.public_url.empty() ? "https://hoshirube.invalid" : press.public_url;
}

std::string trust_policy(const World& world) {
    auto policy = world.witnesses;
    const auto url = world.press.public_url.empty() ? std::string() : world.press.public_url + "/ledger";
    policy.logs = {{world.public_ledger.signer.key(), url}};
    auto text = ledger::to_text(policy);
    for (const auto& key : keys_of(world)) text += policy_key_line(key);
    return text;
}

Json did_document(const World& world) {
    const auto issuer = world.star_signer.key.issuer();
    Json methods = Json::array(), ids = Json::array();
    for (const auto& key : keys_of(world)) {
        Json method{{"id", key.id}, {"type", "JsonWebKey"}, {"controller", issuer}, {"publicKeyJwk", to_jwk(key)}};
        if (key.retired_at) method["expires"] = Instant(*key.retired_at * 1000).iso8601(); // Controlled Identifiers 1.0, 2.2
        methods.push_back(std::move(method));
        ids.push_back(key.id);
    }
    return Json{{"@context", {"https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"}},
                {"id", issuer},
                {"verificationMethod", std::move(methods)},
                {"assertionMethod", std::move(ids)}};
}

Json certificate_keys(const World& world) { return to_jwks(keys_of(world)); }

Result<std::vector<DatedKey>> note_certificate_key(World& world, Instant now) {
    const auto& key = world.star_signer.key;
    const auto known = [&]() -> Result<std::vector<DatedKey>> {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
        return transaction->register_().certificate_keys();
    };
    auto keys = TRY(known());
    const DatedKey present{thumbprint(key), to_jwk(key).dump(), now, {}};
    if (!keys.empty() && keys.front().thumbprint == present.thumbprint && !keys.front().until_at) return keys;
    const auto id = new_id();
    const Act act{kKeeper, now, id, sha256_hex(id)};
    const auto noted = perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::OperateScheme));
        TRY(transaction.register_().sign_with(present));
        TRY(record(transaction, act, "certificate_key.changed", {}, present.thumbprint, Json{{"key", present.thumbprint}}));
        return Receipt{present.thumbprint, 1};
    });
    if (!noted) return noted.error();
    return known();
}

} // namespace hoshirube
