#include "scheme/account/access.h"

#include <algorithm>

#include "scheme/account/access_table.h"

namespace hoshirube {

namespace {

using Kind = Object::Kind;

// --- Every permission, with the scope that lets a program have it ------------------------------------------------

constexpr PermissionRow kPermissions[] = {
    {Permission::ReadPublic, "public.read", "public", Kind::None,
     "look at the register, the catalogue and what needs no account"},
    {Permission::SignIn, "account.sign_in", "", Kind::None, "sign in, accept an invitation"},
    {Permission::UseAccount, "account.use", "account:read", Kind::None, "see one's own account and list of work"},
    {Permission::KeepAccount, "account.keep", "", Kind::None, "keep one's own account: sessions, password, language"},
    {Permission::KeepFactors, "account.factors", "", Kind::None,
     "add and remove one's own authenticator app, recovery codes, passkeys"},
    {Permission::ReadOfficialText, "official_text.read", "catalogue:read", Kind::None, "read the imported official text"},
    {Permission::FindExperts, "expert.find", "expert:read", Kind::None, "look for a security expert by name"},
    {Permission::RegisterOrganisation, "organisation.register", "", Kind::None, "enter an organisation"},
    {Permission::FindOrganisations, "organisation.find", "operator:read", Kind::None, "look through all organisations"},
    {Permission::ReadOrganisation, "organisation.read", "organisation:read", Kind::Organisation,
     "read its entry, start and people"},
    {Permission::EditOrganisation, "organisation.edit", "organisation:write", Kind::Organisation, "change its entry and start"},
    {Permission::InvitePeople, "organisation.invite", "", Kind::Organisation, "invite people to it"},
    {Permission::GrantSchemeRole, "organisation.grant_scheme_role", "", Kind::Organisation,
     "invite as expert, buyer or operator"},
    {Permission::EnrolPeople, "person.enrol", "", Kind::None, "enter a person at once"},
    {Permission::GrantMandate, "mandate.grant", "", Kind::Organisation, "let another organisation work here, and end that"},
    {Permission::Disclose, "disclosure.grant", "", Kind::Organisation, "show more to a named organisation, and end that"},
    {Permission::ReadGrants, "grants.read", "organisation:read", Kind::Organisation,
     "see mandates and disclosures, given and received"},
    {Permission::ReadAudit, "audit.read", "audit:read", Kind::Organisation, "read who did what to what is its own"},
    {Permission::SeeServices, "service.read", "", Kind::Organisation, "see which programs work for it"},
    {Permission::KeepServices, "service.keep", "", Kind::Organisation, "make, renew and end programs that work for it"},
    {Permission::FollowFirms, "firm.follow", "follow:write", Kind::Organisation, "keep its list of followed firms"},
    {Permission::AnalyseNetworks, "network.analyse", "network:write", Kind::Organisation,
     "keep networks of firms and read what their stops would do"},
    {Permission::ListAssessments, "assessment.list", "assessment:read", Kind::Organisation, "see its list of assessments"},
    {Permission::OpenAssessment, "assessment.open", "assessment:write", Kind::Organisation, "open an assessment"},
    {Permission::ReadCalendar, "calendar.read", "calendar:read", Kind::Organisation, "see what is due there"},
    {Permission::KeepCalendar, "calendar.keep", "calendar:write", Kind::Organisation, "note what was done, and what arose"},
    {Permission::ReadAssessment, "assessment.read", "assessment:read", Kind::Assessment, "read answers, evidence and remarks"},
    {Permission::AnswerAssessment, "assessment.answer", "assessment:write", Kind::Assessment,
     "answer, link evidence, set the scope"},
    {Permission::SubmitAssessment, "assessment.submit", "", Kind::Assessment, "name expert and advisers, submit, take back"},
    {Permission::StandAsConfirmer, "assessment.stand", "", Kind::Assessment, "be the expert who is named to confirm"},
    {Permission::ReviewAssessment, "assessment.review", "", Kind::Assessment, "decide criterion by criterion"},
    {Permission::SendReview, "assessment.send_review", "", Kind::Assessment, "confirm the whole, or send it back"},
    {Permission::AdviseAssessment, "assessment.advise", "", Kind::Assessment, "give advice"},
    {Permission::ReadDeclaration, "declaration.read", "assessment:read", Kind::Assessment,
     "read what management declares, and its seal"},
    {Permission::DeclareConformity, "declaration.make", "", Kind::Assessment, "declare conformity"},
    {Permission::ReadDisclosed, "disclosure.read", "disclosure:read", Kind::Assessment, "read what its holder disclosed"},
    {Permission::ReadEvidenceShelf, "evidence.list", "evidence:read", Kind::Organisation, "see the list of its evidence"},
    {Permission::AddEvidence, "evidence.add", "evidence:write", Kind::Organisation, "hand in evidence"},
    {Permission::ReadEvidence, "evidence.read", "evidence:read", Kind::Evidence, "read a file"},
    {Permission::ChangeEvidence, "evidence.change", "evidence:write", Kind::Evidence, "correct or remove its entry"},
    {Permission::OperateRegister, "registration.read", "operator:read", Kind::Assessment, "see what waits for registration"},
    {Permission::RegisterStar, "registration.make", "", Kind::Assessment, "register a star, or refuse it"},
    {Permission::AskSuspension, "suspension.ask", "", Kind::Assessment, "ask that a star be suspended, resumed or withdrawn"},
    {Permission::ApproveSuspension, "suspension.approve", "", Kind::Assessment,
     "suspend, resume or withdraw it, as somebody asked"},
    {Permission::OperateScheme, "scheme.operate", "", Kind::None, "keep qualifications, editions and events"},
    {Permission::BreakGlass, "glass.ask", "", Kind::Assessment, "ask to read an assessment in an emergency"},
    {Permission::ApproveBreakGlass, "glass.approve", "", Kind::Assessment, "let that happen for an hour"},
    {Permission::SeeBrokenGlass, "glass.read", "", Kind::None, "see which emergencies were asked for and approved"},
    {Permission::AssessConformity, "conformity.assess", "", Kind::Assessment, "★4: assess"},
    {Permission::ReviewReport, "report.review", "", Kind::Assessment, "★4: review the report"},
    {Permission::DecideOnReport, "report.decide", "", Kind::Assessment, "★4: decide"},
    {Permission::VerifyTechnically, "conformity.verify", "", Kind::Assessment, "★4: verify technically"},
};
static_assert(std::size(kPermissions) == static_cast<std::size_t>(kLastPermission) + 1);

// --- Who may: one row, one way to one right --------------------------------------------------------------------

constexpr States but_not(AssessmentState state) { return {~(1u << static_cast<unsigned>(state)) & 0x3fu}; }
constexpr States only(std::initializer_list<AssessmentState> states) {
    States result;
    for (const auto state : states) result.bits |= 1u << static_cast<unsigned>(state);
    return result;
}

constexpr Permit anyone(Permission permission, std::string_view id) { return {permission, id, Way::Anyone}; }
constexpr Permit signed_in(Permission permission, std::string_view id) { return {permission, id, Way::SignedIn}; }
constexpr Permit own(Permission permission, std::string_view id, Roles roles) { return {permission, id, Way::Own, roles}; }
constexpr Permit anywhere(Permission permission, std::string_view id, Roles roles) {
    return {permission, id, Way::Anywhere, roles};
}
constexpr Permit assigned(Permission permission, std::string_view id, Function function, States states = {}) {
    const bool is_experts = function == Function::Confirmer || function == Function::Adviser;
    return {permission, id, Way::Assigned, is_experts ? Roles{Role::Expert} : Roles{}, function, {}, {}, states};
}
constexpr Permit mandated(Permission permission, std::string_view id, Purpose purpose) {
    return {permission, id, Way::Mandated, {Role::Applicant, Role::Expert}, {}, purpose};
}
constexpr Permit disclosed(Permission permission, std::string_view id, DisclosureLevel level) {
    return {permission, id, Way::Disclosed, {Role::Buyer}, {}, {}, level, but_not(AssessmentState::Draft)};
}
constexpr Permit broken_glass(Permission permission, std::string_view id) {
    return {permission, id, Way::BrokenGlass, {Role::Administrator}};
}

constexpr Roles kFirm{Role::Applicant, Role::Management};
constexpr Roles kFirmOrBuyer{Role::Applicant, Role::Management, Role::Buyer};
// Once it was submitted the named expert reads it; a draft is nobody else's.
constexpr States kHandedOver = but_not(AssessmentState::Draft);

constexpr Permit kPermits[] = {
    anyone(Permission::ReadPublic, "public.read"),
    anyone(Permission::SignIn, "public.sign_in"),
    signed_in(Permission::UseAccount, "person.account"),
    signed_in(Permission::KeepAccount, "person.keep_account"),
    signed_in(Permission::KeepFactors, "person.keep_factors"),
    signed_in(Permission::ReadOfficialText, "person.official_text"),
    signed_in(Permission::FindExperts, "person.find_experts"),
    // Who enters a firm answers for it: somebody for whom a firm vouches already. The first of a firm are invited by the operator.
    anywhere(Permission::RegisterOrganisation, "firm.register_organisation", {Role::Applicant, Role::Management, Role::Operator}),
    anywhere(Permission::FindOrganisations, "operator.find", {Role::Operator}),

    own(Permission::ReadOrganisation, "own.read", {}),
    anywhere(Permission::ReadOrganisation, "operator.read_entry", {Role::Operator}),
    own(Permission::EditOrganisation, "own.edit", kFirm),
    anywhere(Permission::EditOrganisation, "operator.edit_entry", {Role::Operator}),
    own(Permission::InvitePeople, "own.invite", kFirm),
    anywhere(Permission::InvitePeople, "operator.invite", {Role::Operator}),
    anywhere(Permission::GrantSchemeRole, "operator.grant_scheme_role", {Role::Operator}),
    {Permission::EnrolPeople, "keeper.enrol", Way::Keeper},
    own(Permission::GrantMandate, "own.grant_mandate", kFirm),
    own(Permission::Disclose, "own.disclose", kFirm),
    own(Permission::ReadGrants, "own.read_grants", {}),
    own(Permission::ReadAudit, "own.read_audit", kFirm),
    own(Permission::SeeServices, "own.see_services", kFirmOrBuyer),
    own(Permission::KeepServices, "own.keep_services", kFirmOrBuyer),
    own(Permission::FollowFirms, "buyer.follow", {Role::Buyer}),
    own(Permission::AnalyseNetworks, "own.analyse", {Role::Buyer, Role::Operator}), // Trade secrets: nobody else's operator.

    own(Permission::ListAssessments, "own.list_assessments", kFirm),
    mandated(Permission::ListAssessments, "mandate.list_assessments", Purpose::Read),
    own(Permission::OpenAssessment, "own.open", kFirm),
    own(Permission::ReadCalendar, "own.read_calendar", kFirm),
    mandated(Permission::ReadCalendar, "mandate.read_calendar", Purpose::Read),
    own(Permission::KeepCalendar, "own.keep_calendar", kFirm),
    mandated(Permission::KeepCalendar, "mandate.keep_calendar", Purpose::Answer),
    own(Permission::ReadAssessment, "own.read_assessment", kFirm),
    mandated(Permission::ReadAssessment, "mandate.read_assessment", Purpose::Read),
    assigned(Permission::ReadAssessment, "confirmer.read", Function::Confirmer, kHandedOver),
    assigned(Permission::ReadAssessment, "adviser.read", Function::Adviser),
    assigned(Permission::ReadAssessment, "assessor.read", Function::Assessor, kHandedOver),
    assigned(Permission::ReadAssessment, "reviewer.read", Function::Reviewer, kHandedOver),
    assigned(Permission::ReadAssessment, "decision_maker.read", Function::DecisionMaker, kHandedOver),
    assigned(Permission::ReadAssessment, "verifier.read", Function::TechnicalVerifier, kHandedOver),
    broken_glass(Permission::ReadAssessment, "glass.read_assessment"),
    own(Permission::AnswerAssessment, "applicant.answer", {Role::Applicant}),
    mandated(Permission::AnswerAssessment, "mandate.answer", Purpose::Answer),
    own(Permission::SubmitAssessment, "own.submit", kFirm),
    anywhere(Permission::StandAsConfirmer, "expert.stand", {Role::Expert}),
    assigned(Permission::ReviewAssessment, "confirmer.review", Function::Confirmer, kHandedOver),
    assigned(Permission::SendReview, "confirmer.send", Function::Confirmer, kHandedOver),
    assigned(Permission::AdviseAssessment, "confirmer.advise", Function::Confirmer, kHandedOver),
    assigned(Permission::AdviseAssessment, "adviser.advise", Function::Adviser),
    own(Permission::ReadDeclaration, "own.read_declaration", kFirm),
    assigned(Permission::ReadDeclaration, "confirmer.read_declaration", Function::Confirmer, kHandedOver),
    anywhere(Permission::ReadDeclaration, "operator.read_declaration", {Role::Operator}),
    own(Permission::DeclareConformity, "management.declare", {Role::Management}),
    own(Permission::ReadDisclosed, "own.read_disclosed", kFirm),
    disclosed(Permission::ReadDisclosed, "buyer.read_disclosed", DisclosureLevel::Basic),

    own(Permission::ReadEvidenceShelf, "own.list_evidence", kFirm),
    mandated(Permission::ReadEvidenceShelf, "mandate.list_evidence", Purpose::Read),
    own(Permission::AddEvidence, "applicant.add_evidence", {Role::Applicant}),
    mandated(Permission::AddEvidence, "mandate.add_evidence", Purpose::Answer),
    own(Permission::ReadEvidence, "own.read_evidence", kFirm),
    mandated(Permission::ReadEvidence, "mandate.read_evidence", Purpose::Read),
    assigned(Permission::ReadEvidence, "confirmer.read_evidence", Function::Confirmer, kHandedOver),
    assigned(Permission::ReadEvidence, "adviser.read_evidence", Function::Adviser),
    assigned(Permission::ReadEvidence, "assessor.read_evidence", Function::Assessor, kHandedOver),
    assigned(Permission::ReadEvidence, "verifier.read_evidence", Function::TechnicalVerifier, kHandedOver),
    disclosed(Permission::ReadEvidence, "buyer.read_evidence", DisclosureLevel::Evidence),
    broken_glass(Permission::ReadEvidence, "glass.read_evidence"),
    own(Permission::ChangeEvidence, "applicant.change_evidence", {Role::Applicant}),
    mandated(Permission::ChangeEvidence, "mandate.change_evidence", Purpose::Answer),

    anywhere(Permission::OperateRegister, "operator.read_registrations", {Role::Operator}),
    anywhere(Permission::RegisterStar, "operator.register", {Role::Operator}),
    anywhere(Permission::AskSuspension, "operator.ask_suspension", {Role::Operator}),
    anywhere(Permission::ApproveSuspension, "operator.approve_suspension", {Role::Operator}),
    anywhere(Permission::OperateScheme, "operator.scheme", {Role::Operator}),
    anywhere(Permission::BreakGlass, "administrator.ask_glass", {Role::Administrator}),
    anywhere(Permission::ApproveBreakGlass, "operator.approve_glass", {Role::Operator}),
    anywhere(Permission::SeeBrokenGlass, "operator.see_glass", {Role::Operator, Role::Administrator}),

    assigned(Permission::AssessConformity, "assessor.assess", Function::Assessor, only({AssessmentState::Submitted})),
    assigned(Permission::ReviewReport, "reviewer.review", Function::Reviewer, only({AssessmentState::Submitted})),
    assigned(Permission::DecideOnReport, "decision_maker.decide", Function::DecisionMaker, only({AssessmentState::Submitted})),
    assigned(Permission::VerifyTechnically, "verifier.verify", Function::TechnicalVerifier, only({AssessmentState::Submitted})),
};

// --- Whether a row's way is open to the actor ------------------------------------------------------------------

bool has_role(const Permit& permit, Role role) { return permit.roles.empty() || permit.roles.has(role); }

// One of the row's roles in `organisation_id`, or in any where it is empty.
bool holds_role(const Permit& permit, const Actor& actor, const Facts& facts, Day today, std::string_view organisation_id) {
    const bool is_anywhere = organisation_id.empty();
    // The keeper may do what operators may.
    if (is_anywhere && actor.id == kKeeper && permit.roles.has(Role::Operator)) return true;
    return std::any_of(facts.memberships.begin(), facts.memberships.end(), [&](const MembershipFact& m) {
        return (is_anywhere || m.organisation_id == organisation_id) && m.period.holds_on(today) && has_role(permit, m.role);
    });
}

bool is_assigned(const Permit& permit, const Facts& facts, Day today) {
    return std::any_of(facts.assignments.begin(), facts.assignments.end(), [&](const AssignmentFact& a) {
        return a.function == permit.function && permit.states.has(a.state) && a.period.holds_on(today);
    });
}

bool is_mandated(const Permit& permit, const Actor& actor, const Facts& facts, Instant now) {
    const auto today = now.tokyo_day();
    return std::any_of(facts.mandates.begin(), facts.mandates.end(), [&](const MandateFact& m) {
        return m.purpose >= permit.purpose && m.period.holds_on(today) && (!m.ended_at || now < *m.ended_at) &&
               holds_role(permit, actor, facts, today, m.taker_id);
    });
}

// Detail shows what Summary shows; one file of evidence is a thing of its own.
bool covers(DisclosureLevel given, DisclosureLevel asked) {
    return (given == DisclosureLevel::Evidence) == (asked == DisclosureLevel::Evidence) && given >= asked;
}

bool is_disclosed(const Permit& permit, const Actor& actor, const Facts& facts, Instant now) {
    const auto today = now.tokyo_day();
    return std::any_of(facts.disclosures.begin(), facts.disclosures.end(), [&](const DisclosureFact& d) {
        return covers(d.level, permit.level) && d.period.holds_on(today) && (!d.ended_at || now < *d.ended_at) &&
               holds_role(permit, actor, facts, today, d.receiver_id);
    });
}

bool has_broken_glass(const Permit& permit, const Actor& actor, const Facts& facts, Instant now) {
    return holds_role(permit, actor, facts, now.tokyo_day(), {}) &&
           std::any_of(facts.broken_glass.begin(), facts.broken_glass.end(), [&](const BrokenGlassFact& g) {
               return g.asked_by == actor.id && !g.approved_by.empty() && g.approved_by != g.asked_by && g.from_at <= now &&
                      now < g.until_at;
           });
}

bool holds_for(const Permit& permit, const Actor& actor, const Object& object, const Facts& facts, Instant now) {
    const auto today = now.tokyo_day();
    switch (permit.way) {
    case Way::Anyone: return true;
    case Way::SignedIn: return !actor.id.empty();
    case Way::Keeper: return actor.id == kKeeper;
    case Way::Own: return !object.owner_id.empty() && holds_role(permit, actor, facts, today, object.owner_id);
    case Way::Anywhere: return holds_role(permit, actor, facts, today, {});
    case Way::Assigned:
        return is_assigned(permit, facts, today) && (permit.roles.empty() || holds_role(permit, actor, facts, today, {}));
    case Way::Mandated: return is_mandated(permit, actor, facts, now);
    case Way::Disclosed: return (!object.state || permit.states.has(*object.state)) && is_disclosed(permit, actor, facts, now);
    case Way::BrokenGlass: return has_broken_glass(permit, actor, facts, now);
    }
    return false;
}

bool concerns(const Forbid& forbid, Permission permission) {
    return forbid.permissions.empty() ||
           std::find(forbid.permissions.begin(), forbid.permissions.end(), permission) != forbid.permissions.end();
}

constexpr std::pair<Purpose, std::string_view> kPurposes[] = {{Purpose::Read, "read"}, {Purpose::Answer, "answer"}};
constexpr std::pair<WorkKind, std::string_view> kWorkKinds[] = {{WorkKind::Answered, "answered"},
                                                                {WorkKind::Uploaded, "uploaded"},
                                                                {WorkKind::Advised, "advised"},
                                                                {WorkKind::Consulted, "consulted"},
                                                                {WorkKind::Supported, "supported"}};
constexpr std::pair<DisclosureLevel, std::string_view> kLevels[] = {{DisclosureLevel::Basic, "basic"},
                                                                    {DisclosureLevel::Summary, "summary"},
                                                                    {DisclosureLevel::Detail, "detail"},
                                                                    {DisclosureLevel::Evidence, "evidence"}};

template <typename Enum, std::size_t count>
std::string_view text_of(const std::pair<Enum, std::string_view> (&names)[count], Enum wanted) {
    for (const auto& [known, text] : names)
        if (known == wanted) return text;
    CHECK(false);
}
template <typename Enum, std::size_t count>
Result<Enum> parsed(const std::pair<Enum, std::string_view> (&names)[count], std::string_view text, std::string_view key,
                    std::string_view field) {
    for (const auto& [value, known] : names)
        if (known == text) return value;
    return invalid(key, field, {{"given", std::string(text.substr(0, 40))}});
}

const PermissionRow& row_of(Permission permission) { return kPermissions[static_cast<std::size_t>(permission)]; }

} // namespace

std::string_view to_text(Permission permission) { return row_of(permission).name; }
std::string_view to_text(Purpose purpose) { return text_of(kPurposes, purpose); }
std::string_view to_text(WorkKind kind) { return text_of(kWorkKinds, kind); }
std::string_view to_text(DisclosureLevel level) { return text_of(kLevels, level); }
Result<Purpose> parse_purpose(std::string_view text) { return parsed(kPurposes, text, "mandate.purpose_unknown", "purpose"); }
Result<WorkKind> parse_work_kind(std::string_view text) { return parsed(kWorkKinds, text, "work.kind_unknown", "kind"); }
Result<DisclosureLevel> parse_level(std::string_view text) { return parsed(kLevels, text, "disclosure.level_unknown", "level"); }

std::string_view scope_of(Permission permission) { return row_of(permission).scope; }
bool lacks_scope(const Credential& credential, Permission permission) {
    if (credential.kind != Credential::Kind::Token || is_public(permission)) return false;
    const auto needed = scope_of(permission);
    return needed.empty() || std::find(credential.scopes.begin(), credential.scopes.end(), needed) == credential.scopes.end();
}
std::span<const PermissionRow> permission_rows() { return kPermissions; }
std::span<const Permit> permits() { return kPermits; }

Verdict may(const Actor& actor, Permission permission, const Object& object, const Facts& facts, Instant now) {
    const Permit* open = nullptr;
    for (const Permit& permit : kPermits)
        if (permit.permission == permission && holds_for(permit, actor, object, facts, now)) {
            open = &permit;
            break;
        }
    if (!open) return {false, "default.deny", {}};
    const Question c{actor, object, facts, now, now.tokyo_day()};
    for (const Forbid& forbid : forbids()) {
        if (!concerns(forbid, permission) || !forbid.applies(c, permission)) continue;
        Verdict verdict{false, forbid.id, forbid.told};
        if (forbid.told == "expert.qualification_lapsed")
            verdict.params = {{"valid_until", best_qualification(facts)->valid_until.iso8601()}};
        return verdict;
    }
    return {true, open->id, {}};
}

Needs needs_of(Permission permission) {
    Needs needs;
    for (const Permit& permit : kPermits) {
        if (permit.permission != permission) continue;
        needs.assignments |= permit.way == Way::Assigned;
        needs.mandates |= permit.way == Way::Mandated;
        needs.disclosures |= permit.way == Way::Disclosed;
        needs.broken_glass |= permit.way == Way::BrokenGlass;
    }
    for (const Forbid& forbid : forbids()) {
        if (!concerns(forbid, permission)) continue;
        needs.groups |= forbid.needs.groups;
        needs.qualifications |= forbid.needs.qualifications;
        needs.assignments |= forbid.needs.assignments;
        needs.work |= forbid.needs.work;
        needs.pace |= forbid.needs.pace;
    }
    return needs;
}

bool has_function(const Facts& facts, Function function, Day today) {
    return std::any_of(facts.assignments.begin(), facts.assignments.end(),
                       [&](const AssignmentFact& a) { return a.function == function && a.period.holds_on(today); });
}

bool is_public(Permission permission) {
    return std::any_of(std::begin(kPermits), std::end(kPermits),
                       [&](const Permit& permit) { return permit.permission == permission && permit.way == Way::Anyone; });
}

const QualificationFact* best_qualification(const Facts& facts) {
    const QualificationFact* best = nullptr;
    for (const auto& q : facts.qualifications)
        if (q.is_accepted && (!best || best->valid_until < q.valid_until)) best = &q;
    return best;
}

} // namespace hoshirube
