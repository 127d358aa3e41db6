#include <algorithm>
#include <string>

#include "scheme/account/access_table.h"

namespace hoshirube {

namespace {

std::string joined(Roles roles) {
    std::string text;
    for (int r = 0; r <= static_cast<int>(kLastRole); ++r)
        if (roles.has(static_cast<Role>(r))) text += (text.empty() ? "" : " or ") + std::string(to_text(static_cast<Role>(r)));
    return text.empty() ? "any role" : text;
}

std::string joined(States states) {
    if (states.bits == 0) return "";
    std::string text;
    for (int s = 0; s <= static_cast<int>(AssessmentState::Registered); ++s)
        if (states.has(static_cast<AssessmentState>(s)))
            text += (text.empty() ? "" : ", ") + std::string(to_text(static_cast<AssessmentState>(s)));
    return ", while " + text;
}

std::string function_name(Function function) {
    switch (function) {
    case Function::Confirmer: return "confirmer";
    case Function::Adviser: return "adviser";
    case Function::Assessor: return "assessor";
    case Function::Reviewer: return "reviewer";
    case Function::DecisionMaker: return "decision maker";
    case Function::TechnicalVerifier: return "technical verifier";
    }
    return {};
}

std::string who(const Permit& permit) {
    switch (permit.way) {
    case Way::Anyone: return "anyone";
    case Way::SignedIn: return "whoever is signed in";
    case Way::Keeper: return "the keeper, on the machine itself";
    case Way::Own: return joined(permit.roles) + " of the owner";
    case Way::Anywhere: return joined(permit.roles);
    case Way::Assigned:
        return "the named " + function_name(permit.function) + (permit.roles.empty() ? "" : " who is " + joined(permit.roles)) +
               joined(permit.states);
    case Way::Mandated:
        return joined(permit.roles) + " of an organisation with the owner's mandate to " + std::string(to_text(permit.purpose));
    case Way::Disclosed:
        return joined(permit.roles) + " of an organisation to which it was disclosed, level " +
               std::string(to_text(permit.level)) +
               (permit.level == DisclosureLevel::Evidence ? "" : " or more" + joined(permit.states));
    case Way::BrokenGlass: return joined(permit.roles) + " whose asking a second person approved, for an hour";
    }
    return {};
}

std::string about(Object::Kind kind) {
    switch (kind) {
    case Object::Kind::None: return "—";
    case Object::Kind::Organisation: return "organisation";
    case Object::Kind::Assessment: return "assessment";
    case Object::Kind::Evidence: return "evidence";
    }
    return {};
}

std::string permissions_of(const Forbid& forbid) {
    if (forbid.permissions.empty()) return "everything";
    std::string text;
    for (const auto permission : forbid.permissions)
        text += (text.empty() ? "`" : ", `") + std::string(to_text(permission)) + "`";
    return text;
}

} // namespace

std::string access_markdown() {
    std::string text =
        "# Who may do what\n\n"
        "Made by `hoshirube help --access-markdown` from the tables that decide (`src/scheme/account/`). What no row permits is\n"
        "denied, and what a rule forbids no row permits. Whoever may not know that a thing is there is told the same as if it were\n"
        "not. Whoever holds the machine (\"keeper\") may do what an operator may.\n\n"
        "## Permitted\n\n| act | to | who | rule | scope for programs |\n|---|---|---|---|---|\n";
    for (const auto& row : permission_rows()) {
        bool is_first = true;
        for (const auto& permit : permits()) {
            if (permit.permission != row.permission) continue;
            const auto scope = row.scope.empty() ? std::string("none") : "`" + std::string(row.scope) + "`";
            text += "| " + (is_first ? "`" + std::string(row.name) + "` " + std::string(row.says) : std::string()) + " | " +
                    (is_first ? about(row.object) : "") + " | " + who(permit) + " | " + std::string(permit.id) + " | " +
                    (is_first ? scope : "") + " |\n";
            is_first = false;
        }
    }
    text += "\n## Forbidden\n\n| rule | what it says | forbids |\n|---|---|---|\n";
    for (const auto& forbid : forbids())
        text += "| " + std::string(forbid.id) + " | " + std::string(forbid.says) + " | " + permissions_of(forbid) + " |\n";
    return text;
}

} // namespace hoshirube
