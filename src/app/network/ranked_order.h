#pragma once

#include <cstddef>
#include <string>

namespace hoshirube {

// Which rows of the ranked list are asked for.
struct RankedOrder {
    std::size_t first = 0, count = 50;        // A page of the list.
    bool has_reasons = true;                  // Paths cost one cascade a firm.
    std::string search = {};                  // Part of an id or name, as search_key() folds it; empty: all.
    std::string sector = {}, prefecture = {}; // Exactly; empty: all.
    std::string sort = {}; // "" or "esri", "esri_down", "esri_up", "sales", "alternatives", "market_share": largest first.
};

} // namespace hoshirube
