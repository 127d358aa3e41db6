#pragma once

#include "base/result.h"
#include "graph/essentiality.h"
#include "graph/io_csv.h"
#include "graph/network.h"

#include <memory>
#include <string_view>
#include <vector>

namespace hoshirube::graph {

// The files of a network folder, as bytes. Nothing is kept of a table with a problem.
//
// nodes.csv         id,sector[,market][,revenue][,cost][,weight][,prefecture][,name], columns in any order
// links.csv         supplier,buyer,weight, columns in any order
// essentiality.csv  first row buyer sectors, first column supplier sectors, cells 0 none, 1 non-essential, 2
// essential
//
// Names of columns may be written in any case, with blanks, with a unit in brackets behind, or in Japanese (企業番号, 業種,
// 売上, 企業名, 都道府県; 売り手, 買い手, 金額; io_network.cpp has them all). Columns without a name are passed over.
// Empty figures mean "not known". Both tables must end with a line end: one without it may have been cut.
inline constexpr std::string_view kNodesFile = "nodes.csv", kLinksFile = "links.csv", kEssentialityFile = "essentiality.csv";

// Reads nodes.csv in pieces of any size.
//
// Errors   Invalid, field "nodes", params {line, column, value, count}: `table.empty`, `table.column_unknown`, `table.column_repeated`,
//          `table.column_missing`, `table.cells` (value "found/expected"), `table.not_utf8`, `table.cut_off`, `table.quote_open`,
//          `table.is_links` (the other table, which LinksReader calls `table.is_nodes`), `node.id_missing`, `node.id_repeated`,
//          `node.id_shortened`, `node.sector_missing`, `node.figure_invalid`, `node.prefecture_invalid` (no code of JIS X 0401, no name).
class NodesReader {
public:
    NodesReader();
    ~NodesReader();
    void add(std::string_view bytes);
    Result<FirmTable> finish();
    const TableProblems& problems() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Reads links.csv in pieces of any size. `firms` must outlive the reader.
//
// Errors   as NodesReader with field "links", and `link.firm_unknown`, `link.weight_invalid` (negative, not a
// number,
//          infinite).
// Cost     about 0.3 microseconds a link; 16 bytes a link.
class LinksReader {
public:
    explicit LinksReader(const FirmTable& firms);
    LinksReader(); // Looks for faults alone, where the table of firms could not be read: any firm passes, nothing is kept.
    ~LinksReader();
    void add(std::string_view bytes);
    Result<std::vector<Link>> finish();
    const TableProblems& problems() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Errors   Invalid, field "essentiality": `essentiality.cell_invalid`, `essentiality.row_length`,
//          `essentiality.row_unknown` (a supplier sector that is no buyer sector), `essentiality.not_square`,
//          `essentiality.empty`, `essentiality.sector_repeated`.
Result<Essentiality> parse_essentiality(std::string_view bytes);

void write_nodes(const FirmTable& firms, const TextSink& sink);
void write_links(const FirmTable& firms, std::span<const Link> links, const TextSink& sink);
void write_links(const Network& network, const TextSink& sink);
void write_essentiality(const Essentiality& essentiality, const TextSink& sink);

} // namespace hoshirube::graph
