#include <nlohmann/json.hpp>

#include "app/catalogue/catalogue.h"

namespace hoshirube {

namespace {

Json side_json(const Edition& edition, const std::vector<std::string>& numbers, Language language) {
    Json list = Json::array();
    for (const auto& number : numbers) {
        const Criterion& c = *edition.find(number);
        list.push_back(
            {{"number", number}, {"star", c.star}, {"title", language == Language::English ? c.en.title : c.ja.title}});
    }
    return list;
}

} // namespace

Result<Json> edition_diff_json(const Shelf& shelf, const std::string& from_id, const std::string& to_id, Language language) {
    const Edition* from = TRY(shelf.find(from_id));
    const Edition* to = TRY(shelf.find(to_id));
    const EditionMap* map = TRY(shelf.map(from_id, to_id));
    Json items = Json::array(), counts{{"kept", 0}, {"reworded", 0}, {"merged", 0}, {"split", 0}, {"new", 0}, {"gone", 0}};
    for (const auto& change : map->changes()) {
        const std::string kind(to_text(change.kind));
        counts[kind] = counts[kind].get<int>() + 1;
        items.push_back({{"kind", kind},
                         {"from", side_json(*from, change.from, language)},
                         {"to", side_json(*to, change.to, language)},
                         {"reason", language == Language::English ? change.reason.en : change.reason.ja}});
    }
    return Json{{"from", from_id}, {"to", to_id}, {"counts", std::move(counts)}, {"items", std::move(items)}};
}

} // namespace hoshirube
