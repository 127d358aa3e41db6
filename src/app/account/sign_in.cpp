#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/account/account.h"
#include "app/account/factor.h"
#include "app/account/passkey.h"
#include "app/account/password.h"
#include "app/account/session.h"
#include "app/organisation/firm_name.h"
#include "base/hash.h"
#include "base/text.h"

namespace hoshirube {

namespace {

Act act_of(const std::string& person_id, Instant now) { return {person_id, now, {}, {}, {}}; }

Result<Done> record_session(Transaction& transaction, const std::string& type, const std::string& person_id,
                            const std::string& session_id, Proof proof, Instant now) {
    return record(transaction, act_of(person_id, now), type, {}, session_id, Json{{"by", to_text(proof)}});
}

// Costs the same time whether the person has a password or not.
bool is_password_of(const std::optional<Person>& person, const std::string& password) {
    const bool has_password = person && !person->password_hash.empty();
    const bool matches = password_matches(has_password ? person->password_hash : nobodys_hash(), password);
    return has_password && matches;
}

// Read again inside the transaction: the session may have been renewed or ended since.
Result<std::optional<Session>> note_use(World& world, const std::string& token_sha256, Instant now) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kPublic));
    auto session = TRY(transaction->sessions().find(token_sha256));
    if (!session) return session;
    session->last_used_at = now;
    TRY(transaction->sessions().save(*session));
    TRY(transaction->commit());
    return session;
}

Result<Person> person_of(World& world, const Session& session) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
    return transaction->accounts().get_person(session.person_id);
}

} // namespace

Result<SignedIn> begin_session(Transaction& transaction, const std::string& person_id, Proof proof, const Browser& browser,
                               Instant now, FirstProof first) {
    if (!browser.token.empty()) {
        const auto held = TRY(transaction.sessions().find(sha256_hex(browser.token)));
        if (held) TRY(transaction.sessions().end(held->id));
    }
    const auto token = new_secret();
    const bool is_proved = proof != Proof::Provider || first == FirstProof::ByInvitation;
    const auto proved_at = is_proved ? std::optional(now) : std::nullopt;
    const Session session{new_id(), sha256_hex(token), person_id, browser.device, browser.network, proof, now, now, proved_at};
    TRY(transaction.sessions().add(session));
    TRY(record_session(transaction, "session.begun", person_id, session.id, proof, now));
    return SignedIn{person_id, session.id, token, last_moment(session)};
}

Result<Done> end_sessions(Transaction& transaction, const std::string& person_id, const std::string& kept_id) {
    return transaction.sessions().end_all(person_id, kept_id);
}

Result<SignedIn> renew_session(Transaction& transaction, Session session, Instant now) {
    const auto token = new_secret();
    session.token_sha256 = sha256_hex(token);
    session.last_used_at = now;
    TRY(transaction.sessions().save(session));
    return SignedIn{session.person_id, session.id, token, last_moment(session)};
}

Result<SignedIn> sign_in(World& world, const PasswordFields& fields, const Browser& browser, Instant now) {
    const auto address = parse_email("email", fields.email);
    std::optional<Person> person;
    if (address) {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
        person = TRY(transaction->accounts().find_person(*address));
    }
    if (!is_password_of(person, fields.password)) return forbidden("session.wrong");
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kPublic));
    // Read again: a password changed meanwhile ends what the old one was about to begin.
    const auto present = TRY(transaction->accounts().get_person(person->id));
    if (present.password_hash != person->password_hash) return forbidden("session.wrong");
    const bool has_app = TRY(needs_code(*transaction, person->id));
    if (has_app) {
        if (trimmed(fields.code).empty()) return forbidden("session.code_needed");
        if (!TRY(use_code(world, *transaction, person->id, fields.code, now))) return forbidden("session.wrong_code");
    }
    const auto proof = has_app ? Proof::PasswordAndCode : Proof::Password;
    auto session = TRY(begin_session(*transaction, person->id, proof, browser, now));
    TRY(transaction->commit());
    return session;
}

Result<SignedIn> sign_in_with_passkey(World& world, const PageOrigin& origin, const PasskeyAnswer& answer, const Browser& browser,
                                      Instant now) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kPublic));
    const auto passkey = TRY(use_passkey(world, *transaction, origin, answer, now));
    auto session = TRY(begin_session(*transaction, passkey.person_id, Proof::Passkey, browser, now));
    TRY(transaction->commit());
    return session;
}

Result<Done> sign_out(World& world, const std::string& token) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kPublic));
    const auto session = TRY(transaction->sessions().find(sha256_hex(token)));
    if (session) TRY(transaction->sessions().end(session->id));
    return transaction->commit();
}

Result<std::optional<Session>> find_session(World& world, const std::string& token, Instant now, Use use) {
    if (token.empty()) return std::optional<Session>();
    std::optional<Session> session;
    {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
        session = TRY(transaction->sessions().find(sha256_hex(token)));
    }
    if (!session || !is_live(*session, now)) return std::optional<Session>();
    if (use == Use::IsIdle || now < session->last_used_at.plus_seconds(kUseGrainSeconds)) return session;
    const auto used = note_use(world, session->token_sha256, now);
    return used ? *used : session; // A busy database is no reason to turn a person away.
}

Result<Json> signed_in_json(World& world, const std::string& token, Instant now) {
    const auto session = TRY(find_session(world, token, now, Use::IsIdle));
    if (!session) return Json();
    const auto person = TRY(person_of(world, *session));
    return Json{{"name", person.name}, {"email", person.email}};
}

Result<SignedIn> step_up(World& world, const Session& own, const PageOrigin& origin, const ProofFields& fields, Instant now) {
    if (!fields.password.empty()) {
        const auto person = TRY(person_of(world, own)); // The slow part, before the writer's turn.
        if (!is_password_of(person, fields.password)) return forbidden("session.wrong_proof");
    }
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kPublic));
    auto proof = Proof::Password;
    if (fields.passkey) {
        const auto passkey = TRY(use_passkey(world, *transaction, origin, *fields.passkey, now));
        if (passkey.person_id != own.person_id) return forbidden("session.wrong_proof");
        proof = Proof::Passkey;
    } else if (fields.password.empty()) {
        if (!TRY(use_code(world, *transaction, own.person_id, fields.code, now))) return forbidden("session.wrong_proof");
        proof = Proof::PasswordAndCode;
    }
    Session session = own;
    session.proved_at = now;
    auto renewed = TRY(renew_session(*transaction, session, now));
    TRY(record_session(*transaction, "session.proved", own.person_id, own.id, proof, now));
    TRY(transaction->commit());
    return renewed;
}

Result<SignedIn> change_password(World& world, const Session& own, const std::string& present, const std::string& wanted,
                                 Instant now) {
    auto person = TRY(person_of(world, own));
    if (!is_password_of(person, present)) return forbidden("session.wrong_proof");
    auto hash = TRY(hash_password(person, wanted));
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kPublic));
    person = TRY(transaction->accounts().get_person(own.person_id));
    person.password_hash = std::move(hash);
    TRY(transaction->accounts().save_person(person));
    TRY(end_sessions(*transaction, person.id, own.id));
    Session session = own;
    session.proved_at = now;
    auto renewed = TRY(renew_session(*transaction, session, now));
    TRY(record(*transaction, act_of(person.id, now), "password.changed", {}, person.id, Json::object()));
    TRY(transaction->commit());
    return renewed;
}

Result<Json> sessions_json(World& world, const Session& own) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
    Json items = Json::array();
    for (const auto& session : TRY(transaction->sessions().of_person(own.person_id)))
        if (is_live(session, own.last_used_at))
            items.push_back({{"id", session.id},
                             {"device", session.device},
                             {"network", session.network},
                             {"begun_by", to_text(session.begun_by)},
                             {"begun_at", session.begun_at.iso8601()},
                             {"last_used_at", session.last_used_at.iso8601()},
                             {"is_this", session.id == own.id}});
    return Json{{"items", std::move(items)}};
}

Result<Receipt> end_session(World& world, const Act& act, const std::string& session_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto sessions = TRY(transaction.sessions().of_person(act.actor_id));
        const bool is_own = std::any_of(sessions.begin(), sessions.end(), [&](const auto& s) { return s.id == session_id; });
        if (!is_own) return not_found("session.not_found");
        TRY(transaction.sessions().end(session_id));
        TRY(record(transaction, act, "session.ended", {}, session_id, Json::object()));
        return Receipt{session_id, 0};
    });
}

Result<Receipt> end_other_sessions(World& world, const Act& act, const Session& own) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(end_sessions(transaction, act.actor_id, own.id));
        TRY(record(transaction, act, "session.others_ended", {}, own.id, Json::object()));
        return Receipt{own.id, 0};
    });
}

Result<SignedIn> renew_own_session(World& world, const Session& own, Instant now) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kPublic));
    auto renewed = TRY(renew_session(*transaction, own, now));
    TRY(transaction->commit());
    return renewed;
}

Result<Json> session_json(World& world, const Viewer& viewer) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::UseAccount));
    const auto person = TRY(transaction->accounts().get_person(viewer.person_id));
    Json memberships = Json::array();
    for (const auto& view : TRY(transaction->accounts().memberships_of(person.id)))
        if (holds_on(view.membership, viewer.today()))
            memberships.push_back(
                {{"organisation_id", view.membership.organisation_id},
                 {"organisation_name", firm_name(viewer.language, view.organisation_name, view.organisation_name_en)},
                 {"corporate_number", view.corporate_number},
                 {"role", to_text(view.membership.role)}});
    return Json{{"person_id", person.id},
                {"name", person.name},
                {"email", person.email},
                {"language", person.language},
                {"memberships", std::move(memberships)}};
}

Result<Receipt> set_language(World& world, const Act& act, const std::string& language) {
    if (language != "ja" && language != "en") return invalid("person.language", "language");
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::KeepAccount));
        auto person = TRY(transaction.accounts().get_person(act.actor_id));
        person.language = language;
        TRY(transaction.accounts().save_person(person));
        return Receipt{person.id, 1};
    });
}

} // namespace hoshirube
