#include "app/account/provider.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/account/factor.h"
#include "app/account/invite.h"
#include "app/account/secret_box.h"
#include "app/account/session.h"
#include "base/base64url.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/jwt.h"
#include "scheme/account/invitation.h"

namespace hoshirube {

namespace {

constexpr int kKeptSeconds = 600;
constexpr std::int64_t kClocksDifferSeconds = 60;
constexpr const char* kPlace = "provider sign-in";

std::string form_encoded(std::string_view text) {
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                              c == '.' || c == '_' || c == '~';
        if (is_plain) out += c;
        else out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
    return out;
}

using FormFields = std::vector<std::pair<std::string, std::string>>;
std::string form(const FormFields& fields) {
    std::string out;
    for (const auto& [name, value] : fields)
        out.append(out.empty() ? "" : "&").append(name).append("=").append(form_encoded(value));
    return out;
}

Result<const Provider*> find_provider(const World& world, const std::string& key) {
    for (const auto& provider : world.providers)
        if (provider.key == key) return &provider;
    return not_found("provider.not_found");
}

// What the provider says of itself. Its issuer must be exactly the one we trust, whatever the document was fetched from.
struct Discovery {
    std::string authorization_endpoint, token_endpoint, jwks_uri;
    bool sends_issuer; // RFC 9207.
};

std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Json> fetched(World& world, const Provider& provider, const std::string& url) {
    const auto body = TRY(world.outbound->get(provider, url, kKeptSeconds));
    auto json = parse_json(body);
    if (!json || !json->is_object()) return unavailable("provider.answer_malformed");
    return std::move(*json);
}

Result<Discovery> discover(World& world, const Provider& provider) {
    if (!world.outbound) return not_found("provider.not_found");
    auto base = provider.issuer;
    if (!base.empty() && base.back() == '/') base.pop_back();
    const auto json = TRY(fetched(world, provider, base + "/.well-known/openid-configuration"));
    const Discovery found{text_of(json, "authorization_endpoint"), text_of(json, "token_endpoint"), text_of(json, "jwks_uri"),
                          json.value("authorization_response_iss_parameter_supported", Json(false)) == Json(true)};
    if (text_of(json, "issuer") != provider.issuer || found.authorization_endpoint.empty() || found.token_endpoint.empty() ||
        found.jwks_uri.empty())
        return unavailable("provider.answer_malformed");
    return found;
}

std::string redirect_uri(const PageOrigin& origin) { return origin.origin + "/sign-in/back"; }

// What the browser keeps while it is away; nobody else can read or make it.
struct Keeping {
    std::string provider, state, nonce, verifier;
    ProviderErrand errand;
    Instant until;
    Instant begun_at() const { return until.plus_seconds(-kProviderLifeSeconds); }
};

std::string sealed_keeping(const World& world, const Keeping& k) {
    const Json json{{"provider", k.provider},
                    {"state", k.state},
                    {"nonce", k.nonce},
                    {"verifier", k.verifier},
                    {"errand", static_cast<int>(k.errand.kind)},
                    {"person", k.errand.person_id},
                    {"invite", k.errand.invite_token},
                    {"name", k.errand.name},
                    {"language", k.errand.language},
                    {"until", k.until.milliseconds()}};
    return sealed(world.secret_key, kPlace, json.dump());
}

Result<Keeping> opened_keeping(const World& world, const std::string& text, Instant now) {
    const auto plain = opened(world.secret_key, kPlace, text.substr(0, 4000));
    if (!plain) return forbidden("provider.state_wrong"); // Absent, old or made up: nobody's fault of ours.
    const auto json = TRY(parse_json(*plain));
    if (!json.contains("errand")) return forbidden("provider.state_wrong"); // Sealed by the program before this one.
    Keeping k{json["provider"],
              json["state"],
              json["nonce"],
              json["verifier"],
              {static_cast<ProviderErrand::Kind>(json["errand"].get<int>()), json["person"], json["invite"], json["name"],
               json["language"]},
              Instant(json["until"].get<std::int64_t>())};
    if (k.until <= now) return forbidden("provider.state_wrong");
    return k;
}

// The keys are fetched anew when the token names one that was made since: rotation needs no restart.
Result<IdToken> checked_token(World& world, const Provider& provider, const Discovery& found, const std::string& token,
                              const IdTokenExpectation& expected) {
    for (const bool is_last : {false, true}) {
        const auto key_set = TRY(world.outbound->get(provider, found.jwks_uri, is_last ? 0 : kKeptSeconds));
        const auto keys = TRY(read_key_set(key_set));
        auto read = read_id_token(token, keys, expected);
        if (read || is_last || read.error().key != "provider.key_unknown") return read;
    }
    return forbidden("provider.token_refused");
}

Result<IdToken> redeem(World& world, const Provider& provider, const ProviderReturn& back, const Keeping& keeping,
                       const PageOrigin& origin, Instant now) {
    const auto found = TRY(discover(world, provider));
    // Which provider answered must be known, or one could be made to answer for another.
    if (back.issuer != provider.issuer && (found.sends_issuer || !back.issuer.empty())) return forbidden("provider.state_wrong");
    const auto body = form({{"grant_type", "authorization_code"},
                            {"code", back.code},
                            {"redirect_uri", redirect_uri(origin)},
                            {"client_id", provider.client_id},
                            {"code_verifier", keeping.verifier}});
    const auto answer = TRY(world.outbound->redeem(provider, found.token_endpoint, body));
    const auto json = parse_json(answer);
    if (!json || !json->is_object()) return unavailable("provider.answer_malformed");
    return checked_token(world, provider, found, text_of(*json, "id_token"),
                         {provider.issuer, provider.client_id, keeping.nonce, now});
}

// What came back of an errand, checked: the rest happens here.
struct Arrival {
    const Provider& provider;
    const IdToken& token;
    const Keeping& keeping;
    const Browser& browser;
    const std::optional<Session>& own;
    Instant now;
};

Result<std::optional<Identity>> identity_of(Transaction& transaction, const Arrival& a) {
    return transaction.factors().find_identity(a.provider.issuer, a.token.subject);
}

Result<Done> add_identity(Transaction& transaction, const Arrival& a, const std::string& person_id) {
    const Identity identity{new_id(), person_id, a.provider.issuer, a.token.subject, a.now};
    TRY(transaction.factors().add_identity(identity));
    return record(transaction, {person_id, a.now, {}, {}}, "provider.linked", {}, identity.id,
                  Json{{"provider", a.provider.key}});
}

Result<SignedIn> sign_in_with(Transaction& transaction, const Arrival& a) {
    const auto known = TRY(identity_of(transaction, a));
    if (!known) return forbidden("provider.not_linked");
    return begin_session(transaction, known->person_id, Proof::Provider, a.browser, a.now);
}

Result<SignedIn> link(Transaction& transaction, const Arrival& a) {
    const auto known = TRY(identity_of(transaction, a));
    if (known && known->person_id != a.own->person_id) return conflict("provider.linked_elsewhere");
    if (!known) TRY(add_identity(transaction, a, a.own->person_id));
    return renew_session(transaction, *a.own, a.now); // Another way in is a change of rights.
}

// Whoever joins by an account that is linked is that person, if the invitation is theirs; otherwise a new one under the invited address.
Result<SignedIn> join_with(World& world, Transaction& transaction, const Arrival& a) {
    const auto invite = TRY(find_open_invite(world, transaction, a.keeping.errand.invite_token, a.now));
    const auto linked = TRY(identity_of(transaction, a));
    const auto known = TRY(transaction.accounts().find_person(invite.email));
    if (linked) {
        if (!known || known->id != linked->person_id) return conflict("provider.linked_elsewhere");
        TRY(join(transaction, known->id, invite, a.now));
        return begin_session(transaction, known->id, Proof::Provider, a.browser, a.now);
    }
    if (known && TRY(has_way_in(transaction, *known))) return forbidden("provider.not_linked");
    if (known && !may_start_account(invite)) return conflict("invite.account_waits");
    const Person person{known ? known->id : new_id(), invite.email, a.keeping.errand.name, {}, a.keeping.errand.language, a.now};
    if (known) TRY(transaction.accounts().save_person(person));
    else TRY(transaction.accounts().add_person(person));
    TRY(add_identity(transaction, a, person.id));
    TRY(join(transaction, person.id, invite, a.now));
    return begin_session(transaction, person.id, Proof::Provider, a.browser, a.now, FirstProof::ByInvitation);
}

// The provider's word that the person has just signed in there anew, for one who has nothing else to prove it by.
Result<SignedIn> prove_with(Transaction& transaction, const Arrival& a) {
    const auto known = TRY(identity_of(transaction, a));
    if (!known || known->person_id != a.own->person_id) return forbidden("session.wrong_proof");
    const auto person = TRY(transaction.accounts().get_person(a.own->person_id));
    if (TRY(has_own_proof(transaction, person))) return conflict("provider.proof_is_here");
    const auto earliest = a.keeping.begun_at().plus_seconds(-kClocksDifferSeconds);
    const auto& at = a.token.authenticated_at;
    if (!at || *at < earliest || a.now.plus_seconds(kClocksDifferSeconds) < *at) return forbidden("provider.not_fresh");
    Session session = *a.own;
    session.proved_at = a.now;
    TRY(record(transaction, {person.id, a.now, {}, {}}, "session.proved", {}, session.id,
               Json{{"by", to_text(Proof::Provider)}}));
    return renew_session(transaction, session, a.now);
}

Result<SignedIn> do_errand(World& world, Transaction& transaction, const Arrival& a) {
    switch (a.keeping.errand.kind) {
    case ProviderErrand::Kind::SignIn: return sign_in_with(transaction, a);
    case ProviderErrand::Kind::Link: return link(transaction, a);
    case ProviderErrand::Kind::Join: return join_with(world, transaction, a);
    case ProviderErrand::Kind::Prove: return prove_with(transaction, a);
    }
    return forbidden("provider.state_wrong");
}

Result<SignedIn> arrive(World& world, const ProviderReturn& back, const Keeping& keeping, const PageOrigin& origin,
                        const Browser& browser, const std::optional<Session>& own, Instant now) {
    if (!equal_in_constant_time(back.state, keeping.state) || back.code.empty()) return forbidden("provider.state_wrong");
    // Whoever began for themselves must be the one who comes back: nobody's outside account lands in another's.
    const auto& began = keeping.errand.person_id;
    if (!began.empty() && (!own || own->person_id != began)) return forbidden("provider.state_wrong");
    const Provider& provider = *TRY(find_provider(world, keeping.provider));
    const auto token = TRY(redeem(world, provider, back, keeping, origin, now));
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kPublic));
    if (!TRY(transaction->factors().use_challenge(sha256_hex("provider " + keeping.state), keeping.until)))
        return forbidden("provider.state_wrong");
    auto signed_in = TRY(do_errand(world, *transaction, {provider, token, keeping, browser, own, now}));
    TRY(transaction->commit());
    return signed_in;
}

Result<ProviderStart> begin(World& world, const std::string& key, ProviderErrand errand, const PageOrigin& origin, Instant now) {
    const Provider& provider = *TRY(find_provider(world, key));
    const auto found = TRY(discover(world, provider));
    const Keeping keeping{provider.key, new_secret(),      new_secret(),
                          new_secret(), std::move(errand), now.plus_seconds(kProviderLifeSeconds)};
    FormFields query{{"response_type", "code"},
                     {"client_id", provider.client_id},
                     {"redirect_uri", redirect_uri(origin)},
                     {"scope", "openid"},
                     {"state", keeping.state},
                     {"nonce", keeping.nonce},
                     {"code_challenge", to_base64url(sha256(keeping.verifier))},
                     {"code_challenge_method", "S256"}};
    // "max_age" makes it say when (OpenID Connect Core 3.1.2.1); "prompt" makes those ask who pass over that.
    if (keeping.errand.kind == ProviderErrand::Kind::Prove) query.insert(query.end(), {{"max_age", "0"}, {"prompt", "login"}});
    const auto joint = found.authorization_endpoint.find('?') == std::string::npos ? "?" : "&";
    return ProviderStart{found.authorization_endpoint + joint + form(query), sealed_keeping(world, keeping)};
}

} // namespace

namespace {

Error file_wrong(const std::string& where) { return invalid("provider.file_wrong", {}, {{"where", where}}); }

Result<std::vector<std::string>> read_hosts(const Json& json, const std::string& where) {
    std::vector<std::string> hosts;
    const auto found = json.find("hosts");
    if (found == json.end()) return hosts;
    if (!found->is_array()) return file_wrong(where + ".hosts");
    for (const auto& host : *found) {
        const auto text = host.is_string() ? host.get<std::string>() : std::string();
        if (text.empty() || text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != text.npos)
            return file_wrong(where + ".hosts");
        hosts.push_back(text);
    }
    return hosts;
}

Result<Provider> read_provider(const Json& json, const std::string& where) {
    if (!json.is_object()) return file_wrong(where);
    for (const auto& [name, value] : json.items())
        if (name != "key" && name != "name" && name != "issuer" && name != "client_id" && name != "client_secret" &&
            name != "may_be_private" && name != "hosts")
            return file_wrong(where + "." + name);
    const auto names = json.find("name");
    const Json none = Json::object();
    const Json& name = names != json.end() && names->is_object() ? *names : none;
    auto hosts = TRY(read_hosts(json, where));
    const Provider p{text_of(json, "key"),
                     {text_of(name, "ja"), text_of(name, "en")},
                     text_of(json, "issuer"),
                     text_of(json, "client_id"),
                     text_of(json, "client_secret"),
                     json.value("may_be_private", Json(false)) == Json(true),
                     std::move(hosts)};
    const bool is_key =
        !p.key.empty() && p.key.size() <= 40 && p.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == p.key.npos;
    if (!is_key) return file_wrong(where + ".key");
    if (p.name.ja.empty() || p.name.en.empty()) return file_wrong(where + ".name");
    const bool is_web = p.issuer.compare(0, 8, "https://") == 0 || (p.may_be_private && p.issuer.compare(0, 7, "http://") == 0);
    if (!is_web || p.issuer.find_first_of("?# ") != p.issuer.npos) return file_wrong(where + ".issuer");
    if (p.client_id.empty()) return file_wrong(where + ".client_id");
    if (p.client_secret.empty()) return file_wrong(where + ".client_secret");
    return p;
}

} // namespace

Result<std::vector<Provider>> read_providers(std::string_view text) {
    const auto json = parse_json(text);
    if (!json || !json->is_object() || json->size() != 1 || !json->contains("providers") || !(*json)["providers"].is_array())
        return file_wrong("providers");
    std::vector<Provider> providers;
    for (const Json& one : (*json)["providers"]) {
        auto provider = TRY(read_provider(one, "providers." + std::to_string(providers.size())));
        for (const auto& known : providers)
            if (known.key == provider.key) return file_wrong("providers." + std::to_string(providers.size()) + ".key");
        providers.push_back(std::move(provider));
    }
    return providers;
}

Result<ProviderStart> begin_provider(World& world, const std::string& key, const PageOrigin& origin, Instant now) {
    return begin(world, key, {}, origin, now);
}

Result<ProviderStart> begin_link(World& world, const Act& act, const std::string& key, const PageOrigin& origin) {
    {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, act.actor_id));
        TRY(require(world, *transaction, act, Permission::KeepFactors));
    }
    return begin(world, key, {ProviderErrand::Kind::Link, act.actor_id, {}, {}, {}}, origin, act.now);
}

Result<ProviderStart> begin_join(World& world, const std::string& invite_token, const JoinFields& fields,
                                 const PageOrigin& origin, Instant now) {
    auto name = TRY(required_text("name", fields.name, 100));
    {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
        TRY(find_open_invite(world, *transaction, invite_token, now));
    }
    const std::string language = fields.language == "en" ? "en" : "ja";
    return begin(world, fields.provider, {ProviderErrand::Kind::Join, {}, invite_token, std::move(name), language}, origin, now);
}

Result<ProviderStart> begin_proof(World& world, const Act& act, const std::string& key, const PageOrigin& origin) {
    {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, act.actor_id));
        TRY(require(world, *transaction, act, Permission::KeepAccount));
        const auto person = TRY(transaction->accounts().get_person(act.actor_id));
        if (TRY(has_own_proof(*transaction, person))) return conflict("provider.proof_is_here");
    }
    return begin(world, key, {ProviderErrand::Kind::Prove, act.actor_id, {}, {}, {}}, origin, act.now);
}

ProviderEnd finish_provider(World& world, const ProviderReturn& back, const PageOrigin& origin, const Browser& browser,
                            const std::optional<Session>& own, Instant now) {
    const auto keeping = opened_keeping(world, back.keeping, now);
    if (!keeping) return {{}, keeping.error()};
    return {keeping->errand, arrive(world, back, *keeping, origin, browser, own, now)};
}

Json providers_json(const World& world, Language language) {
    Json items = Json::array();
    for (const auto& provider : world.providers)
        items.push_back({{"key", provider.key}, {"name", language == Language::English ? provider.name.en : provider.name.ja}});
    return Json{{"items", std::move(items)}};
}

Result<Receipt> unlink_provider(World& world, const Act& act, const std::string& id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::KeepFactors));
        const auto own = TRY(transaction.factors().identities_of(act.actor_id));
        if (std::none_of(own.begin(), own.end(), [&](const auto& one) { return one.id == id; }))
            return not_found("provider.not_found");
        TRY(transaction.factors().remove_identity(id));
        TRY(check_way_in(transaction, act.actor_id));
        TRY(record(transaction, act, "provider.unlinked", {}, id, Json::object()));
        return Receipt{id, 0};
    });
}

} // namespace hoshirube
