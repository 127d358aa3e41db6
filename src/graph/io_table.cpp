#include "graph/io_table.h"

#include "base/text.h"
#include "graph/io_csv.h"

#include <algorithm>
#include <cmath>

namespace hoshirube::graph {
namespace {

constexpr std::size_t kIgnored = static_cast<std::size_t>(-1), kFinalDemand = kIgnored - 1;

bool names(std::span<const std::string> list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

struct Table {
    const TableColumns& columns;
    TableProblems problems;
    std::vector<std::string> column_name;
    std::vector<std::size_t> meaning; // By column: kIgnored, kFinalDemand, or its sector.
    std::vector<std::string> sector;  // In the order of the columns.
    std::vector<bool> has_row;
    std::vector<double> final_demand;
    std::vector<Link> links;

    void take_header(std::span<const std::string_view> cells, std::size_t line) {
        for (std::size_t c = 1; c < cells.size(); ++c) {
            std::string folded;
            column_name.emplace_back(folded_id(cells[c], folded));
            const std::string& name = column_name.back();
            if (!is_utf8(name)) problems.add("table.not_utf8", line, c + 1, {});
            meaning.push_back(kIgnored);
            if (names(columns.ignored, name)) continue;
            meaning.back() = kFinalDemand;
            if (names(columns.final_demand, name)) continue;
            if (std::find(sector.begin(), sector.end(), name) != sector.end())
                problems.add("table.column_repeated", line, c + 1, name);
            meaning.back() = sector.size();
            sector.push_back(name);
        }
        has_row.assign(sector.size(), false);
        final_demand.assign(sector.size(), 0);
        if (sector.empty()) problems.add("table.empty", line, 0, {});
    }

    void take(std::size_t line, std::span<const std::string_view> cells) {
        if (column_name.empty()) return take_header(cells, line);
        std::string folded;
        const std::string_view name = folded_id(cells[0], folded);
        if (names(columns.ignored, name)) return;
        const auto found = std::find(sector.begin(), sector.end(), name);
        if (found == sector.end()) return problems.add("io_table.row_unknown", line, 1, is_utf8(name) ? name : "?");
        const auto row = static_cast<std::size_t>(found - sector.begin());
        if (has_row[row]) return problems.add("node.id_repeated", line, 1, name);
        has_row[row] = true;
        if (cells.size() != column_name.size() + 1)
            return problems.add("table.cells", line, 0,
                                std::to_string(cells.size()) + "/" + std::to_string(column_name.size() + 1));
        for (std::size_t c = 1; c < cells.size(); ++c) {
            const std::size_t means = meaning[c - 1];
            if (means == kIgnored || cells[c].empty()) continue;
            const auto value = parse_number(cells[c]);
            const bool is_good = value && std::isfinite(*value) && (means == kFinalDemand || *value >= 0);
            if (!is_good) problems.add("io_table.cell_invalid", line, c + 1, is_utf8(cells[c]) ? cells[c] : "?");
            else if (means == kFinalDemand) final_demand[row] += *value;
            else links.push_back({static_cast<Firm>(row), static_cast<Firm>(means), *value});
        }
    }
};

} // namespace

Result<Network> parse_input_output_table(std::string_view bytes, const TableColumns& columns) {
    Table table{columns, {}, {}, {}, {}, {}, {}, {}};
    CsvRows rows([&](std::size_t line, std::span<const std::string_view> cells) { table.take(line, cells); });
    rows.add(bytes);
    rows.finish(CsvRows::LastRow::Always);
    if (table.column_name.empty()) table.problems.add("table.empty", 1, 0, {});
    for (std::size_t k = 0; k < table.has_row.size(); ++k)
        if (!table.has_row[k]) table.problems.add("io_table.column_unknown", 1, 0, table.sector[k]);
    if (table.problems.count() > 0) return table.problems.error("table");
    FirmTable firms;
    firms.id = firms.sector_name = table.sector;
    firms.revenue = table.final_demand;
    for (std::uint32_t k = 0; k < table.sector.size(); ++k) firms.sector.push_back(k);
    for (const Link& link : table.links) firms.revenue[link.supplier] += link.weight;
    for (std::size_t k = 0; k < firms.revenue.size(); ++k)
        if (!(firms.revenue[k] >= 0)) return invalid("io_table.output_invalid", "table", {{"value", firms.id[k]}});
    return Network::build(std::move(firms), std::move(table.links));
}

} // namespace hoshirube::graph
