#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hoshirube {

// A place in a sheet, counted as Excel shows it: rows and columns from 1.
struct CellAddress {
    std::uint32_t row;
    std::uint32_t column;
    auto operator<=>(const CellAddress&) const = default;
};

// Excel's own limits since 2007.
inline constexpr std::uint32_t kMaxSheetRows = 1'048'576;
inline constexpr std::uint32_t kMaxSheetColumns = 16'384;

// 1 → "A", 27 → "AA".
std::string column_letters(std::uint32_t column);

// {57, 12} → "L57".
std::string to_text(CellAddress address);

// "L57" → {57, 12}; nothing when the text is not an address inside Excel's limits.
std::optional<CellAddress> parse_cell_address(std::string_view text);

} // namespace hoshirube
