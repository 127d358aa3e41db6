// Decides cases that come as JSON, one a line, by the access function: "allow RULE" or "deny RULE" for each. With
// --permissions it lists the name of every permission instead. For the oracle in tests/e2e/access_oracle.test.mjs.

#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "scheme/account/access_table.h"

namespace hoshirube {

namespace {

template <typename T>
T sound(Result<T> result) {
    if (!result) {
        std::cerr << "not a case: " << result.error().key << '\n';
        std::exit(2);
    }
    return std::move(*result);
}

Day day(const Json& json) { return sound(Day::parse(json.get<std::string>())); }
Period period(const Json& json) {
    return {day(json.at("from")), json.at("to").is_null() ? std::nullopt : std::optional(day(json.at("to")))};
}
Instant instant(const Json& json) { return Instant(json.get<std::int64_t>()); }
std::optional<Instant> optional_instant(const Json& json) { return json.is_null() ? std::nullopt : std::optional(instant(json)); }

Permission permission(const std::string& name) {
    for (const auto& row : permission_rows())
        if (row.name == name) return row.permission;
    std::cerr << "no permission " << name << '\n';
    std::exit(2);
}

Function function(const std::string& name) {
    constexpr std::pair<std::string_view, Function> kNames[] = {{"confirmer", Function::Confirmer},
                                                                {"adviser", Function::Adviser},
                                                                {"assessor", Function::Assessor},
                                                                {"reviewer", Function::Reviewer},
                                                                {"decision_maker", Function::DecisionMaker},
                                                                {"technical_verifier", Function::TechnicalVerifier}};
    for (const auto& [known, value] : kNames)
        if (known == name) return value;
    std::cerr << "no function " << name << '\n';
    std::exit(2);
}

Object object(const Json& json) {
    const std::string kind = json.at("kind");
    const auto which = kind == "organisation" ? Object::Kind::Organisation
                       : kind == "assessment" ? Object::Kind::Assessment
                       : kind == "evidence"   ? Object::Kind::Evidence
                                              : Object::Kind::None;
    const Json& state = json.at("state");
    if (state.is_null()) return {which, json.at("id"), json.at("owner"), {}};
    return {which, json.at("id"), json.at("owner"), sound(parse_assessment_state(state.get<std::string>()))};
}

Actor actor(const Json& json) {
    const std::string kind = json.at("credential");
    const auto which = kind == "token"     ? Credential::Kind::Token
                       : kind == "console" ? Credential::Kind::Console
                                           : Credential::Kind::Session;
    return {json.at("id"), {which, optional_instant(json.at("proved_at")), json.at("scopes")}};
}

Facts facts(const Json& json) {
    Facts f;
    for (const Json& m : json.at("memberships"))
        f.memberships.push_back(
            {m.at("organisation"), m.at("group"), sound(parse_role(m.at("role").get<std::string>())), period(m)});
    for (const Json& q : json.at("qualifications"))
        f.qualifications.push_back({"kind", "1", day(q.at("until")), q.at("accepted")});
    for (const Json& d : json.at("designations"))
        f.designations.push_back(
            {d.at("organisation"),
             d.at("kind") == "body" ? DesignationFact::Kind::AssessmentBody : DesignationFact::Kind::TechnicalVerifier,
             period(d)});
    f.owner_group_root = json.at("owner_group");
    for (const Json& a : json.at("assignments"))
        f.assignments.push_back(
            {function(a.at("function")), sound(parse_assessment_state(a.at("state").get<std::string>())), period(a)});
    for (const Json& m : json.at("mandates"))
        f.mandates.push_back({m.at("taker"), sound(parse_purpose(m.at("purpose").get<std::string>())), period(m),
                              optional_instant(m.at("ended_at"))});
    for (const Json& w : json.at("work"))
        f.work.push_back({w.at("by_actor"), w.at("in_object"), w.at("paid"),
                          sound(parse_work_kind(w.at("kind").get<std::string>())), period(w)});
    for (const Json& d : json.at("disclosures"))
        f.disclosures.push_back({d.at("receiver"), sound(parse_level(d.at("level").get<std::string>())), period(d),
                                 optional_instant(d.at("ended_at"))});
    for (const Json& g : json.at("broken_glass"))
        f.broken_glass.push_back({g.at("asked_by"), g.at("approved_by"), instant(g.at("from")), instant(g.at("until"))});
    f.asked_by = json.at("asked_by");
    const Json& pace = json.at("pace");
    f.pace = {pace.at("today"), pace.at("minutes"), pace.at("reason")};
    const Json& s = json.at("separation");
    f.separation = {s.at("in_house"),          s.at("consulting_years"),    s.at("registrar_years"),
                    s.at("verifier_assesses"), s.at("support_confirms"),    s.at("a_day"),
                    s.at("minutes_before"),    s.at("suspension_takes_two")};
    f.step_up = {json.at("step_up").at("needed")};
    return f;
}

} // namespace

int decide_all() {
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
        const auto json = sound(parse_json(line));
        const auto verdict = may(actor(json.at("actor")), permission(json.at("permission")), object(json.at("object")),
                                 facts(json.at("facts")), instant(json.at("now")));
        std::cout << (verdict.is_allowed ? "allow " : "deny ") << verdict.rule << '\n';
    }
    return 0;
}

} // namespace hoshirube

int main(int count, char** words) {
    if (count > 1 && std::string(words[1]) == "--permissions") {
        for (const auto& row : hoshirube::permission_rows())
            std::cout << row.name << ' ' << (row.scope.empty() ? "-" : row.scope) << '\n';
        return 0;
    }
    return hoshirube::decide_all();
}
