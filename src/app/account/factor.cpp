#include "app/account/factor.h"

#include <algorithm>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "app/account/secret_box.h"
#include "app/account/session.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/qr.h"
#include "scheme/account/totp.h"

namespace hoshirube {

namespace {

std::string place_of(const std::string& person_id) { return "code_app " + person_id; }

// Fifty random bits: too many to guess at ten tries a minute, so a keyed hash keeps them as well as argon2id would.
std::string new_recovery_code() {
    auto digits = to_base32(random_bytes(7)).substr(0, 10);
    return digits.insert(5, "-");
}

// However it was copied from paper: case, hyphens and blanks do not matter; O is 0, I and L are 1.
std::string folded_code(std::string_view typed) {
    std::string code;
    for (char c : compatibility_folded(typed.substr(0, 100))) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (c != '-' && c != ' ') code += c;
    }
    return code;
}

std::string recovery_hash(const World& world, const std::string& person_id, std::string_view typed) {
    return hmac_sha256_hex(world.secret_key, "recovery code " + person_id + " " + folded_code(typed));
}

Result<Json> replace_recovery_codes(World& world, Transaction& transaction, const std::string& person_id) {
    Json codes = Json::array();
    std::vector<std::string> hashes;
    for (int i = 0; i < kRecoveryCodes; ++i) {
        const auto code = new_recovery_code();
        codes.push_back(code);
        hashes.push_back(recovery_hash(world, person_id, code));
    }
    TRY(transaction.factors().replace_recovery_codes(person_id, hashes));
    return codes;
}

// The configured provider an outside account is of; empty where it was taken out of the file since.
std::string provider_key(const World& world, const std::string& issuer) {
    for (const auto& provider : world.providers)
        if (provider.issuer == issuer) return provider.key;
    return {};
}

} // namespace

Result<Json> factors_json(World& world, const Viewer& viewer) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::UseAccount));
    const auto person = TRY(transaction->accounts().get_person(viewer.person_id));
    const auto app = TRY(transaction->factors().code_app(person.id));
    const bool counts = app && app->confirmed_at;
    Json passkeys = Json::array();
    for (const auto& passkey : TRY(transaction->factors().passkeys_of(person.id)))
        passkeys.push_back({{"id", passkey.id},
                            {"name", passkey.name},
                            {"host", passkey.rp_id},
                            {"made_at", passkey.made_at.iso8601()},
                            {"last_used_at", passkey.last_used_at ? passkey.last_used_at->iso8601() : ""}});
    Json identities = Json::array();
    for (const auto& identity : TRY(transaction->factors().identities_of(person.id)))
        identities.push_back({{"id", identity.id},
                              {"issuer", identity.issuer},
                              {"provider", provider_key(world, identity.issuer)},
                              {"linked_at", identity.linked_at.iso8601()}});
    return Json{{"has_password", !person.password_hash.empty()},
                {"code_app_since", counts ? app->confirmed_at->iso8601() : ""},
                {"recovery_codes_left", TRY(transaction->factors().recovery_codes_left(person.id))},
                {"passkeys", std::move(passkeys)},
                {"identities", std::move(identities)}};
}

Result<Json> begin_code_app(World& world, const Act& act) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, act.actor_id));
    TRY(require(world, *transaction, act, Permission::KeepFactors));
    const auto person = TRY(transaction->accounts().get_person(act.actor_id));
    const auto present = TRY(transaction->factors().code_app(person.id));
    if (present && present->confirmed_at) return conflict("code_app.there_already");
    const auto secret = random_bytes(kCodeSecretBytes);
    TRY(transaction->factors().save_code_app(
        {person.id, sealed(world.secret_key, place_of(person.id), secret), act.now, {}, -1}));
    TRY(transaction->commit());
    const auto uri = otpauth_uri(secret, person.email);
    const auto qr = TRY(qr_code(uri));
    return Json{{"secret", to_rfc4648_base32(secret)}, {"uri", uri}, {"qr", Json{{"modules", qr.side}, {"path", svg_path(qr)}}}};
}

Result<Json> confirm_code_app(World& world, const Act& act, const std::string& code) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, act.actor_id));
    TRY(require(world, *transaction, act, Permission::KeepFactors));
    auto app = TRY(transaction->factors().code_app(act.actor_id));
    if (!app) return conflict("code_app.not_begun");
    if (app->confirmed_at) return conflict("code_app.there_already");
    const auto secret = TRY(opened(world.secret_key, place_of(act.actor_id), app->sealed_secret));
    const auto step = matching_step(secret, code, act.now, app->last_used_step);
    if (!step) return forbidden("session.wrong_proof");
    app->confirmed_at = act.now;
    app->last_used_step = *step;
    TRY(transaction->factors().save_code_app(*app));
    auto codes = TRY(replace_recovery_codes(world, *transaction, act.actor_id));
    TRY(record(*transaction, act, "code_app.added", {}, act.actor_id, Json::object()));
    TRY(transaction->commit());
    return Json{{"recovery_codes", std::move(codes)}};
}

Result<Receipt> remove_code_app(World& world, const Act& act) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::KeepFactors));
        TRY(transaction.factors().remove_code_app(act.actor_id));
        TRY(transaction.factors().replace_recovery_codes(act.actor_id, {}));
        TRY(record(transaction, act, "code_app.removed", {}, act.actor_id, Json::object()));
        return Receipt{act.actor_id, 0};
    });
}

Result<Json> renew_recovery_codes(World& world, const Act& act) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, act.actor_id));
    TRY(require(world, *transaction, act, Permission::KeepFactors));
    if (!TRY(needs_code(*transaction, act.actor_id))) return conflict("code_app.not_begun");
    auto codes = TRY(replace_recovery_codes(world, *transaction, act.actor_id));
    TRY(record(*transaction, act, "recovery_codes.renewed", {}, act.actor_id, Json::object()));
    TRY(transaction->commit());
    return Json{{"recovery_codes", std::move(codes)}};
}

Result<Done> remove_factors(Transaction& transaction, const std::string& person_id) {
    TRY(transaction.factors().remove_code_app(person_id));
    TRY(transaction.factors().replace_recovery_codes(person_id, {}));
    for (const auto& passkey : TRY(transaction.factors().passkeys_of(person_id)))
        TRY(transaction.factors().remove_passkey(passkey.id));
    for (const auto& identity : TRY(transaction.factors().identities_of(person_id)))
        TRY(transaction.factors().remove_identity(identity.id));
    return Done{};
}

Result<Receipt> forget_factors(World& world, const Act& act, const std::string& email) {
    const auto address = TRY(parse_email("email", email));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        if (act.actor_id != kKeeper) return forbidden("access.denied");
        const auto person = TRY(transaction.accounts().find_person(address));
        if (!person) return not_found("person.not_found", {{"email", address}});
        TRY(remove_factors(transaction, person->id));
        TRY(end_sessions(transaction, person->id, {}));
        TRY(record(transaction, act, "factors.forgotten", {}, person->id, Json::object()));
        return Receipt{person->id, 0};
    });
}

Result<Receipt> sign_out_person(World& world, const Act& act, const std::string& email) {
    const auto address = TRY(parse_email("email", email));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        if (act.actor_id != kKeeper) return forbidden("access.denied");
        const auto person = TRY(transaction.accounts().find_person(address));
        if (!person) return not_found("person.not_found", {{"email", address}});
        TRY(end_sessions(transaction, person->id, {}));
        TRY(record(transaction, act, "session.all_ended", {}, person->id, Json::object()));
        return Receipt{person->id, 0};
    });
}

Result<bool> has_way_in(Transaction& transaction, const Person& person) {
    if (!person.password_hash.empty()) return true;
    if (!TRY(transaction.factors().passkeys_of(person.id)).empty()) return true;
    return !TRY(transaction.factors().identities_of(person.id)).empty();
}

Result<Done> check_way_in(Transaction& transaction, const std::string& person_id) {
    const auto person = TRY(transaction.accounts().get_person(person_id));
    if (!TRY(has_way_in(transaction, person))) return conflict("factors.last_way_in");
    return Done{};
}

Result<bool> has_own_proof(Transaction& transaction, const Person& person) {
    if (!person.password_hash.empty()) return true;
    if (!TRY(transaction.factors().passkeys_of(person.id)).empty()) return true;
    return needs_code(transaction, person.id);
}

Result<bool> needs_code(Transaction& transaction, const std::string& person_id) {
    const auto app = TRY(transaction.factors().code_app(person_id));
    return app && app->confirmed_at;
}

Result<bool> use_code(World& world, Transaction& transaction, const std::string& person_id, const std::string& typed,
                      Instant now) {
    auto app = TRY(transaction.factors().code_app(person_id));
    if (!app || !app->confirmed_at) return false;
    const auto secret = TRY(opened(world.secret_key, place_of(person_id), app->sealed_secret));
    const auto step = matching_step(secret, typed, now, app->last_used_step);
    if (step) {
        app->last_used_step = *step;
        TRY(transaction.factors().save_code_app(*app));
        return true;
    }
    if (!TRY(transaction.factors().use_recovery_code(person_id, recovery_hash(world, person_id, typed), now))) return false;
    TRY(record(transaction, {person_id, now, {}, {}}, "recovery_code.used", {}, person_id, Json::object()));
    return true;
}

} // namespace hoshirube
