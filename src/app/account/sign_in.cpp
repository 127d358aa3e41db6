#include <nlohmann/json.hpp>

#include "app/account/account.h"
#include "app/account/password.h"
#include "app/account/session.h"
#include "base/hash.h"

namespace hoshirube {

Result<SignedIn> begin_session(Transaction& transaction, const std::string& person_id, Instant now) {
    SignedIn session{person_id, new_secret(), now.plus_seconds(kSessionLifeSeconds)};
    TRY(transaction.accounts().add_session({sha256_hex(session.token), person_id, now, session.expires_at}));
    return session;
}

Result<SignedIn> sign_in(World& world, const std::string& email, const std::string& password, Instant now) {
    const auto address = parse_email("email", email);
    std::optional<Person> person;
    if (address) {
        auto transaction = TRY(world.database.begin(Database::Mode::Read));
        person = TRY(transaction->accounts().find_person(*address));
    }
    const bool has_password = person && !person->password_hash.empty();
    const bool matches = password_matches(has_password ? person->password_hash : nobodys_hash(), password);
    if (!has_password || !matches) return forbidden("session.wrong");
    auto transaction = TRY(world.database.begin(Database::Mode::Write));
    auto session = TRY(begin_session(*transaction, person->id, now));
    TRY(transaction->commit());
    return session;
}

Result<Done> sign_out(World& world, const std::string& token) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write));
    TRY(transaction->accounts().end_session(sha256_hex(token)));
    return transaction->commit();
}

Result<std::optional<Person>> signed_in_person(World& world, const std::string& token, Instant now) {
    if (token.empty()) return std::optional<Person>();
    auto transaction = TRY(world.database.begin(Database::Mode::Read));
    const auto session = TRY(transaction->accounts().find_session(sha256_hex(token), now));
    if (!session) return std::optional<Person>();
    return std::optional<Person>(TRY(transaction->accounts().get_person(session->person_id)));
}

Result<Json> session_json(World& world, const Viewer& viewer) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read));
    const auto person = TRY(transaction->accounts().get_person(viewer.person_id));
    Json memberships = Json::array();
    for (const auto& view : TRY(transaction->accounts().memberships_of(person.id)))
        if (holds_on(view.membership, viewer.today()))
            memberships.push_back({{"organisation_id", view.membership.organisation_id},
                                   {"organisation_name", view.organisation_name},
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
        auto person = TRY(transaction.accounts().get_person(act.actor_id));
        person.language = language;
        TRY(transaction.accounts().save_person(person));
        return Receipt{person.id, 1};
    });
}

} // namespace hoshirube
