#include <nlohmann/json.hpp>

#include "app/register/public_record.h"
#include "base/canonical_object.h"

namespace hoshirube {

namespace {

// As certificate_json().
std::string certificate_text(const Certificate& c, Day today) {
    const auto state = certificate_state(c, today);
    CanonicalObject scope, out;
    scope.text("description", c.scope.description).text("description_en", c.scope.description_en).text("kind", c.scope.kind);
    out.text("edition", c.edition)
        .text("last_valid_day", c.last_valid_day.iso8601())
        .number("number", c.number)
        .text("official_number", c.official_number)
        .text("registered_on", c.registered_on.iso8601())
        .text("renewal_due_on", c.last_valid_day.plus_days(1).iso8601())
        .object("scope", std::move(scope))
        .text("seal_code", seal_code(c.seal))
        .number("star", c.star)
        .text("state", state)
        .text("state_since", state_since(c, today).iso8601());
    if (state == "suspended" && c.standing.until_on) out.text("suspended_until", c.standing.until_on->iso8601());
    else out.json("suspended_until", "null");
    return std::move(out).close();
}

// The sentences depend on nothing but these, and are most of a record.
std::string statement_text(const World& world, Language language, const RegisterEntry& entry) {
    std::string key(to_tag(language));
    key += entry.organisation.is_invented ? " invented" : "";
    if (!entry.certificates.empty())
        key += " " + std::to_string(entry.certificates.front().star) + " " + entry.certificates.front().edition;
    return world.roll.made_once(key, [&] { return statement_of(world, language, entry).dump(); });
}

} // namespace

std::string record_text(const World& world, const Viewer& viewer, const RegisterEntry& entry) {
    const auto& o = entry.organisation;
    const auto today = viewer.today();
    std::string certificates = "[";
    for (const auto& certificate : entry.certificates) {
        if (certificates.size() > 1) certificates += ',';
        certificates += certificate_text(certificate, today);
    }
    certificates += ']';
    CanonicalObject record;
    record.text("as_of", today.iso8601())
        .json("certificates", certificates)
        .text("corporate_number", o.corporate_number)
        .boolean("is_invented", o.is_invented)
        .boolean("is_known", !entry.certificates.empty())
        .text("legal_name", o.legal_name)
        .text("legal_name_en", o.legal_name_en)
        .text("legal_name_kana", o.legal_name_kana)
        .text("prefecture", o.prefecture)
        .json("statement", statement_text(world, viewer.language, entry))
        .text("trade_name", o.trade_name);
    return std::move(record).close();
}

} // namespace hoshirube
