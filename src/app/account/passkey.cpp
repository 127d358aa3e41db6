#include "app/account/passkey.h"

#include <nlohmann/json.hpp>

#include "app/account/factor.h"
#include "app/account/session.h"
#include "base/base64url.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/webauthn.h"

namespace hoshirube {

namespace {

constexpr std::int64_t kChallengeLifeSeconds = 300;
constexpr std::size_t kRandomDigits = 32, kExpiryDigits = 16, kMacDigits = 32;

enum class Ceremony { Make, Use };

std::string challenge_mac(const World& world, Ceremony ceremony, std::string_view body) {
    const std::string_view what = ceremony == Ceremony::Make ? "make passkey " : "use passkey ";
    return hmac_sha256_hex(world.secret_key, std::string(what).append(body)).substr(0, kMacDigits);
}

// Carries its own expiry and proof of origin: a stranger who asks for many costs no row each.
std::string new_challenge(const World& world, Ceremony ceremony, Instant now) {
    std::string expiry(8, '\0');
    auto milliseconds = now.plus_seconds(kChallengeLifeSeconds).milliseconds();
    for (auto byte = expiry.rbegin(); byte != expiry.rend(); ++byte, milliseconds >>= 8)
        *byte = static_cast<char>(milliseconds & 0xff);
    const auto body = new_secret().substr(0, kRandomDigits) + to_hex(expiry);
    return to_base64url(body + challenge_mac(world, ceremony, body));
}

// Ours, for this purpose, not expired, and never answered before.
Result<Done> use_challenge(const World& world, Transaction& transaction, Ceremony ceremony, const std::string& challenge,
                           Instant now) {
    const auto text = from_base64url(challenge.substr(0, 400));
    if (!text || text->size() != kRandomDigits + kExpiryDigits + kMacDigits) return forbidden("session.wrong_proof");
    const auto body = std::string_view(*text).substr(0, kRandomDigits + kExpiryDigits);
    if (!equal_in_constant_time(std::string_view(*text).substr(body.size()), challenge_mac(world, ceremony, body)))
        return forbidden("session.wrong_proof");
    const Instant expires_at(static_cast<std::int64_t>(std::stoull(std::string(body.substr(kRandomDigits)), nullptr, 16)));
    if (expires_at <= now) return forbidden("session.wrong_proof");
    if (!TRY(transaction.factors().use_challenge(sha256_hex(challenge), expires_at))) return forbidden("session.wrong_proof");
    return Done{};
}

Result<std::string> bytes_of(const std::string& text) {
    auto bytes = from_base64url(text);
    if (!bytes) return invalid("passkey.malformed");
    return std::move(*bytes);
}

Result<Passkey> own_passkey(Transaction& transaction, const std::string& person_id, const std::string& id) {
    for (auto& passkey : TRY(transaction.factors().passkeys_of(person_id)))
        if (passkey.id == id) return passkey;
    return not_found("passkey.not_found");
}

PasskeyExpectation expectation(const PageOrigin& origin, const std::string& challenge) {
    return {challenge, origin.origin, origin.rp_id, true};
}

} // namespace

Result<Json> passkey_options_json(World& world, const Act& act, const PageOrigin& origin) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, act.actor_id));
    TRY(require(world, *transaction, act, Permission::KeepFactors));
    const auto person = TRY(transaction->accounts().get_person(act.actor_id));
    Json exclude = Json::array();
    for (const auto& passkey : TRY(transaction->factors().passkeys_of(person.id)))
        if (passkey.rp_id == origin.rp_id) exclude.push_back(passkey.credential_id);
    return Json{{"challenge", new_challenge(world, Ceremony::Make, act.now)},
                {"rp_id", origin.rp_id},
                {"user_id", to_base64url(person.id)},
                {"user_name", person.email},
                {"display_name", person.name},
                {"exclude", std::move(exclude)}};
}

Result<Receipt> add_passkey(World& world, const Act& act, const PageOrigin& origin, const NewPasskeyFields& fields) {
    const auto name = TRY(required_text("name", fields.name, 60));
    const auto attestation_object = TRY(bytes_of(fields.attestation_object));
    const auto client_data = TRY(bytes_of(fields.client_data));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::KeepFactors));
        TRY(use_challenge(world, transaction, Ceremony::Make, fields.challenge, act.now));
        const auto made = TRY(read_registration(attestation_object, client_data, expectation(origin, fields.challenge)));
        if (TRY(transaction.factors().passkeys_of(act.actor_id)).size() >= kMaxPasskeys)
            return conflict("passkey.too_many", {{"max", std::to_string(kMaxPasskeys)}});
        const Passkey passkey{new_id(),
                              act.actor_id,
                              to_base64url(made.credential_id),
                              to_base64url(made.key_der),
                              made.kind == SignatureKind::Es256 ? "es256" : "rs256",
                              origin.rp_id,
                              name,
                              made.counter,
                              act.now,
                              {}};
        TRY(transaction.factors().add_passkey(passkey));
        TRY(record(transaction, act, "passkey.added", {}, passkey.id, Json::object()));
        return Receipt{passkey.id, 1};
    });
}

Result<Receipt> rename_passkey(World& world, const Act& act, const std::string& id, const std::string& typed_name) {
    const auto name = TRY(required_text("name", typed_name, 60));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::KeepAccount));
        auto passkey = TRY(own_passkey(transaction, act.actor_id, id));
        passkey.name = name;
        TRY(transaction.factors().save_passkey(passkey));
        TRY(record(transaction, act, "passkey.renamed", {}, id, Json::object()));
        return Receipt{id, 1};
    });
}

Result<Receipt> remove_passkey(World& world, const Act& act, const std::string& id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::KeepFactors));
        const auto passkey = TRY(own_passkey(transaction, act.actor_id, id));
        TRY(transaction.factors().remove_passkey(passkey.id));
        TRY(check_way_in(transaction, act.actor_id));
        TRY(record(transaction, act, "passkey.removed", {}, id, Json::object()));
        return Receipt{id, 0};
    });
}

Json passkey_challenge_json(const World& world, const PageOrigin& origin, Instant now) {
    return Json{{"challenge", new_challenge(world, Ceremony::Use, now)}, {"rp_id", origin.rp_id}};
}

Result<Passkey> use_passkey(World& world, Transaction& transaction, const PageOrigin& origin, const PasskeyAnswer& answer,
                            Instant now) {
    TRY(use_challenge(world, transaction, Ceremony::Use, answer.challenge, now));
    auto passkey = TRY(transaction.factors().find_passkey(answer.credential_id.substr(0, 2000)));
    if (!passkey || passkey->rp_id != origin.rp_id) return forbidden("session.wrong_proof");
    const auto key = from_base64url(passkey->key_der);
    if (!key) return internal("a stored passkey's key is no base64url");
    const Assertion assertion{TRY(bytes_of(answer.authenticator_data)), TRY(bytes_of(answer.client_data)),
                              TRY(bytes_of(answer.signature))};
    const auto kind = passkey->kind == "es256" ? SignatureKind::Es256 : SignatureKind::Rs256;
    const auto used = TRY(check_assertion(assertion, *key, kind, expectation(origin, answer.challenge)));
    if (!counts_on(passkey->counter, used.counter)) return forbidden("session.wrong_proof");
    passkey->counter = used.counter;
    passkey->last_used_at = now;
    TRY(transaction.factors().save_passkey(*passkey));
    return *passkey;
}

} // namespace hoshirube
