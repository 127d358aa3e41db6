#include "graph/essentiality.h"

#include "base/json.h"
#include "graph/id_index.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace hoshirube::graph {
namespace {

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

Result<JsicRules> JsicRules::parse(std::string_view json) {
    const Json text = TRY(parse_json(json));
    if (!text.is_object() || !text.contains("rules") || !text["rules"].is_array())
        return invalid("essentiality.rules_invalid", "rules", {{"position", "1"}});
    JsicRules rules;
    for (const Json& one : text["rules"]) {
        const auto group = [&](const char* side, std::size_t end) {
            const bool is_pair = one.is_object() && one.contains(side) && one[side].is_array() && one[side].size() == 2 &&
                                 one[side][end].is_string();
            return is_pair ? jsic_group(one[side][end].get<std::string>()) : 0;
        };
        const bool has_role =
            one.is_object() && one.contains("role") && one["role"].is_number_unsigned() && one["role"].get<std::uint64_t>() <= 2;
        const Rule rule{group("suppliers", 0), group("suppliers", 1), group("buyers", 0), group("buyers", 1),
                        has_role ? static_cast<Role>(one["role"].get<std::uint64_t>()) : Role::None};
        if (!has_role || rule.first_supplier == 0 || rule.last_supplier == 0 || rule.first_buyer == 0 || rule.last_buyer == 0)
            return invalid("essentiality.rules_invalid", "rules", {{"position", std::to_string(rules.rules.size() + 1)}});
        rules.rules.push_back(rule);
    }
    return rules;
}

Result<Essentiality> jsic_essentiality(const JsicRules& rules, const std::vector<std::string>& sector_names) {
    std::vector<int> group;
    for (const std::string& name : sector_names) {
        group.push_back(jsic_group(name));
        if (group.back() == 0) return invalid("essentiality.not_jsic", "sector", {{"sector", name}});
    }
    std::vector<Role> roles;
    for (int supplier : group) {
        for (int buyer : group) {
            const auto rule = std::find_if(rules.rules.begin(), rules.rules.end(), [&](const JsicRules::Rule& one) {
                return supplier >= one.first_supplier && supplier <= one.last_supplier && buyer >= one.first_buyer &&
                       buyer <= one.last_buyer;
            });
            roles.push_back(rule == rules.rules.end() ? Role::None : rule->role);
        }
    }
    return Essentiality::build(sector_names, std::move(roles));
}

} // namespace hoshirube::graph
