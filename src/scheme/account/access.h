#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "scheme/account/account.h"
#include "scheme/account/separation.h"
#include "scheme/assessment/assessment.h"

// Who may do what: one pure function over dated facts. docs/access.md is made from its tables.

namespace hoshirube {

// Everything that can be done to something. Each use-case asks for one, each route and command names one.
// Its name goes to the audit: never rename a text.
enum class Permission {
    ReadPublic,  // The register, the catalogue, what needs no account.
    SignIn,      // Signing in and accepting an invitation.
    UseAccount,  // One's own account, sessions, language, list of work.
    KeepAccount, // Its sessions, password, language.
    KeepFactors, // How one proves who one is: authenticator app, recovery codes, passkeys.
    ReadOfficialText,
    FindExperts,
    RegisterOrganisation,
    FindOrganisations,

    ReadOrganisation, // Profile, people.
    EditOrganisation, // Its entry and ten-minute start.
    InvitePeople,
    GrantSchemeRole, // Make somebody expert, buyer, operator or administrator.
    EnrolPeople,     // Enter a person at once, from the machine itself.
    GrantMandate,    // Let another organisation work here until a day; end it.
    Disclose,        // Show a buyer more than the public sees; end it.
    ReadGrants,      // Mandates and disclosures, given and received.
    ReadAudit,       // Who did what to what is this organisation's.
    SeeServices,     // Programs that work for the organisation.
    KeepServices,    // Make them, give them a new token, end them.
    FollowFirms,
    AnalyseNetworks, // Keep networks of firms, compute and read what their stops would do.

    ListAssessments,
    OpenAssessment,
    ReadCalendar,     // What the firm's stars go on asking for.
    KeepCalendar,     // Note that something was done or arose.
    ReadAssessment,   // Answers, evidence, remarks.
    AnswerAssessment, // Answers and which evidence stands behind them.
    SubmitAssessment,
    StandAsConfirmer, // To be named; asked of the person named, not of who names.
    ReviewAssessment, // Decide criteria.
    SendReview,       // Confirm, or send back.
    AdviseAssessment,
    ReadDeclaration,
    DeclareConformity,
    ReadDisclosed, // What the holder disclosed of an assessment, at its level.

    ReadEvidenceShelf,
    AddEvidence,
    ReadEvidence,
    ChangeEvidence,

    OperateRegister,   // See declared assessments and their seals.
    RegisterStar,      // Register or refuse.
    AskSuspension,     // Ask that a star be suspended, resumed or withdrawn, and drop what was asked.
    ApproveSuspension, // Do it.
    OperateScheme,     // Qualifications, editions, events.

    BreakGlass,        // A system administrator asks to read an assessment in an emergency.
    ApproveBreakGlass, // A second person lets it happen.
    SeeBrokenGlass,    // What was asked and approved.

    AssessConformity, // ★4: assess, review the report, decide on it, verify technically.
    ReviewReport,
    DecideOnReport,
    VerifyTechnically,
};
inline constexpr Permission kLastPermission = Permission::VerifyTechnically;
std::string_view to_text(Permission); // "assessment.read"

// --- Who asks -----------------------------------------------------------------------------------------------

inline constexpr const char* kKeeper = "keeper"; // Whoever holds the machine and its data folder: no person.

// How the actor showed who they are.
struct Credential {
    enum class Kind {
        Session, // A person in a browser.
        Token,   // A program, which may do what `scopes` name and nothing else.
        Console, // The command line on the machine itself: whoever is there could read the files anyway.
    };
    Kind kind = Kind::Session;
    std::optional<Instant> proved_at{}; // The last proof (password, passkey, code) that this server checked.
    std::vector<std::string> scopes{};  // Of a token: names from scope_of().
};

struct Actor {
    std::string id; // Person or service account; kKeeper; empty for the public.
    Credential credential{};
};

// The scope a token needs for it; empty for what no token may do.
std::string_view scope_of(Permission);
bool lacks_scope(const Credential&, Permission); // Of a token alone; never for what needs no account.

// --- To what ------------------------------------------------------------------------------------------------

struct Object {
    enum class Kind { None, Organisation, Assessment, Evidence };
    Kind kind = Kind::None;
    std::string id, owner_id;               // The organisation it belongs to; for an organisation both are its own id.
    std::optional<AssessmentState> state{}; // Of an assessment.
};

// --- What is known, in three kinds of dated facts ---------------------------------------------------------------
// Gathered by storage for one actor and one object; judged in may() and nowhere else.

struct Period {
    Day from_on;
    std::optional<Day> to_on; // Last day, inclusive; none: no end in sight.
    bool holds_on(Day day) const { return from_on <= day && (!to_on || day <= *to_on); }
    bool touches(Day earliest, Day latest) const { return from_on <= latest && (!to_on || earliest <= *to_on); }
};

// 1. Membership and qualification.
struct MembershipFact { // Of the actor; ended ones too.
    std::string organisation_id, group_root;
    Role role;
    Period period;
};
struct QualificationFact {
    std::string kind, number;
    Day valid_until; // Last day, inclusive.
    bool is_accepted;
};
struct DesignationFact { // Of an organisation of the actor: may assess, may verify.
    std::string organisation_id;
    enum class Kind { AssessmentBody, TechnicalVerifier } kind;
    Period period;
};

// 2. Assignment, mandate and past work.
enum class Function { Confirmer, Adviser, Assessor, Reviewer, DecisionMaker, TechnicalVerifier };
struct AssignmentFact { // Of the actor, to the object or, for evidence, to an assessment in which it stands.
    Function function;
    AssessmentState state; // Of that assessment.
    Period period;
};
enum class Purpose { Read, Answer }; // Stored by name: never rename.
std::string_view to_text(Purpose);
Result<Purpose> parse_purpose(std::string_view text); // Invalid `mandate.purpose_unknown`.
struct MandateFact {                                  // From the owner to an organisation of the actor.
    std::string taker_id;
    Purpose purpose;
    Period period;
    std::optional<Instant> ended_at{}; // Ended early.
};
enum class WorkKind { Answered, Uploaded, Advised, Consulted, Supported }; // Stored by name: never rename.
std::string_view to_text(WorkKind);
Result<WorkKind> parse_work_kind(std::string_view text); // Invalid `work.kind_unknown`.
struct WorkFact {         // For the owner, by the actor or by an organisation of the actor or its group.
    bool is_by_actor;     // In person.
    bool is_in_object;    // In this very assessment.
    bool is_paid = false; // Support that was paid for.
    WorkKind kind;
    Period period;
};

// 3. Disclosure and state.
enum class DisclosureLevel { Basic, Summary, Detail, Evidence }; // Stored by name: never rename. Evidence stands apart: one file.
std::string_view to_text(DisclosureLevel);
Result<DisclosureLevel> parse_level(std::string_view text); // Invalid `disclosure.level_unknown`.
struct DisclosureFact {                                     // Of the object, to an organisation of the actor.
    std::string receiver_id;
    DisclosureLevel level;
    Period period;
    std::optional<Instant> ended_at; // Ended by the holder, or used up.
};
struct BrokenGlassFact { // Asked for by the actor, for this object.
    std::string asked_by, approved_by;
    Instant from_at, until_at;
};

struct Facts {
    std::vector<MembershipFact> memberships{};
    std::vector<QualificationFact> qualifications{};
    std::vector<DesignationFact> designations{};
    std::string owner_group_root{}; // Corporate number at the top of the owner's group.

    std::vector<AssignmentFact> assignments{};
    std::vector<MandateFact> mandates{};
    std::vector<WorkFact> work{};

    std::vector<DisclosureFact> disclosures{};
    std::vector<BrokenGlassFact> broken_glass{};
    std::string asked_by{}; // Who asked for what is being approved.
    Pace pace{};

    Separation separation{};
    StepUp step_up{};
};

// --- The answer -----------------------------------------------------------------------------------------------

struct Verdict {
    bool is_allowed;
    std::string_view rule; // The rule that decided: goes to the audit and to tests, never to the outside.
    std::string_view told; // Key of the sentence for who may know the object; empty: a plain "not allowed".
    Error::Params params{};
    // Only a fresh proof of who one is stands between: a page still offers the act.
    bool needs_step_up() const { return told == kStepUpTold; }
};

// The one access function. Default deny; what a rule forbids no other rule permits.
//
// Source   docs/rules.md#access; docs/access.md; product.md "Who uses it".
// Cost     a walk over two short tables; no allocation where it allows.
Verdict may(const Actor&, Permission, const Object&, const Facts&, Instant now);

// Which facts beyond membership may() looks at for a permission: storage gathers no others.
struct Needs {
    bool groups = false, qualifications = false, assignments = false, mandates = false, work = false, disclosures = false,
         broken_glass = false, pace = false;
    static Needs all() { return {true, true, true, true, true, true, true, true}; }
};
Needs needs_of(Permission);

// Whether the actor holds `function` in the object today.
bool has_function(const Facts&, Function, Day);

// Whether nobody need be signed in for it.
bool is_public(Permission);

// The accepted qualification that lasts longest; null without one.
const QualificationFact* best_qualification(const Facts&);

} // namespace hoshirube
