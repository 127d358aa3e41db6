#include "app/catalogue/catalogue.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Json bilingual_json(const Bilingual& text) { return Json{{"ja", text.ja}, {"en", text.en}}; }

Json edition_json(const Edition& edition) {
    const auto& f = edition.fields();
    Json levels = Json::array(), categories = Json::array(), sections = Json::array(), requirements = Json::array(), counts;
    for (const auto& level : f.levels) {
        levels.push_back({{"star", level.star},
                          {"validity_years", level.validity_years},
                          {"assurance", level.assurance},
                          {"name", bilingual_json(level.name)}});
        counts[std::to_string(level.star)] = edition.criteria_for(level.star).size();
    }
    for (const auto& c : f.categories) categories.push_back({{"number", c.number}, {"title", bilingual_json(c.title)}});
    for (const auto& s : f.sections) sections.push_back({{"number", s.number}, {"title", bilingual_json(s.title)}});
    for (const auto& r : f.requirements)
        requirements.push_back({{"number", r.number}, {"star", r.star}, {"title", bilingual_json(r.title)}});
    return Json{{"id", f.id},
                {"status", f.status},
                {"title", bilingual_json(f.title)},
                {"sha256", edition.sha256()},
                {"official_source_url", f.official_source_url},
                {"words_note", f.words_from.empty() ? Json() : bilingual_json(f.words_note)},
                {"levels", std::move(levels)},
                {"categories", std::move(categories)},
                {"sections", std::move(sections)},
                {"requirements", std::move(requirements)},
                {"counts", std::move(counts)}};
}

} // namespace

Json criterion_json(const Criterion& c, Language language) {
    const bool english = language == Language::English;
    const auto& w = english ? c.en : c.ja;
    Json branches = Json::array();
    for (const auto& branch : c.branches)
        branches.push_back({{"key", branch.key}, {"text", english ? branch.words.en : branch.words.ja}});
    return Json{{"number", c.number},
                {"requirement", c.requirement},
                {"category", category_of(c.number)},
                {"star", c.star},
                {"kind", c.kind},
                {"cadence", c.cadence},
                {"refers_to", c.refers_to},
                {"condition", c.condition ? Json{{"fact", c.condition->fact}, {"basis", c.condition->basis}} : Json()},
                {"branches", std::move(branches)},
                {"choose_min", c.choose_min},
                {"effort", c.effort},
                {"proof_classes", c.proof_classes},
                {"freshness_days", c.freshness_days},
                {"references", c.references},
                {"words_fit", to_text(c.fit)},
                {"words",
                 {{"title", w.title},
                  {"question", w.question},
                  {"why", w.why},
                  {"todo", w.todo},
                  {"proof", w.proof},
                  {"example", w.example}}}};
}

Result<Json> editions_json(World& world) {
    Json items = Json::array();
    for (const auto& edition : world.shelf.editions()) items.push_back(edition_json(edition));
    std::sort(items.begin(), items.end(), [](const Json& a, const Json& b) { return a["id"] > b["id"]; });
    Json maps = Json::array();
    for (const auto& m : world.shelf.maps()) maps.push_back({{"from", m.from()}, {"to", m.to()}});
    return Json{{"current", world.shelf.current().id()}, {"items", std::move(items)}, {"maps", std::move(maps)}};
}

Result<Json> criteria_json(World& world, const std::string& edition_id, int star, Language language) {
    const Edition* edition = TRY(world.shelf.find(edition_id));
    if (!edition->level(star)) return edition->no_level("star", star);
    Json items = Json::array();
    for (const Criterion* c : edition->criteria_for(star)) items.push_back(criterion_json(*c, language));
    return Json{{"edition", edition->id()}, {"star", star}, {"lang", to_tag(language)}, {"items", std::move(items)}};
}

} // namespace hoshirube
