#pragma once

#include <cstddef>
#include <string>

namespace hoshirube {

inline constexpr std::size_t kFirstPage = 50; // Rows of the list that are kept written out, with their reasons.

// Which rows of the ranked list are asked for.
struct RankedOrder {
    std::size_t first = 0, count = 50;        // A page of the list.
    bool has_reasons = true;                  // Paths cost one cascade a firm.
    std::string search = {};                  // Part of an id or name, as search_key() folds it; empty: all.
    std::string sector = {}, prefecture = {}; // Exactly; empty: all.
    std::string sort = {}; // "" or "esri", "esri_down", "esri_up", "sales", "alternatives", "market_share": largest first.

    bool is_first_page() const {
        return first == 0 && count == kFirstPage && search.empty() && sector.empty() && prefecture.empty() &&
               (sort.empty() || sort == "esri");
    }
};

} // namespace hoshirube
