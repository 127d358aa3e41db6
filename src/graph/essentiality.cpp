#include "graph/essentiality.h"

#include "graph/id_index.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace hoshirube::graph {
namespace {

constexpr int kJsicGroups = 99;

// Divisions A to F: agriculture, fisheries, mining, construction, manufacturing, utilities.
constexpr int kLastGoodsGroup = 36;

// Division H without postal services: railways, road, water, air, warehousing, services to transport.
constexpr int kFirstTransportGroup = 42, kLastTransportGroup = 48;

bool makes_goods(int group) { return group <= kLastGoodsGroup; }

bool moves_goods(int group) { return group >= kFirstTransportGroup && group <= kLastTransportGroup; }

// The two-digit group of a code such as "29", "E29" or "2911"; 0 for anything else.
int jsic_group(std::string_view code) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!code.empty() && code[0] >= 'A' && code[0] <= 'T') code.remove_prefix(1);
    if (code.size() < 2 || code.size() > 4 || !std::all_of(code.begin(), code.end(), is_digit)) return 0;
    return (code[0] - '0') * 10 + (code[1] - '0');
}

} // namespace

Result<Essentiality> Essentiality::build(std::vector<std::string> sectors, std::vector<Role> roles) {
    if (sectors.empty() || roles.size() != sectors.size() * sectors.size()) {
        return invalid("essentiality.size", "essentiality",
                       {{"sectors", std::to_string(sectors.size())}, {"cells", std::to_string(roles.size())}});
    }
    IdIndex index;
    for (std::uint32_t i = 0; i < sectors.size(); ++i)
        if (index.add(sectors, i)) return invalid("essentiality.sector_repeated", "essentiality", {{"sector", sectors[i]}});
    return Essentiality(std::move(sectors), std::move(roles));
}

Result<Essentiality> Essentiality::arranged_for(const std::vector<std::string>& sector_names) const {
    IdIndex index;
    for (std::uint32_t i = 0; i < sectors_.size(); ++i) index.add(sectors_, i);
    std::vector<std::uint32_t> from;
    for (const std::string& name : sector_names) {
        const auto at = index.find(sectors_, name);
        if (!at) return invalid("essentiality.sector_missing", "essentiality", {{"sector", name}});
        from.push_back(*at);
    }
    std::vector<Role> roles;
    roles.reserve(from.size() * from.size());
    for (std::uint32_t supplier : from)
        for (std::uint32_t buyer : from) roles.push_back(role(supplier, buyer));
    return Essentiality(sector_names, std::move(roles));
}

Result<Essentiality> jsic_essentiality(const std::vector<std::string>& sector_names) {
    std::vector<int> group;
    for (const std::string& name : sector_names) {
        group.push_back(jsic_group(name));
        if (group.back() == 0) return invalid("essentiality.not_jsic", "sector", {{"sector", name}});
    }
    std::vector<Role> roles;
    for (int supplier : group) {
        for (int buyer : group) {
            const bool is_essential = moves_goods(supplier) || (makes_goods(supplier) && makes_goods(buyer));
            roles.push_back(is_essential ? Role::Essential : Role::NonEssential);
        }
    }
    return Essentiality::build(sector_names, std::move(roles));
}

std::vector<std::string> jsic_groups() {
    std::vector<std::string> names;
    for (int group = 1; group <= kJsicGroups; ++group) names.push_back((group < 10 ? "0" : "") + std::to_string(group));
    return names;
}

} // namespace hoshirube::graph
