#include "scheme/catalogue/edition_map.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "base/json.h"

namespace hoshirube {

namespace {

struct Shape {
    ChangeKind kind;
    std::string_view name;
    bool (*fits)(std::size_t from, std::size_t to);
};

constexpr Shape kShapes[] = {
    {ChangeKind::Kept, "kept", [](std::size_t from, std::size_t to) { return from == 1 && to == 1; }},
    {ChangeKind::Reworded, "reworded", [](std::size_t from, std::size_t to) { return from == 1 && to == 1; }},
    {ChangeKind::Merged, "merged", [](std::size_t from, std::size_t to) { return from > 1 && to == 1; }},
    {ChangeKind::Split, "split", [](std::size_t from, std::size_t to) { return from == 1 && to > 1; }},
    {ChangeKind::New, "new", [](std::size_t from, std::size_t to) { return from == 0 && to == 1; }},
    {ChangeKind::Gone, "gone", [](std::size_t from, std::size_t to) { return from == 1 && to == 0; }},
};

Error malformed(std::string what) { return invalid("catalogue.malformed", {}, {{"what", std::move(what)}}); }

Result<Change> change_of(const Json& json) {
    const std::string name = json.at("kind");
    Change change{ChangeKind::Kept, json.at("from"), json.at("to"), {json.at("ja"), json.at("en")}};
    for (const auto& shape : kShapes)
        if (shape.name == name) {
            if (!shape.fits(change.from.size(), change.to.size())) return malformed(json.dump() + " is no " + name);
            change.kind = shape.kind;
            return change;
        }
    return malformed("no kind " + name);
}

// Every number of the edition exactly once.
Result<Done> check_covered(const std::vector<Change>& changes, const Edition& edition, std::vector<std::string> Change::*side) {
    std::set<std::string> seen;
    for (const auto& change : changes)
        for (const auto& number : change.*side) {
            if (!edition.find(number)) return malformed(edition.id() + " has no " + number);
            if (!seen.insert(number).second) return malformed(number + " of " + edition.id() + " twice");
        }
    for (const auto& criterion : edition.fields().criteria)
        if (!seen.contains(criterion.number)) return malformed(criterion.number + " of " + edition.id() + " is not in the map");
    return Done{};
}

} // namespace

std::string_view to_text(ChangeKind kind) {
    for (const auto& shape : kShapes)
        if (shape.kind == kind) return shape.name;
    CHECK(false);
}

Result<std::pair<std::string, std::string>> EditionMap::editions_of(std::string_view text) {
    const auto json = TRY(parse_json(text));
    if (!json.is_object()) return malformed("a map is an object");
    return std::pair(json.value("from", std::string()), json.value("to", std::string()));
}

Result<EditionMap> EditionMap::parse(std::string_view text, const Edition& from, const Edition& to) {
    const auto json = TRY(parse_json(text));
    EditionMap map;
    map.from_ = from.id();
    map.to_ = to.id();
    try {
        for (const Json& one : json.at("entries")) map.changes_.push_back(TRY(change_of(one)));
    } catch (const Json::exception& error) { return malformed(error.what()); }
    TRY(check_covered(map.changes_, from, &Change::from));
    TRY(check_covered(map.changes_, to, &Change::to));
    return map;
}

} // namespace hoshirube
