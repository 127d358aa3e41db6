#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube::graph {

// What a missing input does to its buyer in the short term. Published in files as 0, 1, 2: never renumber.
enum class Role : std::uint8_t {
    None = 0,         // nothing
    NonEssential = 1, // output falls by the input's share in all purchases
    Essential = 2,    // output falls as far as the input does
};

// The role of each supplier sector's goods for each buyer sector: data of the user, with a named source.
class Essentiality {
public:
    // `roles` holds one row a supplier sector, one column a buyer sector, both in the order of `sectors`.
    //
    // Errors   Invalid `essentiality.size` {sectors, cells}, `essentiality.sector_repeated` {sector}.
    static Result<Essentiality> build(std::vector<std::string> sectors, std::vector<Role> roles);

    const std::vector<std::string>& sectors() const { return sectors_; }
    Role role(std::size_t supplier_sector, std::size_t buyer_sector) const {
        return roles_[supplier_sector * sectors_.size() + buyer_sector];
    }

    // The same roles with rows and columns in the order of `sector_names`.
    //
    // Errors   Invalid `essentiality.sector_missing` {sector}: a sector that the matrix does not know.
    Result<Essentiality> arranged_for(const std::vector<std::string>& sector_names) const;

private:
    Essentiality(std::vector<std::string> sectors, std::vector<Role> roles)
        : sectors_(std::move(sectors)), roles_(std::move(roles)) {}

    std::vector<std::string> sectors_;
    std::vector<Role> roles_;
};

// Roles for sectors named by codes of the Japan Standard Industrial Classification, as data: catalogue/supply/jsic_essentiality.json. The
// first rule that fits a pair of two-digit groups decides; none: no role.
struct JsicRules {
    struct Rule {
        int first_supplier, last_supplier, first_buyer, last_buyer; // Groups, both ends included.
        Role role;
    };
    std::vector<Rule> rules;

    // Errors   as parse_json; Invalid `essentiality.rules_invalid` {position}.
    static Result<JsicRules> parse(std::string_view json);
};

// "29", "E29" and "2911" all mean group 29.
//
// Errors   Invalid `essentiality.not_jsic` {sector}: a name without such a code.
// Source   docs/analytics.md#essentiality
Result<Essentiality> jsic_essentiality(const JsicRules& rules, const std::vector<std::string>& sector_names);

} // namespace hoshirube::graph
