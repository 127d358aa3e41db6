#include "scheme/catalogue/edition.h"

#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/json.h"
#include "scheme/catalogue/edition_map.h"

namespace hoshirube {

namespace {

Bilingual bilingual(const Json& json) { return {json.at("ja"), json.at("en")}; }

CriterionWords words(const Json& json) {
    return {json.at("title"), json.at("question"), json.at("why"), json.at("todo"), json.at("proof"), json.at("example")};
}

Error malformed(std::string what) { return invalid("catalogue.malformed", {}, {{"what", std::move(what)}}); }

constexpr std::pair<WordsFit, std::string_view> kFits[] = {
    {WordsFit::Own, "own"}, {WordsFit::Same, "same"}, {WordsFit::Close, "close"}, {WordsFit::Summary, "summary"}};

std::vector<Branch> branches_of(const Json& json) {
    std::vector<Branch> branches;
    for (const Json& branch : json) branches.push_back({branch.at("key"), bilingual(branch)});
    return branches;
}

CriterionWords summary(const Json& json) { return {json.at("title"), json.at("question"), {}, {}, {}, {}}; }

// A criterion of an edition that borrows its words: like another one, but for what it says itself.
Result<Criterion> borrowed(const Json& json, const Edition* lender) {
    Criterion c{};
    const std::string fit = json.at("fit");
    for (const auto& [known, name] : kFits)
        if (name == fit) c.fit = known;
    if (json.contains("like")) {
        const std::string like = json["like"];
        const Criterion* other = lender ? lender->find(like) : nullptr;
        if (!other) return malformed("there is no " + like + " to borrow from");
        const auto kept = c.fit;
        c = *other;
        c.fit = kept;
    } else {
        c.kind = json.at("kind");
        c.effort = "day";
        c.ja = summary(json.at("ja"));
        c.en = summary(json.at("en"));
    }
    c.number = json.at("number");
    c.requirement = json.at("requirement");
    c.star = json.at("star");
    c.refers_to = json.at("refers_to").get<std::vector<std::string>>();
    c.references = json.at("references").get<std::map<std::string, std::vector<std::string>>>();
    if (json.contains("branches")) c.branches = branches_of(json["branches"]);
    if (c.branches.empty()) c.choose_min = 1;
    return c;
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
    if (json.contains("branches")) c.branches = branches_of(json["branches"]);
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

Separation separation(const Json& json) {
    return {json.at("allows_in_house_experts"),
            json.at("consulting_years"),
            json.at("registrar_years"),
            json.at("allows_verifier_to_assess"),
            json.at("allows_support_by_confirming_firm"),
            json.at("confirmations_a_day"),
            json.at("minutes_before_confirming"),
            json.value("suspension_takes_two", true)};
}

Edition::Fields head(const Json& json) {
    Edition::Fields f{};
    f.id = json.at("id");
    f.status = json.at("status");
    f.title = bilingual(json.at("title"));
    f.official_source_url = json.at("official_source_url");
    f.known_text_sha256 = json.at("known_text_sha256");
    f.not_applicable = json.at("not_applicable");
    f.words_from = json.value("words_from", std::string());
    if (json.contains("words_note")) f.words_note = bilingual(json["words_note"]);
    if (json.contains("separation")) f.separation = separation(json["separation"]); // Otherwise the strictest.
    for (const Json& level : json.at("levels"))
        f.levels.push_back({level.at("star"), level.at("validity_years"), level.at("assurance"), bilingual(level.at("name"))});
    for (const Json& category : json.at("categories")) f.categories.push_back({category.at("number"), bilingual(category)});
    for (const Json& section : json.at("sections")) f.sections.push_back({section.at("number"), bilingual(section)});
    for (const Json& requirement : json.at("requirements"))
        f.requirements.push_back({requirement.at("number"), requirement.at("star"), bilingual(requirement)});
    return f;
}

} // namespace

std::string_view to_text(WordsFit fit) {
    for (const auto& [known, name] : kFits)
        if (known == fit) return name;
    CHECK(false);
}

Result<std::string> Edition::words_from_of(std::string_view edition_json) {
    const auto json = TRY(parse_json(edition_json));
    return json.is_object() ? json.value("words_from", std::string()) : std::string();
}

Result<Edition> Edition::parse(std::string_view edition_json, std::span<const std::string_view> criteria_json,
                               const Edition* lender) {
    Json content{{"edition", TRY(parse_json(edition_json))}, {"criteria", Json::array()}};
    for (const auto text : criteria_json)
        for (Json& one : TRY(parse_json(text))) content["criteria"].push_back(std::move(one));
    Edition edition;
    try {
        edition.fields_ = head(content["edition"]);
        for (const Json& one : content["criteria"])
            edition.fields_.criteria.push_back(one.contains("fit") ? TRY(borrowed(one, lender)) : criterion(one));
        if (lender) content["lender"] = lender->sha256();
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

Error Edition::no_level(std::string_view field, int star) const {
    std::string known;
    for (const Level& level : fields_.levels) known += (known.empty() ? "★" : ", ★") + std::to_string(level.star);
    return invalid("assessment.star_unknown", field, {{"star", std::to_string(star)}, {"known", known}});
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

Shelf::Shelf(std::vector<Edition> editions, std::vector<EditionMap> maps)
    : editions_(std::move(editions)), maps_(std::move(maps)) {}
Shelf::Shelf(std::vector<Edition> editions) : Shelf(std::move(editions), {}) {}
Shelf::~Shelf() = default;
Shelf::Shelf(Shelf&&) noexcept = default;

Result<const EditionMap*> Shelf::map(std::string_view from, std::string_view to) const {
    for (const EditionMap& m : maps_)
        if (m.from() == from && m.to() == to) return &m;
    std::string known;
    for (const EditionMap& m : maps_) known.append(known.empty() ? "" : ", ").append(m.from()).append(" → ").append(m.to());
    return not_found("edition.map_unknown", {{"from", std::string(from)}, {"to", std::string(to)}, {"known", known}});
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
    std::vector<std::string> known;
    for (const Edition& e : editions_) known.push_back(e.id());
    std::sort(known.rbegin(), known.rend());
    std::string list;
    for (const auto& one : known) list.append(list.empty() ? "" : ", ").append(one);
    return not_found("edition.unknown", {{"edition", std::string(id.substr(0, 40))}, {"known", list}});
}

} // namespace hoshirube
