#include "main/house.h"

#include <nlohmann/json.hpp>

#include "base/json.h"

namespace hoshirube {

namespace {

std::vector<std::string_view> below(const Resources& resources, std::string_view prefix) {
    std::vector<std::string_view> files;
    for (auto at = resources.lower_bound(prefix); at != resources.end() && at->first.compare(0, prefix.size(), prefix) == 0; ++at)
        files.push_back(at->second);
    return files;
}

constexpr std::string_view kEditionFile = "/edition.json";

} // namespace

Result<Library> open_library() {
    auto resources = all_resources();
    const auto text_files = below(resources, "texts/");
    auto texts = TRY(Texts::load(text_files));
    std::vector<Edition> editions;
    for (const auto& [name, bytes] : resources) {
        if (name.size() < kEditionFile.size() || name.compare(name.size() - kEditionFile.size(), name.npos, kEditionFile) != 0)
            continue;
        const auto criteria = below(resources, name.substr(0, name.size() - kEditionFile.size()) + "/criteria/");
        editions.push_back(TRY(Edition::parse(bytes, criteria)));
    }
    const auto start = resources.find("catalogue/start.json");
    if (start == resources.end() || editions.empty())
        return invalid("catalogue.malformed", {}, {{"what", "the catalogue is empty"}});
    auto guide = TRY(StartGuide::parse(start->second));
    const auto whole = TRY(parse_json(start->second));
    return Library{std::move(resources), std::move(texts), Shelf(std::move(editions)), std::move(guide),
                   Json{{"steps", whole["steps"]}}.dump()};
}

} // namespace hoshirube
