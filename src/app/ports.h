#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ledger/store.h"
#include "scheme/account/access.h"
#include "scheme/account/account.h"
#include "scheme/account/factor.h"
#include "scheme/account/grant.h"
#include "scheme/account/service_account.h"
#include "scheme/account/session.h"
#include "scheme/assessment/declaration.h"
#include "scheme/assessment/evidence.h"
#include "scheme/assessment/review.h"
#include "scheme/assessment/start.h"
#include "scheme/calendar/duty.h"
#include "scheme/certificate/certificate.h"
#include "scheme/certificate/star_change.h"
#include "scheme/network/kept_network.h"
#include "scheme/organisation/organisation.h"

// What the use-cases need from outside. Storage implements Database for SQLite and PostgreSQL; evidence/ implements
// Vault on disk and in memory.
//
// Errors common to all: Unavailable `storage.busy` (try again), `storage.full` (disk full; nothing was written),
// Internal for what should not happen. `find_*` answers an empty optional where there is nothing; `get_*` answers
// NotFound `<thing>.not_found`.

namespace hoshirube {

class OrganisationStore {
public:
    virtual ~OrganisationStore() = default;
    // Conflict `organisation.exists` {corporate_number}.
    virtual Result<Done> add(const Organisation&) = 0;
    // Conflict `changed_meanwhile` unless the stored version is `organisation.version`; stores version + 1.
    virtual Result<Done> save(const Organisation&) = 0;
    virtual Result<Organisation> get(const std::string& id) = 0;
    virtual Result<std::optional<Organisation>> find_by_number(const std::string& corporate_number) = 0;
    // By name or number as organisation_search_key() folds it, ordered by reading; `limit` at most 200.
    virtual Result<std::vector<Organisation>> search(const std::string& key, int offset, int limit) = 0;
    // The corporate number at the top of the group, following registered parents at most eight steps.
    virtual Result<std::string> group_root(const Organisation&) = 0;

    virtual Result<Profile> profile(const std::string& organisation_id) = 0; // Empty before the ten-minute start.
    virtual Result<Done> save_profile(const std::string& organisation_id, const Profile&, Instant) = 0;
};

struct MembershipView { // A membership with the names a screen needs.
    Membership membership;
    std::string organisation_name, corporate_number, person_name, email;
    std::string organisation_name_en = {}; // Empty where the firm gave none; so below.
};

struct ExpertView {
    Person person;
    std::string organisation_id, organisation_name;
    std::vector<Qualification> qualifications;
    std::string organisation_name_en = {};
};

class AccountStore {
public:
    virtual ~AccountStore() = default;
    virtual Result<Done> add_person(const Person&) = 0; // Conflict `person.exists`.
    virtual Result<Done> save_person(const Person&) = 0;
    virtual Result<Person> get_person(const std::string& id) = 0;
    virtual Result<std::optional<Person>> find_person(const std::string& email) = 0;

    virtual Result<Done> add_membership(const Membership&) = 0; // Adding the same again changes nothing.
    // Sets the last day of one that is there; none: no end in sight.
    virtual Result<Done> end_membership(const Membership&, const std::optional<Day>& last_day) = 0;
    virtual Result<Done> remove_membership(const Membership&) = 0;
    virtual Result<std::vector<MembershipView>> memberships_of(const std::string& person_id) = 0;
    virtual Result<std::vector<MembershipView>> members_of(const std::string& organisation_id) = 0; // People; not programs.

    virtual Result<Done> add_invite(const Invite&) = 0;
    virtual Result<Invite> get_invite(const std::string& id) = 0;
    // Conflict `invite.used` when it was accepted before.
    virtual Result<Done> mark_accepted(const std::string& invite_id, Instant) = 0;
    virtual Result<Done> revoke_invite(const std::string& invite_id, Instant) = 0; // Changes nothing the second time.
    virtual Result<Done> expire_invite(const std::string& invite_id, Instant) = 0;
    virtual Result<std::vector<Invite>> open_invites(const std::string& organisation_id, Instant now) = 0;

    virtual Result<std::vector<QualificationKind>> qualification_kinds() = 0;
    virtual Result<Done> save_qualification_kind(const QualificationKind&) = 0;
    virtual Result<Done> add_qualification(const Qualification&) = 0;
    virtual Result<std::vector<Qualification>> qualifications_of(const std::string& person_id) = 0;
    // Persons who hold the expert role today, by name; `key` as search_key() folds it, empty for all.
    virtual Result<std::vector<ExpertView>> experts(const std::string& key, Day today, int limit) = 0;
};

class ServiceStore {
public:
    virtual ~ServiceStore() = default;
    virtual Result<Done> add(const ServiceAccount&) = 0;  // Its person is there already.
    virtual Result<Done> save(const ServiceAccount&) = 0; // Token and end alone change.
    virtual Result<ServiceAccount> get(const std::string& id) = 0;
    // Whether it is still live is for the caller to judge.
    virtual Result<std::optional<ServiceAccount>> find(const std::string& token_sha256) = 0;
    virtual Result<std::vector<ServiceAccount>> of_organisation(const std::string& organisation_id) = 0; // Newest first.
    virtual Result<Done> note_use(const std::string& id, Instant now) = 0;
};

class SessionStore {
public:
    virtual ~SessionStore() = default;
    virtual Result<Done> add(const Session&) = 0;
    virtual Result<Done> save(const Session&) = 0; // NotFound `session.not_found` when it ended meanwhile.
    // Whether it is still live is for the caller to judge.
    virtual Result<std::optional<Session>> find(const std::string& token_sha256) = 0;
    virtual Result<std::vector<Session>> of_person(const std::string& person_id) = 0; // Last used first.
    virtual Result<Done> end(const std::string& id) = 0;                              // Ending what ended changes nothing.
    virtual Result<Done> end_all(const std::string& person_id, const std::string& except_id) = 0;
};

// What a person proves who they are with, besides the password.
class FactorStore {
public:
    virtual ~FactorStore() = default;
    virtual Result<std::optional<CodeApp>> code_app(const std::string& person_id) = 0;
    virtual Result<Done> save_code_app(const CodeApp&) = 0; // One a person: replaces the one before.
    virtual Result<Done> remove_code_app(const std::string& person_id) = 0;
    virtual Result<Done> replace_recovery_codes(const std::string& person_id, const std::vector<std::string>& hashes) = 0;
    virtual Result<bool> use_recovery_code(const std::string& person_id, const std::string& hash, Instant at) = 0; // Once.
    virtual Result<std::int64_t> recovery_codes_left(const std::string& person_id) = 0;

    virtual Result<Done> add_passkey(const Passkey&) = 0;  // Conflict `passkey.there_already`.
    virtual Result<Done> save_passkey(const Passkey&) = 0; // Name, counter and last use. NotFound `passkey.not_found`.
    virtual Result<Done> remove_passkey(const std::string& id) = 0;
    virtual Result<std::vector<Passkey>> passkeys_of(const std::string& person_id) = 0; // Oldest first.
    virtual Result<std::optional<Passkey>> find_passkey(const std::string& credential_id) = 0;
    virtual Result<Done> add_identity(const Identity&) = 0; // Conflict `provider.linked_elsewhere`.
    virtual Result<std::optional<Identity>> find_identity(const std::string& issuer, const std::string& subject) = 0;
    virtual Result<std::vector<Identity>> identities_of(const std::string& person_id) = 0;
    virtual Result<Done> remove_identity(const std::string& id) = 0;
    virtual Result<bool> use_challenge(const std::string& challenge_sha256, Instant expires_at) = 0; // Once.
};

struct AssessmentSummary {
    Assessment assessment;
    std::string organisation_name, corporate_number;
    int answered = 0; // Criteria met or not applicable, none of them carried over and not looked at again.
    std::string organisation_name_en = {};
};

// Where an answer came from when its assessment was moved to another edition or opened to renew a star.
struct CarriedMark {
    std::string criterion, from_assessment;
    std::vector<std::string> from; // Numbers in the older edition.
    std::string kind;              // Of the change between the editions, by name; "renewed" within one.
    bool needs_second_look;
};

struct NamedAssessment {
    AssessmentSummary summary;
    Function function; // Confirmer where the person is both.
};

struct VisibleAssessment {
    AssessmentSummary summary;
    enum class Way { Own, Confirmer, Adviser, Mandated, Disclosed } way; // The first that applies.
};

class AssessmentStore {
public:
    virtual ~AssessmentStore() = default;
    virtual Result<Done> add(const Assessment&) = 0;
    virtual Result<Done> save(const Assessment&) = 0; // Conflict `changed_meanwhile`, as for organisations.
    virtual Result<Assessment> get(const std::string& id) = 0;
    virtual Result<std::vector<AssessmentSummary>> of_organisation(const std::string& organisation_id) = 0;
    // Named to the person as confirmer (once submitted) or adviser while an expert, newest first.
    virtual Result<std::vector<NamedAssessment>> of_expert(const std::string& person_id, Day today) = 0;
    // Everything a person sees: their own firm's, those they are named for, by mandate, disclosed; newest first.
    virtual Result<std::vector<VisibleAssessment>> visible(const std::string& person_id, Instant now, int limit) = 0;
    virtual Result<std::vector<AssessmentSummary>> in_state(AssessmentState, int limit) = 0;

    virtual Result<Answers> answers(const std::string& assessment_id) = 0;
    virtual Result<std::optional<Answer>> find_answer(const std::string& assessment_id, const std::string& criterion) = 0;
    // Stores version + 1. Conflict `answer.changed_meanwhile` unless the stored version is `answer.version`.
    virtual Result<Done> save_answer(const std::string& assessment_id, const Answer&) = 0;

    virtual Result<Done> add_carried(const std::string& assessment_id, const CarriedMark&) = 0;
    virtual Result<std::vector<CarriedMark>> carried(const std::string& assessment_id) = 0; // By criterion number.

    virtual Result<Done> add_adviser(const std::string& assessment_id, const std::string& person_id, Instant) = 0;
    virtual Result<std::vector<std::string>> advisers(const std::string& assessment_id) = 0;
};

// What may() judges by.
class AccessStore {
public:
    virtual ~AccessStore() = default;
    // Everything that is on record about this actor with regard to this object, as far as it is needed; settings are left
    // as they are by default.
    // Cost     one indexed query for the memberships and one for each kind that is needed.
    virtual Result<Facts> facts(const Actor&, const Object&, const Needs&, Instant now) = 0;
};

struct MandateView { // With the names a screen needs.
    Mandate mandate;
    std::string giver_name, giver_number, taker_name, taker_number;
    std::string giver_name_en = {}, taker_name_en = {};
};
struct DisclosureView {
    Disclosure disclosure;
    std::string holder_name, holder_number, receiver_name, receiver_number;
    std::string holder_name_en = {}, receiver_name_en = {};
};
struct BrokenGlassView {
    BrokenGlass glass;
    std::string organisation_id, organisation_name, corporate_number; // The owner of the assessment.
    std::string organisation_name_en = {};
};

// What one organisation lets another do or see, and the history of work for a client.
class GrantStore {
public:
    virtual ~GrantStore() = default;
    virtual Result<Done> add_mandate(const Mandate&) = 0;
    virtual Result<Mandate> get_mandate(const std::string& id) = 0;
    virtual Result<Done> end_mandate(const std::string& id, Instant) = 0; // Twice changes nothing.
    // Given and received, newest first.
    virtual Result<std::vector<MandateView>> mandates_of(const std::string& organisation_id) = 0;

    virtual Result<Done> add_disclosure(const Disclosure&) = 0;
    virtual Result<Disclosure> get_disclosure(const std::string& id) = 0;
    virtual Result<Done> end_disclosure(const std::string& id, Instant) = 0; // Twice changes nothing.
    virtual Result<std::vector<DisclosureView>> disclosures_of(const std::string& organisation_id) = 0;
    // In force now, of one thing to the organisations for which the person buys.
    virtual Result<std::vector<Disclosure>> disclosures_to(const std::string& person_id, const std::string& object_id,
                                                           Instant) = 0;

    // Notes what a person did for a client that day, for the person and each organisation they belong to; of the client's own people
    // nothing.
    virtual Result<Done> note_work(const std::string& person_id, const std::string& client_id, WorkKind, Instant) = 0;
    virtual Result<Done> declare_work(const Work&) = 0; // Again: the period widens.
    virtual Result<std::vector<Work>> work_for(const std::string& client_id) = 0;

    virtual Result<Done> add_broken_glass(const BrokenGlass&) = 0;
    virtual Result<BrokenGlass> get_broken_glass(const std::string& id) = 0;
    virtual Result<Done> approve_broken_glass(const BrokenGlass&) = 0;        // Conflict `glass.approved_already`.
    virtual Result<std::vector<BrokenGlassView>> broken_glass(int limit) = 0; // Newest first.
};

struct EvidenceLink {
    std::string criterion, evidence_id;
};
struct PlacedFile { // A link with what is judged of the file it names.
    std::string criterion, evidence_id;
    JudgedFile judged;
};

class EvidenceStore {
public:
    virtual ~EvidenceStore() = default;
    virtual Result<Done> add(const Evidence&) = 0;
    virtual Result<Done> save(const Evidence&) = 0;         // Conflict `changed_meanwhile`.
    virtual Result<Done> remove(const std::string& id) = 0; // Conflict `evidence.in_use` while linked anywhere.
    virtual Result<Evidence> get(const std::string& id) = 0;
    virtual Result<std::vector<Evidence>> of_organisation(const std::string& organisation_id) = 0;
    virtual Result<Done> link(const std::string& assessment_id, const EvidenceLink&) = 0;   // Twice changes nothing.
    virtual Result<Done> unlink(const std::string& assessment_id, const EvidenceLink&) = 0; // NotFound `evidence.not_linked`.
    virtual Result<std::vector<PlacedFile>> links(const std::string& assessment_id) = 0;
    virtual Result<std::vector<Evidence>> linked(const std::string& assessment_id) = 0; // Each file once.
    // Every link of every file of an organisation: (assessment id, link).
    virtual Result<std::vector<std::pair<std::string, EvidenceLink>>>
    links_of_organisation(const std::string& organisation_id) = 0;
    // The assessments in which this file stands behind an answer.
    virtual Result<std::vector<std::string>> assessments_linking(const std::string& evidence_id) = 0;
    // The SHA-256 of every content in order, each once, after this one; `limit` at most 1,000.
    virtual Result<std::vector<std::string>> contents_after(const std::string& sha256, int limit) = 0;
};

class ReviewStore {
public:
    virtual ~ReviewStore() = default;
    virtual Result<Decisions> decisions(const std::string& assessment_id, int round) = 0;
    virtual Result<std::vector<Decision>> earlier_decisions(const std::string& assessment_id, int before_round) = 0;
    virtual Result<Done> save_decision(const std::string& assessment_id, const Decision&) = 0; // Last one wins: one expert.
    virtual Result<Done> remove_decision(const std::string& assessment_id, const std::string& criterion, int round) = 0;
    virtual Result<Done> add_advice(const std::string& assessment_id, const Advice&) = 0;
    virtual Result<std::vector<Advice>> advice(const std::string& assessment_id) = 0;

    virtual Result<Done> add_confirmation(const Confirmation&) = 0;
    virtual Result<std::optional<Confirmation>> latest_confirmation(const std::string& assessment_id) = 0;
    virtual Result<Done>
    add_declaration(const Declaration&) = 0; // A second in the same round (after a refusal) replaces nothing: both stay.
    virtual Result<std::optional<Declaration>> latest_declaration(const std::string& assessment_id) = 0;
};

struct RegisterEntry { // What look-up needs: the firm and its certificates, newest first.
    Organisation organisation;
    std::vector<Certificate> certificates;
};

struct Follow {
    std::string organisation_id, corporate_number; // The buyer, and the firm it follows.
    std::string note, added_by;
    Instant added_at;
    std::string name = {}; // The buyer's own name for it; empty where none was given.
};

struct RegisterSearch {
    std::string key;        // A name as organisation_search_key() folds it, or digits of a corporate number; empty: all.
    std::string prefecture; // "13"; empty: anywhere.
    int star = 0;           // Held and valid on `today`; 0: any star, past ones too.
    Day today;
};

// Where a firm stands in the order of reading; everything comes after an empty one.
struct ReadingPlace {
    std::string legal_name_kana{}, corporate_number{};
};

// What the roll keeps of a firm; see app/register/roll.h.
struct RolledEntry {
    RegisterEntry entry;
    std::string names; // As they are searched: organisation_search_text().
};

struct StarChangeView { // With the names a screen needs.
    StarChange change;
    Certificate certificate;
};

// A key that signs certificates for machines, or once did.
struct DatedKey {
    std::string thumbprint, jwk; // RFC 7638; the public half as JSON.
    Instant since_at;
    std::optional<Instant> until_at; // None: it signs.
};

class RegisterStore {
public:
    virtual ~RegisterStore() = default;
    virtual Result<std::int64_t> next_number() = 0;   // Unique within the transaction that commits it.
    virtual Result<Done> add(const Certificate&) = 0; // Conflict `certificate.exists` for the same assessment.
    virtual Result<std::vector<Certificate>> certificates_of(const std::string& corporate_number) = 0; // Newest first.
    virtual Result<std::vector<Certificate>> numbered_after(std::int64_t number, int limit) = 0;       // By number.
    // Of all these firms; by corporate number, newest first.
    virtual Result<std::vector<Certificate>> certificates_among(const std::vector<std::string>& corporate_numbers) = 0;
    // Those that are valid on `day`, neither expired nor withdrawn nor suspended then, after this number; by number. `limit` at most
    // 1,000.
    virtual Result<std::vector<Certificate>> valid_on(Day day, std::int64_t after_number, int limit) = 0;
    virtual Result<std::optional<Certificate>> of_assessment(const std::string& assessment_id) = 0;
    virtual Result<std::optional<Certificate>> find(std::int64_t number) = 0;
    // Firms that hold or held a star; ordered by reading.
    virtual Result<std::vector<RegisterEntry>> look_up(const RegisterSearch&, int offset, int limit) = 0;
    // For the roll, of every firm that holds or held a star: from a place in the order of reading, and those that an event after this
    // one concerns. Of each, what strangers are shown; the rest is empty.
    virtual Result<std::vector<RolledEntry>> rolled_after(const ReadingPlace&, int limit) = 0;
    virtual Result<std::vector<RolledEntry>> rolled_since(std::int64_t event_sequence) = 0;

    // Every star that is suspended or withdrawn, or was suspended until a day that is past; by number.
    virtual Result<std::vector<Certificate>> not_granted() = 0;
    virtual Result<Done> save_standing(const std::string& certificate_id, const Standing&) = 0;
    virtual Result<Done> add_change(const StarChange&) = 0;
    virtual Result<std::optional<StarChange>> find_change(const std::string& id) = 0;
    virtual Result<Done> decide_change(const StarChange&) = 0; // Conflict `star_change.decided_already`.
    virtual Result<std::vector<StarChange>> changes_of(const std::string& certificate_id) = 0; // Newest first.
    virtual Result<std::vector<StarChangeView>> waiting_changes(int limit) = 0;                // Oldest first.

    virtual Result<std::vector<DatedKey>> certificate_keys() = 0; // The one that signs first, then the latest.
    // From now on this key signs, and no other.
    virtual Result<Done> sign_with(const DatedKey&) = 0;

    virtual Result<Done> add_follow(const Follow&) = 0; // Twice changes nothing but the name, where one is given.
    virtual Result<Done> remove_follow(const std::string& organisation_id, const std::string& corporate_number) = 0;
    virtual Result<std::vector<Follow>> follows(const std::string& organisation_id) = 0;
    // One entry for each followed number that is registered here, with its certificates.
    virtual Result<std::vector<RegisterEntry>> followed(const std::string& organisation_id) = 0;
};

class NetworkStore {
public:
    virtual ~NetworkStore() = default;
    virtual Result<Done> add(const KeptNetwork&) = 0;
    virtual Result<Done> save(const KeptNetwork&) = 0;      // Conflict `changed_meanwhile`; stores version + 1.
    virtual Result<Done> remove(const std::string& id) = 0; // With its runs.
    virtual Result<KeptNetwork> get(const std::string& id) = 0;
    virtual Result<std::vector<KeptNetwork>> of_organisation(const std::string& organisation_id) = 0; // Newest first.
    virtual Result<std::vector<KeptNetwork>> in_preparation() = 0;

    virtual Result<Done> add_run(const NetworkRun&) = 0;
    virtual Result<Done> save_run(const NetworkRun&) = 0; // As save.
    virtual Result<NetworkRun> get_run(const std::string& id) = 0;
    virtual Result<std::vector<NetworkRun>> runs_of(const std::string& network_id) = 0; // Newest first.
    virtual Result<std::vector<NetworkRun>> waiting_runs() = 0;                         // Oldest first.
};

// A private address under which somebody's calendar program reads what is due.
struct CalendarLink {
    std::string id, organisation_id, person_id, language;
    Instant made_at;
    std::optional<Instant> revoked_at = {};
};

// Who wants to be reminded by mail, and the last day on which they were.
struct Reminder {
    std::string person_id, organisation_id;
    Instant asked_at;
    std::optional<Day> sent_on = {};
};

class CalendarStore {
public:
    virtual ~CalendarStore() = default;
    virtual Result<Done> add_note(const DutyNote&) = 0;
    virtual Result<DutyNote> get_note(const std::string& id) = 0;                        // NotFound `duty.note_not_found`.
    virtual Result<Done> take_back_note(const std::string& id, Instant) = 0;             // Twice changes nothing.
    virtual Result<std::vector<DutyNote>> notes(const std::string& organisation_id) = 0; // Newest first, taken back ones too.

    virtual Result<Done> add_link(const CalendarLink&) = 0;
    virtual Result<CalendarLink> get_link(const std::string& id) = 0;     // NotFound `calendar.link_not_found`.
    virtual Result<Done> revoke_link(const std::string& id, Instant) = 0; // Twice changes nothing.
    virtual Result<std::vector<CalendarLink>> links(const std::string& organisation_id, const std::string& person_id) = 0;

    virtual Result<Done> save_reminder(const Reminder&) = 0; // Replaces the one of the same person and organisation.
    virtual Result<Done> remove_reminder(const std::string& person_id, const std::string& organisation_id) = 0;
    virtual Result<std::optional<Reminder>> find_reminder(const std::string& person_id, const std::string& organisation_id) = 0;
    // Those not reminded on or after a day, in the order of person and organisation.
    virtual Result<std::vector<Reminder>> reminders_before(Day, int limit) = 0;
};

struct OfficialText {
    std::string criterion, requirement_text, text;
};

// A file the user imported from the scheme's operator; its sentences never come with the product.
struct OfficialSource {
    std::string edition, file_name, file_sha256, text_sha256; // text_sha256: compare with Edition::known_text_sha256.
    std::string imported_by;
    Instant imported_at;
};

// The operator's explanatory guide, imported like the official text; every import is kept as a version.
struct GuideSource {
    std::string edition;
    std::int64_t version;
    std::string file_name, file_sha256, imported_by;
    Instant imported_at;
};
struct GuideText {
    std::string criterion, text;
};

class OfficialTextStore {
public:
    virtual ~OfficialTextStore() = default;
    virtual Result<Done>
    add_guide(const GuideSource&, const std::vector<GuideText>&) = 0; // Conflict `changed_meanwhile` for a version that is there.
    virtual Result<std::optional<GuideSource>> latest_guide(const std::string& edition) = 0;
    virtual Result<std::vector<GuideText>> guide_texts(const std::string& edition, std::int64_t version) = 0;
    virtual Result<Done> replace(const OfficialSource&, const std::vector<OfficialText>&) = 0;
    virtual Result<std::optional<OfficialSource>> source(const std::string& edition) = 0;
    virtual Result<std::vector<OfficialText>> texts(const std::string& edition) = 0;
};

// An act, as the ledger will take it: written in the transaction that does it, never changed afterwards.
struct Event {
    std::string type;                               // "answer.saved". Published: never rename.
    std::string actor_id, organisation_id, subject; // Person; the organisation concerned; id or number of the thing.
    std::string record;                             // Canonical JSON (RFC 8785).
};
struct StoredEvent {
    std::int64_t sequence;
    Instant at;
    Event event;
    std::string record_sha256;
};

// Refused acts of one actor on one thing by one rule on one day.
struct Refusal {
    Day on;
    std::string actor_id, act, object_id, organisation_id, rule; // The owner of the thing; empty where it belongs to none.
    int times = 1;
    Instant first_at, last_at;
};

// Which events a person looks for.
struct EventSearch {
    std::int64_t before;                      // Only those with a smaller sequence.
    std::string types;                        // Whole types, separated by commas; empty: every type.
    std::string organisation_key, person_key; // As organisation_search_key() and search_key() fold what was typed.
    std::string typed;                        // The subject as it stands, such as a corporate number; empty: no search by words.
    Instant from, until;                      // `until` itself is not in.
    std::string criterion{};                  // Also those whose record names it; empty: no search by number.
};

class EventStore {
public:
    virtual ~EventStore() = default;
    virtual Result<Done> append(const Event&, Instant at) = 0;
    virtual Result<std::vector<StoredEvent>> after(std::int64_t sequence, int limit) = 0;
    // That concern an organisation, newest first.
    // Cost   goes back through that organisation's own events until `limit` are found.
    virtual Result<std::vector<StoredEvent>> of_organisation(const std::string& organisation_id, const EventSearch&,
                                                             int limit) = 0;

    virtual Result<Done> add_refusal(const Refusal&) = 0; // Adds to the count where the same is there.
    virtual Result<int> count_refusals(const std::string& actor_id, Day) = 0;
    // Latest first, by persons and time; a refusal has no sequence and no type.
    virtual Result<std::vector<Refusal>> refusals_of(const std::string& organisation_id, const EventSearch&, int limit) = 0;
    // Whose an assessment, a file or an organisation is, by its id.
    virtual Result<std::optional<std::string>> owner_of(const std::string& object_id) = 0;
    // Newest first. Cost   goes back through the events until `limit` are found.
    virtual Result<std::vector<StoredEvent>> newest(const EventSearch&, int limit) = 0;
    // The latest of these types (as in EventSearch) about a subject.
    virtual Result<std::optional<StoredEvent>> latest_of(const std::string& subject, const std::string& types) = 0;
    // The number of the latest event about a subject, 0 where there is none. It never goes back: as long as it is the same,
    // nothing was done to the subject.
    virtual Result<std::int64_t> latest_about(const std::string& subject) = 0;
    // The number of the latest event of all, 0 where there is none. Numbers are given in the order in which acts are committed.
    virtual Result<std::int64_t> latest() = 0;
};

// Where an event stands in a ledger.
struct LedgerLine {
    std::uint64_t index;
    std::int64_t event_sequence;
    std::string subject;
    std::string nonce; // 32 hex digits; empty once the commitment's meaning was deleted.
};

// The ledgers' own tables; see app/ledger/ledger.h.
class LedgerStore {
public:
    virtual ~LedgerStore() = default;
    // Of the event appended last in this transaction: it belongs in the public ledger.
    virtual Result<Done> mark_public() = 0;
    virtual bool has_marked_public() const = 0;     // In this transaction.
    virtual Result<std::int64_t> last_public() = 0; // Sequence of the last such event; 0 if there is none.
    virtual Result<std::vector<StoredEvent>> public_after(std::int64_t sequence, int limit) = 0;
    // Those about stars, newest first, from just before `sequence`.
    virtual Result<std::vector<StoredEvent>> stars_before(std::int64_t sequence, int limit) = 0;

    virtual Result<std::optional<ledger::Head>> head(const std::string& ledger) = 0;
    // Sets the head and keeps the batch's lines, unless the head is no longer `from`: then false.
    virtual Result<bool> advance(const std::string& ledger, const std::optional<ledger::Head>& from, const ledger::Head& to,
                                 std::uint64_t old_size, const ledger::Batch&) = 0;
    // Forgets head and lines: the next run makes the ledger anew, from all events.
    virtual Result<Done> forget(const std::string& ledger) = 0;
    virtual Result<std::optional<std::uint64_t>> last_index(const std::string& ledger, const std::string& subject) = 0;
    virtual Result<std::optional<LedgerLine>> line_of_event(const std::string& ledger, std::int64_t event_sequence) = 0;
    virtual Result<std::vector<LedgerLine>> lines(const std::string& ledger, std::uint64_t from_index, int limit) = 0;
    virtual Result<std::vector<LedgerLine>> lines_of_subject(const std::string& ledger, const std::string& subject) = 0;
};

// What a write answers: which thing it made or changed, and that thing's version now.
struct Receipt {
    std::string id;
    std::int64_t version = 0;
};

// One unit of work. Rolled back on destruction unless committed; after commit() everything is durable.
// A transaction sees one state of the data; two that write the same rows are serialised or one answers `storage.busy`.
class Transaction {
public:
    virtual ~Transaction() = default;
    virtual AccessStore& access() = 0;
    virtual GrantStore& grants() = 0;
    virtual OrganisationStore& organisations() = 0;
    virtual AccountStore& accounts() = 0;
    virtual SessionStore& sessions() = 0;
    virtual ServiceStore& services() = 0;
    virtual FactorStore& factors() = 0;
    virtual AssessmentStore& assessments() = 0;
    virtual EvidenceStore& evidence() = 0;
    virtual ReviewStore& reviews() = 0;
    virtual RegisterStore& register_() = 0;
    virtual NetworkStore& networks() = 0;
    virtual CalendarStore& calendar() = 0;
    virtual OfficialTextStore& official_texts() = 0;
    virtual EventStore& events() = 0;
    virtual LedgerStore& ledgers() = 0;

    // The receipt of an earlier act by the same actor under the same idempotency key.
    // Conflict `idempotency.other_request` when the fingerprint differs.
    virtual Result<std::optional<Receipt>> earlier(const std::string& actor_id, const std::string& key,
                                                   const std::string& fingerprint) = 0;
    virtual Result<Done> remember(const std::string& actor_id, const std::string& key, const std::string& fingerprint,
                                  const Receipt&, Instant at) = 0;
    virtual Result<Done> commit() = 0;
};

inline constexpr const char* kPublic = "";

class Database {
public:
    virtual ~Database() = default;
    enum class Mode { Read, Write };
    // On whose behalf: a person's id, kKeeper for what the server does by itself, kPublic. On PostgreSQL the tables that hold
    // what firms wrote show this actor nothing that is none of theirs, whatever a statement asks for.
    // Threads  may be called from any.
    virtual Result<std::unique_ptr<Transaction>> begin(Mode, const std::string& actor_id) = 0;
};

// A stored content on its way out, from its beginning.
//
// It was found sound when it was opened, and is hashed once more as it is read: the last piece is handed out only if the whole
// still is what its name says. So a content can be sent on as it is read, and a changed one never arrives complete.
class Content {
public:
    virtual ~Content() = default;
    virtual std::int64_t size_bytes() const = 0;
    // At most 64 KiB; empty at the end. Conflict `evidence.content_changed` in place of the last piece.
    virtual Result<std::string> next() = 0;
};

// Content-addressed bytes of evidence.
//
// Errors   store: Invalid `evidence.empty`, `evidence.too_large` {max}; Unavailable `storage.full`.
//          content/read/verify: NotFound `evidence.content_missing`; Conflict `evidence.content_changed` when the bytes no
//          longer hash to their name — never handed out silently.
class Vault {
public:
    virtual ~Vault() = default;
    struct Stored {
        std::string sha256;
        std::int64_t size_bytes;
        std::string media_type; // By content, not by name.
    };
    // Durable when it returns. The same bytes twice are kept once.
    virtual Result<Stored> store(std::string_view bytes) = 0;
    // Moves a finished file (an upload spooled beside the vault) in; the file is gone afterwards.
    virtual Result<Stored> adopt(const std::string& path) = 0;
    virtual Result<std::string> read(const std::string& sha256) = 0; // Checked against the hash before it is returned.
    // The same for those who send it on: whatever its size, one piece at a time is in memory. Holds one file open.
    virtual Result<std::unique_ptr<Content>> content(const std::string& sha256) = 0;
    virtual Result<Done> verify(const std::string& sha256) = 0;
};

// A provider of outside accounts that the server's keeper trusts by name (OpenID Connect).
struct Provider {
    std::string key; // "entra": small letters, digits, hyphens.
    Bilingual name;  // On the button.
    std::string issuer, client_id, client_secret;
    bool may_be_private =
        false; // Its host may have an address that is not on the open internet: one inside the office, or a test's.
    std::vector<std::string> hosts{}; // Further hosts where it keeps its keys and gives its tokens; by https on the usual port.
};

// The way out to a trusted provider, and to nothing else: the host must be the issuer's own or one that is listed for it, it is resolved
// here, its address checked, and the connection made to just that address. No redirects are followed.
//
// Errors   Forbidden `provider.host_refused` for a host or an address that is not allowed; Unavailable `provider.unreachable`.
// Units    at most 1 MiB, ten seconds.
class Outbound {
public:
    virtual ~Outbound() = default;
    // An answer at most so old may be one kept from before; none is asked for again within ten seconds, whoever wants it.
    virtual Result<std::string> get(const Provider&, const std::string& url, int max_age_seconds) = 0;
    // Sends the form with the client's secret as HTTP Basic (RFC 6749, 2.3.1).
    virtual Result<std::string> redeem(const Provider&, const std::string& url, const std::string& form) = 0;
};

// Looks for malware in a file that comes in.
class Scanner {
public:
    virtual ~Scanner() = default;
    // The name of what was found; empty for nothing.
    // Errors   Unavailable `scanner.unreachable`.
    virtual Result<std::optional<std::string>> scan(const std::string& path) = 0;
};

} // namespace hoshirube
