#include "main/house.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "scheme/catalogue/edition_map.h"

namespace hoshirube {

namespace {

std::vector<std::string_view> below(const Resources& resources, std::string_view prefix) {
    std::vector<std::string_view> files;
    for (auto at = resources.lower_bound(prefix); at != resources.end() && at->first.compare(0, prefix.size(), prefix) == 0; ++at)
        files.push_back(at->second);
    return files;
}

constexpr std::string_view kEditionFile = "/edition.json";

const Edition* find(const std::vector<Edition>& editions, std::string_view id) {
    const auto found = std::find_if(editions.begin(), editions.end(), [&](const Edition& e) { return e.id() == id; });
    return found == editions.end() ? nullptr : &*found;
}

// Editions with words of their own come first, so that the others find whose words they borrow.
Result<std::vector<Edition>> read_editions(const Resources& resources) {
    std::vector<Edition> editions;
    for (const bool borrows : {false, true})
        for (const auto& [name, bytes] : resources) {
            if (name.size() < kEditionFile.size() ||
                name.compare(name.size() - kEditionFile.size(), name.npos, kEditionFile) != 0)
                continue;
            const auto lender = TRY(Edition::words_from_of(bytes));
            if (lender.empty() == borrows) continue;
            const auto criteria = below(resources, name.substr(0, name.size() - kEditionFile.size()) + "/criteria/");
            auto edition = TRY(Edition::parse(bytes, criteria, find(editions, lender)));
            editions.push_back(std::move(edition));
        }
    return editions;
}

Result<std::vector<EditionMap>> read_maps(const Resources& resources, const std::vector<Edition>& editions) {
    std::vector<EditionMap> maps;
    for (const auto bytes : below(resources, "catalogue/migrations/")) {
        const auto ids = TRY(EditionMap::editions_of(bytes));
        const Edition *from = find(editions, ids.first), *to = find(editions, ids.second);
        if (!from || !to)
            return invalid("catalogue.malformed", {}, {{"what", ids.first + " or " + ids.second + " is no edition"}});
        maps.push_back(TRY(EditionMap::parse(bytes, *from, *to)));
    }
    return maps;
}

} // namespace

Result<Library> open_library() {
    auto resources = all_resources();
    const auto text_files = below(resources, "texts/");
    auto texts = TRY(Texts::load(text_files));
    auto editions = TRY(read_editions(resources));
    auto maps = TRY(read_maps(resources, editions));
    const auto start = resources.find("catalogue/start.json");
    if (start == resources.end() || editions.empty())
        return invalid("catalogue.malformed", {}, {{"what", "the catalogue is empty"}});
    auto guide = TRY(StartGuide::parse(start->second));
    const auto whole = TRY(parse_json(start->second));
    return Library{std::move(resources), std::move(texts), Shelf(std::move(editions), std::move(maps)), std::move(guide),
                   Json{{"steps", whole["steps"]}}.dump()};
}

} // namespace hoshirube
