#include "formats/xlsx.h"

#include <algorithm>

namespace hoshirube {

Sheet::Sheet(Fields fields) : fields_(std::move(fields)) {
    for (const Cell& cell : fields_.cells) {
        extent_.row = std::max(extent_.row, cell.at.row);
        extent_.column = std::max(extent_.column, cell.at.column);
    }
    for (const CellRange& range : fields_.merged) {
        if (own_text(range.first).empty()) continue; // Nothing to spread; text() finds nothing there either.
        for (auto column = range.first.column; column <= range.last.column; ++column)
            strips_.push_back({column, range.first.row, range.last.row, range.first});
        extent_.row = std::max(extent_.row, range.last.row);
        extent_.column = std::max(extent_.column, range.last.column);
    }
    std::sort(strips_.begin(), strips_.end(), [](const MergedStrip& a, const MergedStrip& b) {
        return CellAddress{a.column, a.first_row} < CellAddress{b.column, b.first_row};
    });
}

std::string_view Sheet::own_text(CellAddress at) const {
    const auto found = std::lower_bound(fields_.cells.begin(), fields_.cells.end(), at,
                                        [](const Cell& cell, CellAddress address) { return cell.at < address; });
    return found != fields_.cells.end() && found->at == at ? std::string_view(found->text) : std::string_view();
}

std::string_view Sheet::text(std::uint32_t row, std::uint32_t column) const {
    // The last strip of this column that begins at or above the row is the only one that can reach it.
    const auto after =
        std::upper_bound(strips_.begin(), strips_.end(), CellAddress{column, row}, [](CellAddress at, const MergedStrip& strip) {
            return at < CellAddress{strip.column, strip.first_row};
        });
    if (after != strips_.begin()) {
        const MergedStrip& strip = *std::prev(after);
        if (strip.column == column && strip.last_row >= row) return own_text(strip.anchor);
    }
    return own_text({row, column});
}

} // namespace hoshirube
