#include "scheme/assessment/declaration.h"

#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/json.h"

namespace hoshirube {

namespace {

Json file_json(const JudgedFile& file) {
    return Json{{"sha256", file.sha256},
                {"file_name", file.file_name},
                {"effective_from", file.effective_from ? file.effective_from->iso8601() : ""},
                {"effective_to", file.effective_to ? file.effective_to->iso8601() : ""}};
}

Json answer_json(const Criterion& criterion, const Answers& answers, const JudgedFiles& files, const Decisions& decisions) {
    Json json{{"criterion", criterion.number}, {"state", "unknown"}, {"evidence", Json::array()}};
    if (const auto answer = answers.find(criterion.number); answer != answers.end()) {
        json["state"] = to_text(answer->second.state);
        json["branches"] = answer->second.branches;
        json["note"] = answer->second.note;
        json["reason"] = answer->second.reason;
    }
    for (const JudgedFile& file : files_behind(files, criterion.number)) json["evidence"].push_back(file_json(file));
    if (const auto decision = decisions.find(criterion.number); decision != decisions.end()) {
        json["decision"] = to_text(decision->second.kind);
        json["agrees_not_applicable"] = decision->second.agrees_not_applicable;
    }
    return json;
}

} // namespace

std::string canonical_form(const Organisation& organisation, const Edition& edition, const Assessment& assessment,
                           const Answers& answers, const JudgedFiles& files, const Decisions& decisions,
                           const Confirmation& confirmation) {
    Json all = Json::array();
    for (const Criterion* c : edition.criteria_for(assessment.star)) all.push_back(answer_json(*c, answers, files, decisions));
    const Json form{
        {"form", "hoshirube.confirmed_assessment/2"},
        {"assessment", assessment.id},
        {"organisation", {{"corporate_number", organisation.corporate_number}, {"legal_name", organisation.legal_name}}},
        {"edition", {{"id", edition.id()}, {"sha256", edition.sha256()}}},
        {"star", assessment.star},
        {"scope",
         {{"kind", assessment.scope.kind},
          {"description", assessment.scope.description},
          {"description_en", assessment.scope.description_en}}},
        {"answers", std::move(all)},
        {"confirmer",
         {{"person", confirmation.confirmer_id},
          {"name", confirmation.confirmer_name},
          {"qualification_kind", confirmation.qualification_kind},
          {"qualification_number", confirmation.qualification_number},
          {"qualification_valid_until", confirmation.qualification_valid_until.iso8601()},
          {"round", confirmation.round},
          {"confirmed_at", confirmation.confirmed_at.iso8601()}}},
    };
    const auto text = canonical_json(form);
    CHECK(text);
    return *text;
}

std::vector<std::string> departures(const std::string& sealed_form, const std::string& present_form) {
    if (sealed_form == present_form) return {};
    const auto sealed = parse_json(sealed_form), present = parse_json(present_form);
    if (!sealed || !present || !sealed->is_object()) return {"form"}; // The stored form itself was damaged.
    std::vector<std::string> different;
    for (const auto& part : {"organisation", "edition", "star", "scope", "confirmer", "form", "assessment"})
        if (sealed->value(part, Json()) != present->value(part, Json())) different.emplace_back(part);
    std::map<std::string, Json> before;
    for (const Json& answer : sealed->value("answers", Json::array())) before[answer.value("criterion", "")] = answer;
    for (const Json& answer : present->value("answers", Json::array())) {
        const auto number = answer.value("criterion", "");
        if (before[number] != answer) different.push_back(number);
        before.erase(number);
    }
    for (const auto& [number, answer] : before) different.push_back(number);
    if (different.empty()) different.emplace_back("form");
    return different;
}

std::string seal_code(const std::string& form_sha256) {
    CHECK(is_sha256_hex(form_sha256));
    std::string bytes;
    for (std::size_t i = 0; i < 20; i += 2) bytes += static_cast<char>(std::stoi(form_sha256.substr(i, 2), nullptr, 16));
    auto code = to_base32(bytes);
    for (const std::size_t at : {12u, 8u, 4u}) code.insert(at, "-");
    return code;
}

} // namespace hoshirube
