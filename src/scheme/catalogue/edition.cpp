#include "scheme/catalogue/edition.h"

#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/json.h"

namespace hoshirube {

namespace {

Bilingual bilingual(const Json& json) { return {json.at("ja"), json.at("en")}; }

CriterionWords words(const Json& json) {
    return {json.at("title"), json.at("question"), json.at("why"), json.at("todo"), json.at("proof"), json.at("example")};
}

Criterion criterion(const Json& json) {
    Criterion c{};
    c.number = json.at("number");
    c.requirement = json.at("requirement");
    c.star = json.at("star");
    c.kind = json.at("kind");
    c.cadence = json.value("cadence", std::vector<std::string>{});
    c.refers_to = json.value("refers_to", std::vector<std::string>{});
    if (json.contains("condition")) c.condition = Condition{json["condition"].at("fact"), json["condition"].at("basis")};
    if (json.contains("branches"))
        for (const Json& branch : json["branches"]) c.branches.push_back({branch.at("key"), bilingual(branch)});
    if (json.contains("choose")) c.choose_min = json["choose"].at("min");
    c.parameters = json.value("parameters", std::map<std::string, double>{});
    c.effort = json.at("effort");
    c.proof_classes = json.at("proof").at("classes").get<std::vector<std::string>>();
    c.freshness_days = json.at("proof").at("freshness_days");
    c.references = json.at("references").get<std::map<std::string, std::vector<std::string>>>();
    c.ja = words(json.at("ja"));
    c.en = words(json.at("en"));
    return c;
}

Edition::Fields head(const Json& json) {
    Edition::Fields f{};
    f.id = json.at("id");
    f.status = json.at("status");
    f.title = bilingual(json.at("title"));
    f.official_source_url = json.at("official_source_url");
    f.known_text_sha256 = json.at("known_text_sha256");
    f.not_applicable = json.at("not_applicable");
    for (const Json& level : json.at("levels"))
        f.levels.push_back({level.at("star"), level.at("validity_years"), level.at("assurance"), bilingual(level.at("name"))});
    for (const Json& category : json.at("categories")) f.categories.push_back({category.at("number"), bilingual(category)});
    for (const Json& section : json.at("sections")) f.sections.push_back({section.at("number"), bilingual(section)});
    for (const Json& requirement : json.at("requirements"))
        f.requirements.push_back({requirement.at("number"), requirement.at("star"), bilingual(requirement)});
    return f;
}

Error malformed(std::string what) { return invalid("catalogue.malformed", {}, {{"what", std::move(what)}}); }

} // namespace

Result<Edition> Edition::parse(std::string_view edition_json, std::span<const std::string_view> criteria_json) {
    Json content{{"edition", TRY(parse_json(edition_json))}, {"criteria", Json::array()}};
    for (const auto text : criteria_json)
        for (Json& one : TRY(parse_json(text))) content["criteria"].push_back(std::move(one));
    Edition edition;
    try {
        edition.fields_ = head(content["edition"]);
        for (const Json& one : content["criteria"]) edition.fields_.criteria.push_back(criterion(one));
    } catch (const Json::exception& error) { return malformed(error.what()); }

    const auto& criteria = edition.fields_.criteria;
    for (std::size_t i = 0; i < criteria.size(); ++i)
        if (!edition.by_number_.emplace(criteria[i].number, i).second) return malformed(criteria[i].number + " twice");
    for (const Criterion& c : criteria) {
        if (!edition.level(c.star)) return malformed(c.number + ": no level " + std::to_string(c.star));
        for (const auto& target : c.refers_to) // A cross-reference names a criterion or a whole requirement.
            if (!edition.find(target) && std::none_of(edition.fields_.requirements.begin(), edition.fields_.requirements.end(),
                                                      [&](const Requirement& r) { return r.number == target; }))
                return malformed(c.number + " refers to " + target);
    }
    edition.sha256_ = sha256_hex(TRY(canonical_json(content)));
    return edition;
}

const Criterion* Edition::find(std::string_view number) const {
    const auto found = by_number_.find(number);
    return found == by_number_.end() ? nullptr : &fields_.criteria[found->second];
}

const Level* Edition::level(int star) const {
    for (const Level& level : fields_.levels)
        if (level.star == star) return &level;
    return nullptr;
}

std::vector<const Criterion*> Edition::criteria_for(int star) const {
    std::vector<const Criterion*> chosen;
    for (const Criterion& c : fields_.criteria)
        if (c.star <= star) chosen.push_back(&c);
    return chosen;
}

int category_of(std::string_view number) {
    int category = 0;
    for (const char c : number) {
        if (c < '0' || c > '9') break;
        category = category * 10 + (c - '0');
    }
    return category;
}

const Edition& Shelf::current() const {
    const Edition* newest = nullptr;
    for (const Edition& e : editions_)
        if (e.fields().status == "final" && (!newest || e.id() > newest->id())) newest = &e;
    CHECK(newest != nullptr);
    return *newest;
}

Result<const Edition*> Shelf::find(std::string_view id) const {
    for (const Edition& e : editions_)
        if (e.id() == id) return &e;
    return not_found("edition.unknown", {{"edition", std::string(id)}});
}

} // namespace hoshirube
