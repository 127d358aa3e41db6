#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
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

// The default for sectors named by codes of the Japan Standard Industrial Classification: goods are essential
// to makers of goods, services are not, transport and storage are essential to everyone. "29", "E29" and
// "2911" all mean group 29.
//
// Errors   Invalid `essentiality.not_jsic` {sector}: a name without such a code.
// Source   docs/analytics.md#essentiality
Result<Essentiality> jsic_essentiality(const std::vector<std::string>& sector_names);

// The 99 two-digit groups, "01" to "99".
std::vector<std::string> jsic_groups();

} // namespace hoshirube::graph
