#include "cli/example.h"

#include <nlohmann/json.hpp>

#include "app/account/account.h"
#include "app/assessment/assessment.h"
#include "app/declaration/declaration.h"
#include "app/evidence/evidence.h"
#include "app/organisation/organisation.h"
#include "app/register/register.h"
#include "app/review/review.h"
#include "base/hash.h"

namespace hoshirube::cli {

namespace {

// The example is loaded by whoever holds the machine, in the names of its invented people.
const Credential kAtTheMachine{Credential::Kind::Console};

} // namespace

struct Example::State {
    Context& context;
    Json company;
    std::map<std::string, std::string> organisation_ids; // By corporate number.
    std::map<std::string, std::string> person_ids;       // By role; the example has one person for each.
    std::string assessment_id, seal;

    World& world() const { return *context.world; }
    std::string firm() const { return company["organisation"]["corporate_number"]; }
    Act act_as(const std::string& person_id) const {
        const auto key = new_id();
        return {person_id, context.now(), key, sha256_hex(key), kAtTheMachine};
    }
    Act act_of(const std::string& role) const { return act_as(person_ids.at(role)); }
    Viewer viewer_of(const std::string& role) const {
        return {person_ids.at(role), context.now(), context.language, kAtTheMachine};
    }
    std::vector<Json> organisations() const {
        std::vector<Json> all{company["organisation"]};
        for (const Json& one : company["organisations"]) all.push_back(one);
        return all;
    }
};

namespace {

std::string text(const Json& json, const char* name) {
    return json.contains(name) && json[name].is_string() ? json[name].get<std::string>() : std::string();
}

Organisation organisation_of(const Json& json, Instant now) {
    return {{},
            json["corporate_number"],
            json["legal_name"],
            json["legal_name_kana"],
            text(json, "trade_name"),
            text(json, "legal_name_en"),
            json["prefecture"],
            json["industry"],
            json["staff"],
            {},
            true,
            now,
            0};
}

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// Everything but what only a person can prove: that must be refused, and the example shows that it is.
Result<Done> must_be_refused(const Result<Receipt>& result, std::string_view key) {
    if (result) return internal("the example was allowed what must be refused: " + std::string(key));
    if (result.error().key != key) return internal("refused as " + result.error().key + " instead of " + std::string(key));
    return Done{};
}

} // namespace

Example::Example(std::unique_ptr<State> state) : state_(std::move(state)) {}
Example::~Example() = default;
Example::Example(Example&&) noexcept = default;

Result<Example> Example::open(Context& context) {
    auto company = TRY(parse_json(context.resource("example/company.json")));
    auto state = std::make_unique<State>(State{context, std::move(company), {}, {}, {}, {}});
    return Example(std::move(state));
}

Result<bool> Example::is_entered() {
    auto transaction = TRY(state_->world().database.begin(Database::Mode::Read, kKeeper));
    return TRY(transaction->organisations().find_by_number(state_->firm())).has_value();
}

Result<Done> Example::enter_organisations_and_people() {
    auto& s = *state_;
    for (const Json& one : s.organisations())
        s.organisation_ids[one["corporate_number"]] =
            TRY(register_organisation(s.world(), s.act_as(kKeeper), organisation_of(one, s.context.now()))).id;
    for (const Json& person : s.company["people"]) {
        const std::string role = person["roles"][0], email = person["email"];
        TRY(enrol_person(s.world(), s.act_as(kKeeper),
                         {s.organisation_ids.at(person["organisation"]), email, person["name"], role}));
        auto transaction = TRY(s.world().database.begin(Database::Mode::Read, kKeeper));
        s.person_ids[role] = TRY(transaction->accounts().find_person(email))->id;
        transaction.reset();
        if (!person.contains("qualification")) continue;
        const Json& q = person["qualification"];
        TRY(record_qualification(s.world(), s.act_as(kKeeper), {s.person_ids[role], q["kind"], q["number"], q["valid_until"]}));
    }
    return Done{};
}

Result<Done> Example::save_start() {
    auto& s = *state_;
    TRY(save_profile(s.world(), s.act_of("applicant"), s.organisation_ids.at(s.firm()), s.company["profile"].get<Profile>()));
    return Done{};
}

Result<Done> Example::open_assessment() {
    auto& s = *state_;
    const Json& scope = s.company["scope"];
    const OpenFields fields{
        s.organisation_ids.at(s.firm()), s.context.shelf.current().id(), 3, {scope["kind"], scope["text_ja"], scope["text_en"]}};
    s.assessment_id = TRY(hoshirube::open_assessment(s.world(), s.act_of("applicant"), fields)).id;
    return Done{};
}

Result<Done> Example::answer_criteria() {
    auto& s = *state_;
    for (const Json& one : s.company["answers"]) {
        Answer answer;
        answer.criterion = one["criterion"];
        answer.state = TRY(parse_answer_state(text(one, "state")));
        answer.branches = one.value("branches", std::vector<std::string>{});
        answer.note = text(one, "note");
        answer.reason = text(one, "reason");
        TRY(answer_criterion(s.world(), s.act_of("applicant"), s.assessment_id, answer));
    }
    return Done{};
}

Result<Done> Example::hand_in_evidence() {
    auto& s = *state_;
    std::map<std::string, std::string> ids;
    for (const Json& one : s.company["evidence"]) {
        const std::string path = one["file"];
        const auto bytes = s.context.resource("example/" + path);
        const auto stored = TRY(s.world().vault.store(bytes));
        const EvidenceFields fields{base_name(path), text(one, "name_ja"), text(one, "effective_from"),
                                    text(one, "effective_to")};
        ids[path] = TRY(add_evidence(s.world(), s.act_of("applicant"), s.organisation_ids.at(s.firm()), fields, stored)).id;
    }
    for (const Json& one : s.company["answers"])
        for (const Json& path : one["evidence"])
            TRY(link_evidence(s.world(), s.act_of("applicant"), s.assessment_id, {one["criterion"], ids.at(path)}));
    return Done{};
}

Result<Done> Example::submit_and_confirm() {
    auto& s = *state_;
    const auto head = TRY(assessment_json(s.world(), s.viewer_of("applicant"), s.assessment_id));
    const std::int64_t version = head["version"];
    TRY(must_be_refused(
        submit_assessment(s.world(), s.act_of("applicant"), s.assessment_id, s.person_ids.at("applicant"), version),
        "expert.not_expert"));
    TRY(submit_assessment(s.world(), s.act_of("applicant"), s.assessment_id, s.person_ids.at("expert"), version));
    const auto text = TRY(answers_json(s.world(), s.viewer_of("expert"), s.assessment_id));
    const auto answers = TRY(parse_json(text));
    for (const Json& answer : answers["answers"]) {
        const DecideFields fields{answer["criterion"], "confirmed", {}, answer["state"] == "not_applicable", answer["version"]};
        TRY(decide(s.world(), s.act_of("expert"), s.assessment_id, fields));
    }
    TRY(advise(s.world(), s.act_of("expert"), s.assessment_id, "4-3-4-3", "戻す手順を、年に一度は実際に試しておくと安心です。"));
    const auto review = TRY(review_json(s.world(), s.viewer_of("expert"), s.assessment_id));
    TRY(must_be_refused(send_review(s.world(), s.act_of("expert"), s.assessment_id, {"confirm", {}, {}}), "review.scope_other"));
    TRY(send_review(s.world(), s.act_of("expert"), s.assessment_id, {"confirm", review["scope_sha256"], {}}));
    return Done{};
}

Result<Done> Example::declare() {
    auto& s = *state_;
    const auto page = TRY(declaration_json(s.world(), s.viewer_of("management"), s.assessment_id));
    s.seal = page["seal"]["form_sha256"];
    TRY(must_be_refused(hoshirube::register_star(s.world(), s.act_of("operator"), s.assessment_id, s.seal, {}),
                        "assessment.out_of_order"));
    TRY(declare_conformity(s.world(), s.act_of("management"), s.assessment_id, s.seal));
    return Done{};
}

Result<Done> Example::register_star() {
    auto& s = *state_;
    TRY(hoshirube::register_star(s.world(), s.act_of("operator"), s.assessment_id, s.seal, {}));
    return Done{};
}

Result<Json> Example::look_up() {
    auto& s = *state_;
    const Viewer anyone{{}, s.context.now(), s.context.language};
    const auto found = TRY(look_up_json(s.world(), anyone, {text(s.company["organisation"], "legal_name_kana"), {}}, 0));
    if (found["items"].size() != 1) return internal("look-up by reading did not find the example");
    auto record = TRY(public_record_json(s.world(), anyone, s.firm()));
    const bool holds = record["is_known"] == true && record["certificates"].size() == 1 &&
                       record["certificates"][0]["state"] == "valid" && record["certificates"][0]["star"] == 3;
    if (!holds) return internal("the public record is not a valid ★3");
    for (const Json& person : s.company["people"]) {
        if (person["roles"][0] != "buyer") continue;
        const auto buyer = s.organisation_ids.at(person["organisation"]);
        TRY(follow_firms(s.world(), s.act_of("buyer"), buyer, {{s.firm()}, {}, {}}));
        const auto followed = TRY(follows_json(s.world(), s.viewer_of("buyer"), buyer));
        if (followed["items"][0]["record"] != record) return internal("the buyer sees another record than the public");
    }
    return record;
}

Result<std::vector<Example::FirstLogin>> Example::first_logins() {
    auto& s = *state_;
    std::vector<FirstLogin> logins;
    auto transaction = TRY(s.world().database.begin(Database::Mode::Read, kKeeper));
    for (const Json& one : s.organisations()) {
        const auto organisation = TRY(transaction->organisations().find_by_number(one["corporate_number"]));
        if (!organisation) continue;
        for (const Invite& invite : TRY(transaction->accounts().open_invites(organisation->id, s.context.now())))
            logins.push_back({invite.name, invite.email, std::string(to_text(invite.role)), invite_link(s.world(), invite.id)});
    }
    return logins;
}

} // namespace hoshirube::cli
