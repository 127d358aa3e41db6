#include "graph/io_network.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace hoshirube::graph {
namespace {

// What the columns of exported tables are called; a unit in brackets behind is left out of sight.
struct Alias {
    std::string_view typed, column;
};
constexpr Alias kNodeAliases[] = {
    {"企業番号", "id"},       {"法人番号", "id"},     {"番号", "id"},     {"企業コード", "id"},       {"業種", "sector"},
    {"業種コード", "sector"}, {"業種番号", "sector"}, {"市場", "market"}, {"売上", "revenue"},        {"売上高", "revenue"},
    {"費用", "cost"},         {"材料費", "cost"},     {"重み", "weight"}, {"名前", "name"},           {"名称", "name"},
    {"企業名", "name"},       {"会社名", "name"},     {"商号", "name"},   {"都道府県", "prefecture"},
};
constexpr Alias kLinkAliases[] = {
    {"売り手", "supplier"}, {"仕入先", "supplier"}, {"供給元", "supplier"}, {"買い手", "buyer"},    {"販売先", "buyer"},
    {"納入先", "buyer"},    {"金額", "weight"},     {"取引額", "weight"},   {"取引金額", "weight"}, {"年間取引額", "weight"},
};

// " Supplier " → "supplier", "売上（百万円）" → "revenue".
std::string column_name(std::string_view typed, std::span<const Alias> aliases) {
    std::string folded;
    std::string name(folded_id(typed, folded));
    name.resize(std::min(name.find('('), name.size()));
    constexpr std::string_view kWideBlank = "\xE3\x80\x80";
    for (std::size_t at; (at = name.find(kWideBlank)) != name.npos;) name.erase(at, kWideBlank.size());
    std::erase(name, ' ');
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const auto alias = std::find_if(aliases.begin(), aliases.end(), [&](const Alias& one) { return one.typed == name; });
    return alias == aliases.end() ? name : std::string(alias->column);
}

// Where each known column of a table stands, or kAbsent.
constexpr std::size_t kAbsent = std::numeric_limits<std::size_t>::max();

template <std::size_t kCount>
struct Header {
    std::array<std::string_view, kCount> names;
    std::span<const Alias> aliases, aliases_of_other;
    std::size_t required; // The first so many must be there.
    // What the other table cannot do without, and what to say of a file that has both: it was handed in as the wrong one.
    std::array<std::string_view, 2> of_other;
    std::string_view is_other;
    std::array<std::size_t, kCount> at{};
    std::size_t width = 0;     // 0 before the header was read.
    bool is_misplaced = false; // The other table: its rows say nothing here.

    void read(std::span<const std::string_view> cells, std::size_t line, TableProblems& problems) {
        width = cells.size();
        at.fill(kAbsent);
        const auto has = [&](std::string_view name) {
            return std::any_of(cells.begin(), cells.end(),
                               [&](std::string_view cell) { return column_name(cell, aliases_of_other) == name; });
        };
        if (has(of_other[0]) && has(of_other[1])) {
            is_misplaced = true;
            return problems.add(is_other, line, 0, {});
        }
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (cells[c].empty()) continue; // Left beside the table; its cells say nothing.
            const auto found = std::find(names.begin(), names.end(), column_name(cells[c], aliases));
            if (found == names.end()) {
                problems.add("table.column_unknown", line, c + 1, is_utf8(cells[c]) ? cells[c] : "?");
                continue;
            }
            std::size_t& place = at[static_cast<std::size_t>(found - names.begin())];
            if (place != kAbsent) problems.add("table.column_repeated", line, c + 1, cells[c]);
            place = c;
        }
        for (std::size_t k = 0; k < required; ++k)
            if (at[k] == kAbsent) problems.add("table.column_missing", line, 0, names[k]);
    }

    // Whether the row has as many cells as the header.
    bool fits(std::span<const std::string_view> cells, std::size_t line, TableProblems& problems) const {
        if (cells.size() == width) return true;
        problems.add("table.cells", line, 0, std::to_string(cells.size()) + "/" + std::to_string(width));
        return false;
    }
};

// Names numbered in order of their first appearance.
class NameList {
public:
    explicit NameList(std::vector<std::string>& names) : names_(names) {}
    std::uint32_t number(std::string_view name) {
        if (const auto known = index_.find(names_, name)) return *known;
        names_.emplace_back(name);
        index_.add(names_, static_cast<std::uint32_t>(names_.size() - 1));
        return static_cast<std::uint32_t>(names_.size() - 1);
    }

private:
    std::vector<std::string>& names_;
    IdIndex index_;
};

void note_end(CsvRows& rows, TableProblems& problems, std::size_t header_width) {
    const bool is_whole = rows.finish(CsvRows::LastRow::OnlyIfWhole);
    if (!is_whole && rows.open_quote_line() != 0) problems.add("table.quote_open", rows.open_quote_line(), 0, {});
    else if (!is_whole) problems.add("table.cut_off", rows.line() + 1, 0, {});
    if (header_width == 0 && problems.count() == 0) problems.add("table.empty", 1, 0, {});
}

// "4.18E+12": what spreadsheets make of a long number. Many ids then look the same, and none can be told back.
bool is_shortened(std::string_view id) {
    const std::size_t power = id.find("E+");
    constexpr std::string_view kDigits = "0123456789";
    return power != id.npos && power > 0 && kDigits.find(id[0]) != kDigits.npos && power + 2 < id.size() &&
           id.substr(0, power).find_first_not_of("0123456789.") == id.npos &&
           id.substr(power + 2).find_first_not_of(kDigits) == id.npos;
}

// In the order of JIS X 0401, without 都, 府 and 県.
constexpr std::string_view kPrefectures[] = {
    "北海道", "青森",   "岩手", "宮城", "秋田", "山形",   "福島", "茨城", "栃木", "群馬",   "埼玉", "千葉",
    "東京",   "神奈川", "新潟", "富山", "石川", "福井",   "山梨", "長野", "岐阜", "静岡",   "愛知", "三重",
    "滋賀",   "京都",   "大阪", "兵庫", "奈良", "和歌山", "鳥取", "島根", "岡山", "広島",   "山口", "徳島",
    "香川",   "愛媛",   "高知", "福岡", "佐賀", "長崎",   "熊本", "大分", "宮崎", "鹿児島", "沖縄"};

// "13", "東京都" and "東京" → "13", "1" → "01"; empty where it is none.
std::string prefecture_code(std::string_view typed) {
    std::size_t number = 0;
    if (const auto figure = parse_number(typed); figure && *figure == std::floor(*figure) && *figure >= 1 && *figure <= 47) {
        number = static_cast<std::size_t>(*figure);
    } else {
        const auto name = std::find_if(std::begin(kPrefectures), std::end(kPrefectures),
                                       [&](std::string_view one) { return typed.starts_with(one); });
        if (name == std::end(kPrefectures)) return {};
        const std::string_view kind = typed.substr(name->size());
        if (!kind.empty() && kind != "都" && kind != "府" && kind != "県") return {};
        number = static_cast<std::size_t>(name - std::begin(kPrefectures)) + 1;
    }
    return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

} // namespace

struct NodesReader::State {
    enum Column { Id, Sector, Market, Revenue, Cost, Weight, Prefecture, Name, kColumns };

    TableProblems problems;
    Header<kColumns> header{{"id", "sector", "market", "revenue", "cost", "weight", "prefecture", "name"},
                            kNodeAliases,
                            kLinkAliases,
                            2,
                            {"supplier", "buyer"},
                            "table.is_links"};
    FirmTable firms;
    IdIndex ids;
    std::string folded;
    NameList sectors{firms.sector_name}, markets{firms.market_name};
    CsvRows rows{[this](std::size_t line, std::span<const std::string_view> cells) { take(line, cells); }};

    void take(std::size_t line, std::span<const std::string_view> cells) {
        if (header.width == 0) return header.read(cells, line, problems);
        if (header.is_misplaced) return;
        if (!header.fits(cells, line, problems) || header.at[Id] == kAbsent || header.at[Sector] == kAbsent) return;
        for (std::size_t c = 0; c < cells.size(); ++c)
            if (!is_utf8(cells[c])) return problems.add("table.not_utf8", line, c + 1, {});
        take_id(line, cells[header.at[Id]]);
        std::string folded_sector;
        const std::string_view sector = folded_id(cells[header.at[Sector]], folded_sector);
        if (sector.empty()) problems.add("node.sector_missing", line, header.at[Sector] + 1, cells[header.at[Id]]);
        firms.sector.push_back(sectors.number(sector));
        if (header.at[Market] != kAbsent) {
            const std::string_view market = folded_id(cells[header.at[Market]], folded);
            firms.market.push_back(markets.number(market.empty() ? sector : market));
        }
        take_figure(line, cells, Revenue, firms.revenue);
        take_figure(line, cells, Cost, firms.cost);
        take_figure(line, cells, Weight, firms.weight);
        if (header.at[Prefecture] != kAbsent) take_prefecture(line, cells[header.at[Prefecture]]);
        if (header.at[Name] != kAbsent) firms.name.emplace_back(cells[header.at[Name]]);
    }

    void take_id(std::size_t line, std::string_view typed) {
        const std::string_view id = folded_id(typed, folded);
        firms.id.emplace_back(id);
        if (id.empty()) return problems.add("node.id_missing", line, header.at[Id] + 1, {});
        if (is_shortened(id)) return problems.add("node.id_shortened", line, header.at[Id] + 1, id);
        if (ids.add(firms.id, static_cast<std::uint32_t>(firms.id.size() - 1)))
            problems.add("node.id_repeated", line, header.at[Id] + 1, id);
    }

    void take_prefecture(std::size_t line, std::string_view typed) {
        firms.prefecture.push_back(prefecture_code(typed));
        if (!typed.empty() && firms.prefecture.back().empty())
            problems.add("node.prefecture_invalid", line, header.at[Prefecture] + 1, typed);
    }

    void take_figure(std::size_t line, std::span<const std::string_view> cells, Column column, std::vector<double>& figures) {
        const std::size_t at = header.at[column];
        if (at == kAbsent) return;
        figures.push_back(kUnknown);
        if (cells[at].empty()) return;
        const auto figure = parse_number(cells[at]);
        if (figure && *figure >= 0 && std::isfinite(*figure)) figures.back() = *figure;
        else problems.add("node.figure_invalid", line, at + 1, cells[at]);
    }
};

NodesReader::NodesReader() : state_(std::make_unique<State>()) {}
NodesReader::~NodesReader() = default;
void NodesReader::add(std::string_view bytes) { state_->rows.add(bytes); }
const TableProblems& NodesReader::problems() const { return state_->problems; }

Result<FirmTable> NodesReader::finish() {
    note_end(state_->rows, state_->problems, state_->header.width);
    if (state_->problems.count() > 0) return state_->problems.error("nodes");
    if (state_->firms.id.empty()) return invalid("network.empty", "nodes");
    return std::move(state_->firms);
}

struct LinksReader::State {
    enum Column { Supplier, Buyer, Weight, kColumns };

    explicit State(const FirmTable* table) : firms(table ? *table : kNoFirms), knows_firms(table != nullptr) {
        for (Firm i = 0; i < firms.id.size(); ++i) ids.add(firms.id, i);
    }

    static inline const FirmTable kNoFirms{};
    const FirmTable& firms;
    const bool knows_firms;
    IdIndex ids;
    TableProblems problems;
    Header<kColumns> header{
        {"supplier", "buyer", "weight"}, kLinkAliases, kNodeAliases, kColumns, {"id", "sector"}, "table.is_nodes"};
    std::string folded;
    std::vector<Link> links;
    Firm last_supplier = 0; // Files are mostly sorted by supplier.
    CsvRows rows{[this](std::size_t line, std::span<const std::string_view> cells) { take(line, cells); }};

    void take(std::size_t line, std::span<const std::string_view> cells) {
        if (header.width == 0) return header.read(cells, line, problems);
        if (header.is_misplaced) return;
        if (!header.fits(cells, line, problems)) return;
        for (std::size_t at : header.at)
            if (at == kAbsent) return;
        const std::size_t problems_before = problems.count();
        Link link{};
        link.supplier = last_supplier;
        if (!knows_firms || firms.id[last_supplier] != cells[header.at[Supplier]]) link.supplier = firm(line, cells, Supplier);
        link.buyer = firm(line, cells, Buyer);
        const auto weight = parse_number(cells[header.at[Weight]]);
        if (weight && *weight >= 0 && std::isfinite(*weight)) link.weight = *weight;
        else problems.add("link.weight_invalid", line, header.at[Weight] + 1, cells[header.at[Weight]]);
        if (problems.count() != problems_before) return;
        if (!knows_firms) return;
        last_supplier = link.supplier;
        links.push_back(link);
    }

    Firm firm(std::size_t line, std::span<const std::string_view> cells, Column column) {
        if (!knows_firms) return 0;
        const std::string_view id = folded_id(cells[header.at[column]], folded);
        if (const auto found = ids.find(firms.id, id)) return *found;
        problems.add("link.firm_unknown", line, header.at[column] + 1, is_utf8(id) ? id : "?");
        return 0;
    }
};

LinksReader::LinksReader(const FirmTable& firms) : state_(std::make_unique<State>(&firms)) { CHECK(!firms.id.empty()); }
LinksReader::LinksReader() : state_(std::make_unique<State>(nullptr)) {}
LinksReader::~LinksReader() = default;
void LinksReader::add(std::string_view bytes) { state_->rows.add(bytes); }
const TableProblems& LinksReader::problems() const { return state_->problems; }

Result<std::vector<Link>> LinksReader::finish() {
    note_end(state_->rows, state_->problems, state_->header.width);
    if (state_->problems.count() > 0) return state_->problems.error("links");
    return std::move(state_->links);
}

namespace {

struct Matrix {
    std::vector<std::string> buyers, suppliers;
    std::vector<Role> roles; // By row of the file.
    TableProblems problems;
    std::string folded;

    void take(std::size_t line, std::span<const std::string_view> cells) {
        if (buyers.empty()) {
            for (const std::string_view cell : cells.subspan(1)) buyers.emplace_back(folded_id(cell, folded));
            if (buyers.empty()) problems.add("essentiality.empty", line, 0, {});
            return;
        }
        suppliers.emplace_back(folded_id(cells[0], folded));
        if (cells.size() != buyers.size() + 1) {
            return problems.add("essentiality.row_length", line, 0,
                                std::to_string(cells.size()) + "/" + std::to_string(buyers.size() + 1));
        }
        for (std::size_t c = 1; c < cells.size(); ++c) {
            const std::string_view cell = folded_id(cells[c], folded);
            const bool is_role = cell.size() == 1 && cell[0] >= '0' && cell[0] <= '2';
            if (!is_role) problems.add("essentiality.cell_invalid", line, c + 1, is_utf8(cells[c]) ? cells[c] : "?");
            roles.push_back(is_role ? static_cast<Role>(cell[0] - '0') : Role::None);
        }
    }
};

} // namespace

Result<Essentiality> parse_essentiality(std::string_view bytes) {
    Matrix matrix;
    CsvRows rows([&](std::size_t line, std::span<const std::string_view> cells) { matrix.take(line, cells); });
    rows.add(bytes);
    rows.finish(CsvRows::LastRow::Always);
    if (matrix.problems.count() > 0) return matrix.problems.error("essentiality");
    const std::size_t sectors = matrix.buyers.size();
    if (sectors == 0) return invalid("essentiality.empty", "essentiality");
    if (matrix.suppliers.size() != sectors) {
        return invalid("essentiality.not_square", "essentiality",
                       {{"rows", std::to_string(matrix.suppliers.size())}, {"columns", std::to_string(sectors)}});
    }
    IdIndex index;
    for (std::uint32_t k = 0; k < sectors; ++k)
        if (index.add(matrix.buyers, k))
            return invalid("essentiality.sector_repeated", "essentiality", {{"sector", matrix.buyers[k]}});
    std::vector<Role> roles(sectors * sectors);
    std::vector<bool> is_filled(sectors, false);
    for (std::size_t row = 0; row < sectors; ++row) {
        const auto place = index.find(matrix.buyers, matrix.suppliers[row]);
        if (!place) return invalid("essentiality.row_unknown", "essentiality", {{"sector", matrix.suppliers[row]}});
        if (is_filled[*place])
            return invalid("essentiality.sector_repeated", "essentiality", {{"sector", matrix.suppliers[row]}});
        is_filled[*place] = true;
        std::copy_n(matrix.roles.begin() + static_cast<std::ptrdiff_t>(row * sectors), sectors,
                    roles.begin() + static_cast<std::ptrdiff_t>(*place * sectors));
    }
    return Essentiality::build(std::move(matrix.buyers), std::move(roles));
}

namespace {

constexpr std::size_t kPieceBytes = 1 << 16;

void hand_on(std::string& piece, const TextSink& sink, std::size_t least) {
    if (piece.size() < least) return;
    sink(piece);
    piece.clear();
}

void append_figure(std::string& out, const std::vector<double>& column, std::size_t i) {
    if (column.empty()) return;
    out += ',';
    if (!std::isnan(column[i])) append_number(out, column[i]);
}

void append_text(std::string& out, const std::vector<std::string>& column, std::size_t i) {
    if (column.empty()) return;
    out += ',';
    append_csv_cell(out, column[i]);
}

} // namespace

void write_nodes(const FirmTable& firms, const TextSink& sink) {
    std::string out = "id,sector";
    if (!firms.market.empty()) out += ",market";
    if (!firms.revenue.empty()) out += ",revenue";
    if (!firms.cost.empty()) out += ",cost";
    if (!firms.weight.empty()) out += ",weight";
    if (!firms.prefecture.empty()) out += ",prefecture";
    if (!firms.name.empty()) out += ",name";
    out += '\n';
    for (std::size_t i = 0; i < firms.id.size(); ++i) {
        append_csv_cell(out, firms.id[i]);
        out += ',';
        append_csv_cell(out, firms.sector_name[firms.sector[i]]);
        if (!firms.market.empty()) {
            out += ',';
            append_csv_cell(out, firms.market_name[firms.market[i]]);
        }
        append_figure(out, firms.revenue, i);
        append_figure(out, firms.cost, i);
        append_figure(out, firms.weight, i);
        append_text(out, firms.prefecture, i);
        append_text(out, firms.name, i);
        out += '\n';
        hand_on(out, sink, kPieceBytes);
    }
    hand_on(out, sink, 1);
}

namespace {

constexpr std::string_view kLinksHeader = "supplier,buyer,weight\n";

void append_link(std::string& out, const FirmTable& firms, const Link& link) {
    append_csv_cell(out, firms.id[link.supplier]);
    out += ',';
    append_csv_cell(out, firms.id[link.buyer]);
    out += ',';
    append_number(out, link.weight);
    out += '\n';
}

} // namespace

void write_links(const FirmTable& firms, std::span<const Link> links, const TextSink& sink) {
    std::string out(kLinksHeader);
    for (const Link& link : links) {
        append_link(out, firms, link);
        hand_on(out, sink, kPieceBytes);
    }
    hand_on(out, sink, 1);
}

void write_links(const Network& network, const TextSink& sink) {
    std::string out(kLinksHeader);
    for (Firm supplier = 0; supplier < network.firm_count(); ++supplier) {
        const auto buyers = network.buyers(supplier);
        const auto sales = network.sales(supplier);
        for (std::size_t x = 0; x < buyers.size(); ++x) append_link(out, network.table(), {supplier, buyers[x], sales[x]});
        hand_on(out, sink, kPieceBytes);
    }
    hand_on(out, sink, 1);
}

void write_essentiality(const Essentiality& essentiality, const TextSink& sink) {
    const std::vector<std::string>& sectors = essentiality.sectors();
    std::string out = "supplier";
    for (const std::string& sector : sectors) {
        out += ',';
        append_csv_cell(out, sector);
    }
    out += '\n';
    for (std::size_t supplier = 0; supplier < sectors.size(); ++supplier) {
        append_csv_cell(out, sectors[supplier]);
        for (std::size_t buyer = 0; buyer < sectors.size(); ++buyer) {
            out += ',';
            out += static_cast<char>('0' + static_cast<int>(essentiality.role(supplier, buyer)));
        }
        out += '\n';
        hand_on(out, sink, kPieceBytes);
    }
    hand_on(out, sink, 1);
}

} // namespace hoshirube::graph
