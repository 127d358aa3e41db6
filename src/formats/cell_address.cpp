#include "formats/cell_address.h"

#include <algorithm>

namespace hoshirube {

std::string column_letters(std::uint32_t column) {
    std::string letters;
    for (; column > 0; column = (column - 1) / 26) letters += static_cast<char>('A' + (column - 1) % 26);
    std::reverse(letters.begin(), letters.end());
    return letters;
}

std::string to_text(CellAddress address) { return column_letters(address.column) + std::to_string(address.row); }

std::optional<CellAddress> parse_cell_address(std::string_view text) {
    CellAddress address{0, 0};
    std::size_t i = 0;
    for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z'; ++i) {
        address.column = address.column * 26 + static_cast<std::uint32_t>(text[i] - 'A') + 1;
        if (address.column > kMaxSheetColumns) return std::nullopt;
    }
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        address.row = address.row * 10 + static_cast<std::uint32_t>(text[i] - '0');
        if (address.row > kMaxSheetRows) return std::nullopt;
    }
    if (i != text.size() || address.row == 0 || address.column == 0) return std::nullopt;
    return address;
}

} // namespace hoshirube
