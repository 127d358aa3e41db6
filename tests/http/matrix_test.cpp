#include "app/act.h"
#include "base/hash.h"
#include "house.h"
#include "scheme/account/access_table.h"
#include "scheme/account/grant.h"
#include "support/catalogue.h"

#include <cstdio>
#include <gtest/gtest.h>
#include <map>
#include <set>

// Every route × everyone × everything: own, another firm's, assigned, by mandate, disclosed, in every state. The routes come from
// the router, what must happen from may() over facts that this file states by itself; what happens, from the pipeline.

namespace hoshirube::test {
namespace {

using State = AssessmentState;
constexpr State kStates[] = {State::Draft,     State::Submitted, State::Returned,
                             State::Confirmed, State::Declared,  State::Registered};
constexpr const char* kHost = "127.0.0.1:8080";

template <typename T>
T sure(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().key + " " + result.error().field + " " + result.error().detail);
    return std::move(*result);
}

// One who asks, with everything on record about them.
struct Somebody {
    std::string id;
    std::vector<MembershipFact> memberships{};
    Credential credential{};
    bool is_confirmer = false, is_adviser = false, is_qualified = false, has_glass = false;
    std::vector<MandateFact> mandates{};           // From the firm.
    std::optional<DisclosureLevel> disclosed = {}; // Of the firm's assessments; or, for Evidence, of its files.
};

// One thing to which something is done.
struct Thing {
    Object object;
    State state = State::Draft; // Of the assessment; for evidence, of the one in which it stands.
    bool is_firms = true;       // Otherwise another firm's, to which nobody here is named.
};

// Requests that are right in all but the actor and, where they are allowed, refused by the business for another reason, so that
// the next finds everything as it was. A route that is not here is sent "{}".
const std::map<std::string, std::string> kBodies = {
    {"POST /api/v1/session", R"({"email":"nobody@example.jp","password":"not the password"})"},
    {"POST /api/v1/invites/{token}", R"({"name":"星","password":"a long enough password"})"},
    {"PUT /api/v1/session/code-app", R"({"code":"000000"})"},
    {"POST /api/v1/session/passkeys", R"({"name":"星","challenge":"YQ","attestation_object":"YQ","client_data":"YQ"})"},
    {"POST /api/v1/session/identities", R"({"provider":"none"})"},
    {"POST /api/v1/session/proof/provider", R"({"provider":"none"})"},
    {"POST /api/v1/invites/{token}/provider", R"({"provider":"none","name":"星"})"},
    {"POST /api/v1/organisations/{organisation}/service-accounts",
     R"({"name":"星","role":"applicant","scopes":["assessment:read"],"last_day":"2026-12-31"})"},
    {"PUT /api/v1/session/language", R"({"language":"ja"})"},
    {"POST /api/v1/organisations",
     R"({"corporate_number":"1","legal_name":"星","legal_name_kana":"ホシ","prefecture":"13","industry":"E26","staff":3})"},
    {"PUT /api/v1/organisations/{organisation}",
     R"({"corporate_number":"5118030101877","legal_name":"星","legal_name_kana":"ホシ","prefecture":"13","industry":"E26","staff":3,"version":999})"},
    {"POST /api/v1/organisations/{organisation}/invites", R"({"email":"new@example.jp","name":"星","role":"applicant"})"},
    {"PUT /api/v1/organisations/{organisation}/profile", R"({"answers":{}})"},
    {"POST /api/v1/organisations/{organisation}/assessments",
     R"({"edition":"2026-03-27","star":3,"scope":{"kind":"company","description":"全社"}})"},
    {"PUT /api/v1/organisations/{organisation}/people/{person}/roles/{role}", R"({"last_day":"2026-12-31"})"},
    {"POST /api/v1/organisations/{organisation}/people/{person}/departure", R"({"successor_id":""})"},
    {"PUT /api/v1/assessments/{assessment}/scope", R"({"scope":{"kind":"company","description":"全社"},"version":999})"},
    {"PUT /api/v1/assessments/{assessment}/answers/{criterion}", R"({"state":"not_met","version":999})"},
    {"POST /api/v1/assessments/{assessment}/advisers", R"({"person_id":"nobody"})"},
    {"POST /api/v1/assessments/{assessment}/submission", R"({"confirmer_id":"confirmer","version":999})"},
    {"POST /api/v1/assessments/{assessment}/move", R"({"edition":"no-such"})"},
    {"POST /api/v1/organisations/{organisation}/calendar/notes", R"({"duty":"yearly/no-such","what":"done","on":"2026-01-01"})"},
    {"POST /api/v1/organisations/{organisation}/calendar/links", R"({"language":"ja"})"},
    {"POST /api/v1/assessments/{assessment}/review", R"({"outcome":"confirm"})"},
    {"PUT /api/v1/assessments/{assessment}/review/{criterion}", R"({"decision":"confirmed","answer_version":1})"},
    {"POST /api/v1/assessments/{assessment}/advice", R"({"criterion":"9-9-9-9","text":"星"})"},
    {"POST /api/v1/assessments/{assessment}/declaration", R"({"seal":"00"})"},
    {"POST /api/v1/assessments/{assessment}/registration", R"({"seal":"00"})"},
    {"POST /api/v1/assessments/{assessment}/refusal", R"({"reason":"星"})"},
    {"POST /api/v1/assessments/{assessment}/star/changes", R"({"act":"suspend","reason":"星"})"},
    {"PUT /api/v1/evidence/{evidence}", R"({"file_name":"x.pdf","version":999})"},
    {"POST /api/v1/organisations/{organisation}/follows", R"({"corporate_numbers":["5118030101877"]})"},
    {"POST /api/v1/organisations/{organisation}/networks", R"({"name":"部品"})"},
    {"POST /api/v1/networks/{network}/runs", R"({"mode":"published","grade":"f64","firms":"all"})"},
    {"POST /api/v1/network-runs/{run}/scenario", R"({"psi":{"a":1}})"},
    {"POST /api/v1/network-runs/{run}/cascade", R"({"psi":{"a":1}})"},
    {"POST /api/v1/network-runs/{run}/noise", R"({"runs":1})"},
    {"POST /api/v1/network-runs/{run}/outage", R"({"outages":{"a":{}}})"},
    {"PUT /api/v1/qualification-kinds/{kind}", R"({"ja":"星","en":"Star","is_accepted":false})"},
    {"POST /api/v1/people/{person}/qualifications", R"({"kind":"no_such","number":"1","valid_until":"2027-03-31"})"},
    {"POST /api/v1/organisations/{organisation}/mandates",
     R"({"taker_number":"0000000000000","purpose":"read","to_on":"2026-12-31"})"},
    {"POST /api/v1/organisations/{organisation}/disclosures",
     R"({"object_id":"nothing","level":"basic","receiver_number":"0000000000000","purpose":"星","to_on":"2026-12-31"})"},
    {"POST /api/v1/organisations/{organisation}/work",
     R"({"doer_number":"0000000000000","kind":"consulted","first_on":"2026-01-01"})"},
    {"POST /api/v1/assessments/{assessment}/glass", R"({"reason":"星"})"},
};
const std::map<std::string, std::string> kQueries = {
    {"/register", "?q=x"},
    {"/api/v1/public/organisations", "?q=x"},
    {"/api/v1/organisations/{organisation}/evidence", "?file_name=a.txt"},
    {"/api/v1/editions/{edition}/official-text", "?file_name=a.txt"},
    {"/api/v1/editions/{edition}/guide", "?file_name=a.txt"},
    {"/api/v1/assessments/{assessment}/export", "?format=csv"},
    {"/api/v1/assessments/{assessment}/import-preview", "?format=csv"},
    {"/api/v1/assessments/{assessment}/import", "?format=csv"},
    {"/api/v1/assessments/{assessment}/move", "?edition=no-such"},
};
// What {name} stands for where the thing does not say; each leads nowhere.
const std::map<std::string, std::string> kParameters = {
    {"criterion", "9-9-9-9"}, {"token", "nothing"}, {"edition", "2026-03-27"}, {"corporate_number", "5118030101877"},
    {"role", "buyer"},        {"kind", "matrix"},   {"person", "confirmer"}};

class Matrix {
public:
    Matrix() : house_(), router_(house_.pipeline().router()), texts_(Texts::load({}).operator*()), assets_({}) {
        seed();
        SiteOptions options;
        options.clock = [this] { return house_.now(); };
        pipeline_ = std::make_unique<Pipeline>(
            router_, assets_, texts_,
            [this](const std::string& token, Instant now, Use) -> Result<std::optional<Entered>> {
                for (const auto& one : people_) {
                    if (one.id != token) continue;
                    const Session session{"s-" + one.id, {}, one.id, {}, {}, Proof::Password, now, now, one.credential.proved_at};
                    return std::optional<Entered>(Entered{{one.id, one.credential}, session});
                }
                return std::optional<Entered>();
            },
            options);
    }

    void run() {
        for (const Route& route : router_.routes())
            for (const auto& somebody : people_)
                for (const auto& thing : things_of(route)) cell(route, somebody, thing);
        std::printf("access matrix: %zu routes, %zu people, %zu cells, %zu of them allowed\n", router_.routes().size(),
                    people_.size(), cells_, allowed_);
    }

private:
    // --- Who and what there is ---

    MembershipFact member(const std::string& organisation, Role role) {
        return {organisation, numbers_.at(organisation), role, {*Day::parse("2026-01-01"), {}}};
    }

    void seed() {
        int n = 0;
        auto transaction = sure(house_.database().begin(Database::Mode::Write, kKeeper));
        for (const char* id : {"firm", "other", "office", "operator", "buyer", "group", "kin"}) {
            const auto base = std::to_string(118030101870 + ++n);
            numbers_[id] = corporate_number_check_digit(base) + base;
            sure(transaction->organisations().add(
                {id, numbers_[id], "株式会社見本", "ミホン", {}, {}, "13", "E26", 31, {}, true, house_.now(), 1}));
        }
        make_people();
        sure(transaction->accounts().save_qualification_kind({"riss", {"登録セキスペ", "RISS"}, true}));
        for (const auto& one : people_) {
            if (one.id.empty() || one.id == kKeeper) continue;
            sure(transaction->accounts().add_person({one.id, one.id + "@example.jp", "見本", "", "ja", house_.now()}));
            for (const auto& m : one.memberships)
                sure(transaction->accounts().add_membership(
                    {one.id, m.organisation_id, m.role, m.period.from_on, m.period.to_on}));
            if (one.is_qualified)
                sure(transaction->accounts().add_qualification(
                    {"q-" + one.id, one.id, "riss", "1", *Day::parse("2027-03-31"), kKeeper, house_.now()}));
        }
        sure(transaction->commit());
        transaction.reset(); // Gives its connection back.
        make_things();
    }

    void make_people() {
        const auto proved = std::optional<Instant>(house_.now());
        const auto add = [&](std::string id, std::vector<MembershipFact> memberships) -> Somebody& {
            people_.push_back({std::move(id), std::move(memberships)});
            people_.back().credential = {Credential::Kind::Session, proved, {}};
            return people_.back();
        };
        people_.reserve(40);
        add("", {});
        for (const char* organisation : {"firm", "other"})
            for (const Role role : {Role::Applicant, Role::Management, Role::Expert, Role::Buyer})
                add(std::string(organisation) + "-" + std::string(to_text(role)), {member(organisation, role)});
        add("newcomer", {});
        auto& former = add("former", {member("firm", Role::Applicant)});
        former.memberships[0].period.to_on = house_.now().tokyo_day().previous();
        add("stale", {member("firm", Role::Management)}).credential.proved_at = house_.now().plus_seconds(-3600);
        auto& confirmer = add("confirmer", {member("office", Role::Expert)});
        confirmer.is_confirmer = confirmer.is_qualified = true;
        auto& lapsed = add("adviser", {member("office", Role::Expert)});
        lapsed.is_adviser = lapsed.is_qualified = true;
        add("unnamed", {member("office", Role::Expert)}).is_qualified = true;
        add("operator", {member("operator", Role::Operator)});
        add("registrar-of-firm", {member("operator", Role::Operator), member("firm", Role::Buyer)});
        add("administrator", {member("operator", Role::Administrator)});
        add("firefighter", {member("operator", Role::Administrator)}).has_glass = true;
        const Period until_tomorrow{*Day::parse("2026-11-01"), house_.now().tokyo_day().plus_days(1)};
        add("reader", {member("group", Role::Applicant)}).mandates = {{"group", Purpose::Read, until_tomorrow, {}}};
        add("writer", {member("kin", Role::Applicant)}).mandates = {{"kin", Purpose::Answer, until_tomorrow, {}}};
        add("buyer", {member("buyer", Role::Buyer)}).disclosed = DisclosureLevel::Summary;
        add("buyers-boss", {member("buyer", Role::Management)});
        add("program", {member("firm", Role::Applicant)}).credential = {Credential::Kind::Token, proved, {"assessment:read"}};
    }

    void make_things() {
        auto transaction = sure(house_.database().begin(Database::Mode::Write, kKeeper));
        for (const auto& owner : {std::string("firm"), std::string("other")}) {
            things_.push_back({{Object::Kind::Organisation, owner, owner}, State::Draft, owner == "firm"});
            for (const State state : kStates) {
                if (owner == "other" && state != State::Submitted) continue;
                const auto id = owner + "-" + std::string(to_text(state));
                const bool is_firms = owner == "firm";
                Assessment assessment{
                    id,           owner, "2026-03-27", 3, {"company", "全社", ""}, state, 1, is_firms ? "confirmer" : "", "",
                    house_.now(), 1};
                sure(transaction->assessments().add(assessment));
                seeded_.push_back(assessment);
                sure(transaction->evidence().add({id + "-file",
                                                  owner,
                                                  sha256_hex(id),
                                                  "規程.pdf",
                                                  "application/pdf",
                                                  3,
                                                  {},
                                                  {},
                                                  "",
                                                  "firm-applicant",
                                                  house_.now(),
                                                  1}));
                sure(transaction->evidence().link(id, {"1-2-1-1", id + "-file"}));
                if (is_firms) sure(transaction->assessments().add_adviser(id, "adviser", house_.now()));
                things_.push_back({{Object::Kind::Assessment, id, owner, state}, state, is_firms});
                things_.push_back({{Object::Kind::Evidence, id + "-file", owner}, state, is_firms});
                if (is_firms) grant(*transaction, id);
            }
        }
        const auto today = house_.now().tokyo_day();
        for (const auto& [taker, purpose] : {std::pair("group", Purpose::Read), std::pair("kin", Purpose::Answer)})
            sure(transaction->grants().add_mandate({std::string("mandate-") + taker,
                                                    "firm",
                                                    taker,
                                                    purpose,
                                                    "",
                                                    today,
                                                    today.plus_days(1),
                                                    "firm-management",
                                                    house_.now(),
                                                    {}}));
        sure(transaction->commit());
    }

    void grant(Transaction& transaction, const std::string& assessment_id) {
        const auto today = house_.now().tokyo_day();
        sure(transaction.grants().add_disclosure({"d-" + assessment_id,
                                                  "firm",
                                                  assessment_id,
                                                  DisclosureLevel::Summary,
                                                  "buyer",
                                                  "取引",
                                                  today,
                                                  today.plus_days(1),
                                                  "firm-management",
                                                  house_.now(),
                                                  {}}));
        sure(transaction.grants().add_broken_glass({"g-" + assessment_id, assessment_id, "firefighter", "障害", house_.now(),
                                                    "operator", house_.now(), house_.now().plus_seconds(3600)}));
    }

    // --- What must happen ---

    Facts facts_of(const Somebody& one, const Thing& thing) const {
        Facts facts;
        if (one.id.empty()) return facts;
        facts.memberships = one.memberships;
        facts.separation = edition_2026().fields().separation;
        if (!thing.object.owner_id.empty()) facts.owner_group_root = numbers_.at(thing.object.owner_id);
        if (one.is_qualified) facts.qualifications = {{"riss", "1", *Day::parse("2027-03-31"), true}};
        if (!thing.is_firms || thing.object.kind == Object::Kind::None) return facts;
        facts.mandates = one.mandates;
        if (thing.object.kind == Object::Kind::Organisation) return facts;
        const Period since{*Day::parse("2026-11-01"), {}};
        if (one.is_confirmer) facts.assignments.push_back({Function::Confirmer, thing.state, since});
        if (one.is_adviser) facts.assignments.push_back({Function::Adviser, thing.state, since});
        if (one.disclosed && thing.object.kind == Object::Kind::Assessment)
            facts.disclosures.push_back({"buyer", *one.disclosed, since, {}});
        if (one.has_glass) facts.broken_glass.push_back({one.id, "operator", house_.now(), house_.now().plus_seconds(3600)});
        return facts;
    }

    struct Expected {
        bool is_allowed;
        int status;
        std::string key;
        bool is_absent; // Answers byte for byte as if the thing were not there.
        std::string_view rule;
    };

    Expected expected_of(const Route& route, const Somebody& one, const Thing& thing) const {
        const Actor actor{one.id, one.credential};
        auto object = thing.object;
        const auto facts = facts_of(one, thing);
        const auto verdict = may(actor, route.act, object, facts, house_.now());
        if (one.id.empty() && !is_public(route.act)) return {false, 401, "session.missing", false, verdict.rule};
        if (!is_public(route.act) && lacks_scope(one.credential, route.act))
            return {false, 403, "token.scope_missing", false, "T1.scope"};
        // No emergency is asked for here: to everyone it is one that is not there.
        if (route.pattern.find("{glass}") != route.pattern.npos) return {false, 404, "glass.not_found", false, verdict.rule};
        // Nor is there a network or a run of one.
        if (route.pattern.find("{network}") != route.pattern.npos) return {false, 404, "network.not_found", false, verdict.rule};
        if (route.pattern.find("{run}") != route.pattern.npos) return {false, 404, "network_run.not_found", false, verdict.rule};
        if (verdict.is_allowed) return {true, 0, {}, false, verdict.rule};
        const bool is_forbidden = verdict.told.empty() || verdict.needs_step_up() || verdict.told == "token.scope_missing";
        const auto told = verdict.told.empty() ? std::string("access.denied") : std::string(verdict.told);
        if (!verdict.told.empty() || object.kind == Object::Kind::None)
            return {false, is_forbidden ? 403 : 409, told, false, verdict.rule};
        const std::map<Object::Kind, std::vector<Permission>> sights = {
            {Object::Kind::Organisation, {Permission::ReadOrganisation}},
            {Object::Kind::Assessment, {Permission::ReadAssessment, Permission::ReadDeclaration, Permission::ReadDisclosed}},
            {Object::Kind::Evidence, {Permission::ReadEvidence}}};
        for (const auto sight : sights.at(object.kind))
            if (may(actor, sight, object, facts, house_.now()).is_allowed) return {false, 403, told, false, verdict.rule};
        return {false, 404, kind_name(object.kind) + ".not_found", true, verdict.rule};
    }

    static std::string kind_name(Object::Kind kind) {
        switch (kind) {
        case Object::Kind::Organisation: return "organisation";
        case Object::Kind::Assessment: return "assessment";
        case Object::Kind::Evidence: return "evidence";
        case Object::Kind::None: break;
        }
        return {};
    }

    // --- What happens ---

    // The things a route can be asked about: by the first parameter of its path that names one.
    std::vector<Thing> things_of(const Route& route) const {
        for (const auto kind : {Object::Kind::Assessment, Object::Kind::Organisation, Object::Kind::Evidence}) {
            if (route.pattern.find("{" + kind_name(kind) + "}") == route.pattern.npos) continue;
            std::vector<Thing> found;
            for (const auto& thing : things_)
                if (thing.object.kind == kind) found.push_back(thing);
            return found;
        }
        return {Thing{}};
    }

    static std::string name_of(const Route& route) { return std::string(to_text(route.method)) + " " + route.pattern; }

    std::string path_of(const Route& route, const Thing& thing, const std::string& id) const {
        std::string path;
        for (std::size_t at = 0; at < route.pattern.size();) {
            if (route.pattern[at] != '{') {
                path += route.pattern[at] == '*' ? 'x' : route.pattern[at];
                ++at;
                continue;
            }
            const auto close = route.pattern.find('}', at);
            const auto name = route.pattern.substr(at + 1, close - at - 1);
            const auto known = kParameters.find(name);
            if (name == kind_name(thing.object.kind)) path += id;
            else path += known == kParameters.end() ? "nothing" : known->second;
            at = close + 1;
        }
        const auto query = kQueries.find(route.pattern);
        return path + (query == kQueries.end() ? std::string() : query->second);
    }

    Response ask(const Route& route, const Somebody& one, const std::string& path) {
        Request request;
        request.id = "r";
        request.method = route.method;
        request.raw_target = path;
        request.address = "127.0.0.1";
        request.now = house_.now();
        request.headers.add("Host", kHost);
        if (is_write(route.method)) request.headers.add("Origin", std::string("http://") + kHost);
        if (route.key == Key::Needed) request.headers.add("Idempotency-Key", new_id());
        if (!one.id.empty()) request.headers.add("Cookie", "hoshirube_session=" + one.id);
        if (route.body == Body::JsonObject) {
            const auto body = kBodies.find(name_of(route));
            request.headers.add("Content-Type", "application/json");
            request.body = body == kBodies.end() ? "{}" : body->second;
        }
        if (route.body == Body::File) request.headers.add("Content-Type", "application/octet-stream");
        auto admission = pipeline_->admit(request, static_cast<std::int64_t>(request.body.size()));
        if (admission.answer) return std::move(*admission.answer);
        if (route.body == Body::File) {
            auto refused = pipeline_->refuse_unread(request);
            return refused ? std::move(*refused) : Response::empty(204);
        }
        return pipeline_->answer(request);
    }

    void cell(const Route& route, const Somebody& one, const Thing& thing) {
        ++cells_;
        const auto expected = expected_of(route, one, thing);
        const auto response = ask(route, one, path_of(route, thing, thing.object.id));
        const auto where = name_of(route) + " on " + thing.object.id + " as " + (one.id.empty() ? "nobody" : one.id) + " by " +
                           std::string(expected.rule) + ": " + std::to_string(response.status) + " " +
                           response.body.substr(0, 300);
        if (expected.is_allowed) {
            ++allowed_;
            static const std::set<std::string> kRefusals{"access.denied", "session.missing", "session.step_up_needed",
                                                         "token.scope_missing"};
            EXPECT_FALSE(kRefusals.contains(response.error_key)) << where;
            EXPECT_NE(response.error_key, kind_name(thing.object.kind) + ".not_found") << where;
            EXPECT_LT(response.status, 500) << where;
            if (is_write(route.method) && response.status < 300) restore();
            return;
        }
        EXPECT_EQ(response.status, expected.status) << where;
        EXPECT_EQ(response.error_key, expected.key) << where;
        EXPECT_EQ(response.body.find(expected.rule), response.body.npos) << "a rule's id stays inside: " << where;
        if (!expected.is_absent) return;
        static const std::string kAbsent = "00000000000000000000000000";
        const auto absent = ask(route, one, path_of(route, thing, kAbsent));
        auto body = response.body; // A page says its own address.
        for (std::size_t at = 0; (at = body.find(thing.object.id, at)) != body.npos; at += kAbsent.size())
            body.replace(at, thing.object.id.size(), kAbsent);
        EXPECT_EQ(response.status, absent.status) << where;
        EXPECT_EQ(body, absent.body) << where;
        EXPECT_EQ(response.headers.all(), absent.headers.all()) << where;
    }

    // Puts back what an allowed act changed.
    void restore() {
        auto transaction = sure(house_.database().begin(Database::Mode::Write, kKeeper));
        for (auto seeded : seeded_) {
            const auto present = sure(transaction->assessments().get(seeded.id));
            if (present.state == seeded.state && present.confirmer_id == seeded.confirmer_id && present.round == seeded.round)
                continue;
            seeded.version = present.version;
            sure(transaction->assessments().save(seeded));
        }
        sure(transaction->commit());
    }

    House house_;
    Router router_;
    Texts texts_;
    Assets assets_;
    std::unique_ptr<Pipeline> pipeline_;
    std::map<std::string, std::string> numbers_;
    std::vector<Somebody> people_;
    std::vector<Thing> things_;
    std::vector<Assessment> seeded_;
    std::size_t cells_ = 0, allowed_ = 0;
};

TEST(AccessMatrix, HoldsForEveryRouteAndEveryone) { Matrix().run(); }

} // namespace
} // namespace hoshirube::test
