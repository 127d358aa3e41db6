#include "formats/xlsx.h"

#include "base/text.h"
#include "formats/number_format.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <set>

namespace hoshirube {

namespace {

constexpr std::size_t kMaxNameBytes = 255; // Names stand in error messages. Excel's sheet names have 31 characters.
constexpr std::string_view kOleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

Error damaged(std::string_view part) { return invalid("xlsx.damaged", {}, {{"part", std::string(part)}}); }

// --- XML. Programs differ in the prefixes they write, so names are compared without.

std::string_view local_name(const char* name) {
    const std::string_view whole(name);
    return whole.substr(whole.find(':') + 1); // npos + 1 is 0.
}

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
    return parent.find_child([&](pugi::xml_node node) { return local_name(node.name()) == name; });
}

template <typename Visit>
Result<Done> each_child(pugi::xml_node parent, std::string_view name, Visit visit) {
    for (const auto node : parent.children())
        if (local_name(node.name()) == name) TRY(visit(node));
    return Done{};
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
    for (const auto found : node.attributes())
        if (local_name(found.name()) == name) return found.value();
    return {};
}

unsigned number_or(std::string_view text, unsigned otherwise) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? value : otherwise;
}

// Everything between the tags of one element, comments left out.
std::string content(pugi::xml_node node) {
    std::string text;
    for (const auto piece : node.children())
        if (piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata) text += piece.value();
    return text;
}

// The file format writes characters that XML cannot hold as _xHHHH_ (ECMA-376 part 1, 22.9.2.19 ST_Xstring).
std::string without_escapes(std::string text) {
    std::size_t from = 0;
    for (auto at = text.find("_x", from); at != std::string::npos; at = text.find("_x", from)) {
        from = at + 1;
        unsigned code = 0;
        if (at + 7 > text.size() || text[at + 6] != '_') continue;
        const auto [end, error] = std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16);
        const bool is_control = code > 0 && code < 0x20;
        if (error != std::errc() || end != text.data() + at + 6 || !(is_control || code == '_')) continue;
        text.replace(at, 7, 1, static_cast<char>(code));
    }
    return text;
}

// A shared or inline string: plain, or in runs of different looks. <rPh>, the furigana, is no part of the
// text.
std::string rich_text(pugi::xml_node item) {
    std::string text;
    for (const auto part : item.children()) {
        if (local_name(part.name()) == "t") text += without_escapes(content(part));
        if (local_name(part.name()) == "r") text += without_escapes(content(child(part, "t")));
    }
    return text;
}

// --- The package: parts that name each other by relationships.

struct Relationship {
    std::string id, type, part;
    bool is(std::string_view kind) const { return type.ends_with(std::string("/").append(kind)); }
};

std::string folder_of(std::string_view part) {
    const auto slash = part.rfind('/');
    return std::string(slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1));
}

// Where `target` leads from a part in `folder`. Names inside the package only; they never become paths.
std::string resolved(const std::string& folder, std::string_view target) {
    std::string path = target.starts_with('/') ? std::string() : folder;
    while (target.starts_with('/')) target.remove_prefix(1);
    while (target.starts_with("../") || target.starts_with("./")) {
        if (target.starts_with("../")) path = folder_of(path.substr(0, path.empty() ? 0 : path.size() - 1));
        target.remove_prefix(target.find('/') + 1);
    }
    return path.append(target);
}

class WorkbookReader {
public:
    WorkbookReader(ZipArchive archive, const XlsxLimits& limits) : archive_(std::move(archive)), limits_(limits) {}

    Result<Workbook> read();

private:
    Result<pugi::xml_document> parsed(const std::string& part);
    Result<std::vector<Relationship>> relationships_of(const std::string& part);
    Result<Done> refuse_other_kinds();
    Result<Done> read_strings(const std::string& part);
    Result<Done> read_styles(const std::string& part);
    Result<Workbook> read_sheets(pugi::xml_node sheets, const std::vector<Relationship>& relationships);
    Result<Sheet> read_sheet(pugi::xml_node entry, const Relationship& relationship);
    Result<Done> read_rows(pugi::xml_node sheet_data, Sheet::Fields& sheet);
    Result<Done> read_row(pugi::xml_node row, std::uint32_t row_number, Sheet::Fields& sheet);
    Result<Done> read_merged(pugi::xml_node merged, Sheet::Fields& sheet);
    Result<Cell> read_cell(pugi::xml_node node, CellAddress at, const std::string& sheet);
    std::optional<Cell> number_cell(pugi::xml_node node, CellAddress at) const;
    Result<Done> take(Cell cell, Sheet::Fields& sheet);

    ZipArchive archive_;
    const XlsxLimits& limits_;
    std::vector<std::string> strings_;
    std::vector<NumberFormat> formats_; // By the style number of a cell.
    DateSystem date_system_ = DateSystem::From1900;
    std::size_t cells_ = 0;
    std::size_t text_bytes_ = 0;
};

Result<pugi::xml_document> WorkbookReader::parsed(const std::string& part) {
    const auto text = TRY(archive_.read(part));
    TRY(check_xml(part, text, limits_.xml));
    pugi::xml_document document;
    const auto flags = pugi::parse_default | pugi::parse_ws_pcdata_single;
    if (!document.load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8)) return damaged(part);
    return document;
}

Result<std::vector<Relationship>> WorkbookReader::relationships_of(const std::string& part) {
    const auto folder = folder_of(part);
    const auto document = TRY(parsed(folder + "_rels/" + part.substr(folder.size()) + ".rels"));
    std::vector<Relationship> found;
    TRY(each_child(document.document_element(), "Relationship", [&](pugi::xml_node node) -> Result<Done> {
        if (attribute(node, "TargetMode") == "External") return Done{};
        const auto target = attribute(node, "Target");
        if (target.size() > kMaxNameBytes || !is_utf8(target)) return damaged("rels");
        found.push_back({std::string(attribute(node, "Id")), std::string(attribute(node, "Type")), resolved(folder, target)});
        return Done{};
    }));
    return found;
}

Result<Done> WorkbookReader::refuse_other_kinds() {
    if (!archive_.contains("[Content_Types].xml")) return invalid("xlsx.not_xlsx");
    const auto types = TRY(archive_.read("[Content_Types].xml"));
    if (archive_.contains("xl/workbook.bin")) return invalid("xlsx.binary_workbook");
    if (archive_.contains_name_ending_with("vbaProject.bin") || types.find("macroEnabled") != std::string::npos)
        return invalid("xlsx.macros");
    return Done{};
}

const Relationship* find(const std::vector<Relationship>& all, std::string_view kind) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.is(kind); });
    return found == all.end() ? nullptr : &*found;
}

Result<Workbook> WorkbookReader::read() {
    TRY(refuse_other_kinds());
    const auto roots = TRY(relationships_of(""));
    const auto* main = find(roots, "officeDocument");
    if (!main) return invalid("xlsx.not_xlsx");
    const auto document = TRY(parsed(main->part));
    const auto root = document.document_element();
    if (local_name(root.name()) != "workbook") return invalid("xlsx.not_xlsx");
    const auto relationships = TRY(relationships_of(main->part));
    if (find(relationships, "xlMacrosheet") || find(relationships, "xlIntlMacrosheet")) return invalid("xlsx.macros");
    if (const auto* strings = find(relationships, "sharedStrings")) TRY(read_strings(strings->part));
    if (const auto* styles = find(relationships, "styles")) TRY(read_styles(styles->part));
    const auto date1904 = attribute(child(root, "workbookPr"), "date1904");
    if (date1904 == "1" || date1904 == "true") date_system_ = DateSystem::From1904;

    return read_sheets(child(root, "sheets"), relationships);
}

Result<Workbook> WorkbookReader::read_sheets(pugi::xml_node sheets, const std::vector<Relationship>& relationships) {
    Workbook workbook;
    std::set<std::string_view> names;
    for (const auto entry : sheets.children()) {
        if (local_name(entry.name()) != "sheet") continue;
        // `r:id` and `sheetId` have different local names, so this is the relationship.
        const auto id = attribute(entry, "id");
        const auto target =
            std::find_if(relationships.begin(), relationships.end(), [&](const auto& each) { return each.id == id; });
        if (target == relationships.end() || !names.insert(attribute(entry, "name")).second) return damaged("sheets");
        if (!target->is("worksheet")) continue; // A chart or dialog on a tab of its own.
        if (workbook.sheets.size() == limits_.max_sheets)
            return invalid("xlsx.too_many_sheets", {}, {{"max", std::to_string(limits_.max_sheets)}});
        workbook.sheets.push_back(TRY(read_sheet(entry, *target)));
    }
    return workbook;
}

Result<Done> WorkbookReader::read_strings(const std::string& part) {
    const auto document = TRY(parsed(part));
    return each_child(document.document_element(), "si", [&](pugi::xml_node item) -> Result<Done> {
        strings_.push_back(rich_text(item));
        if (!is_utf8(strings_.back())) return damaged(part); // A character reference to half a surrogate pair.
        return Done{};
    });
}

Result<Done> WorkbookReader::read_styles(const std::string& part) {
    const auto document = TRY(parsed(part));
    const auto root = document.document_element();
    std::map<unsigned, NumberFormat> custom;
    TRY(each_child(child(root, "numFmts"), "numFmt", [&](pugi::xml_node node) -> Result<Done> {
        custom[number_or(attribute(node, "numFmtId"), 0)] = number_format(attribute(node, "formatCode"));
        return Done{};
    }));
    return each_child(child(root, "cellXfs"), "xf", [&](pugi::xml_node node) -> Result<Done> {
        const auto id = number_or(attribute(node, "numFmtId"), 0);
        const auto found = custom.find(id);
        formats_.push_back(found == custom.end() ? built_in_number_format(id) : found->second);
        return Done{};
    });
}

Result<Sheet> WorkbookReader::read_sheet(pugi::xml_node entry, const Relationship& relationship) {
    Sheet::Fields sheet;
    sheet.name = attribute(entry, "name");
    if (sheet.name.size() > kMaxNameBytes || !is_utf8(sheet.name)) return damaged(relationship.part);
    const auto state = attribute(entry, "state");
    sheet.visibility = state == "hidden"       ? SheetVisibility::Hidden
                       : state == "veryHidden" ? SheetVisibility::VeryHidden
                                               : SheetVisibility::Visible;
    const auto document = TRY(parsed(relationship.part));
    const auto root = document.document_element();
    if (local_name(root.name()) != "worksheet") return damaged(relationship.part);
    TRY(read_rows(child(root, "sheetData"), sheet));
    TRY(read_merged(child(root, "mergeCells"), sheet));
    return Sheet(std::move(sheet));
}

Result<Done> WorkbookReader::read_rows(pugi::xml_node sheet_data, Sheet::Fields& sheet) {
    std::uint32_t row_number = 0;
    TRY(each_child(sheet_data, "row", [&](pugi::xml_node row) -> Result<Done> {
        row_number = number_or(attribute(row, "r"), row_number + 1);
        if (row_number == 0 || row_number > limits_.max_rows)
            return invalid("xlsx.too_many_rows", {}, {{"sheet", sheet.name}, {"max", std::to_string(limits_.max_rows)}});
        return read_row(row, row_number, sheet);
    }));
    std::sort(sheet.uncomputed.begin(), sheet.uncomputed.end());
    const auto by_address = [](const Cell& a, const Cell& b) { return a.at < b.at; };
    std::sort(sheet.cells.begin(), sheet.cells.end(), by_address);
    const auto twice =
        std::adjacent_find(sheet.cells.begin(), sheet.cells.end(), [](const Cell& a, const Cell& b) { return a.at == b.at; });
    if (twice == sheet.cells.end()) return Done{};
    return invalid("xlsx.bad_cell", {}, {{"sheet", sheet.name}, {"cell", to_text(twice->at)}});
}

Result<Done> WorkbookReader::read_row(pugi::xml_node row, std::uint32_t row_number, Sheet::Fields& sheet) {
    CellAddress at{row_number, 0};
    return each_child(row, "c", [&](pugi::xml_node node) -> Result<Done> {
        const auto reference = attribute(node, "r");
        const auto next = reference.empty() ? CellAddress{row_number, at.column + 1}
                                            : parse_cell_address(reference).value_or(CellAddress{0, 0});
        if (next.row != row_number || next.column > kMaxSheetColumns)
            return invalid("xlsx.bad_cell", {}, {{"sheet", sheet.name}, {"cell", to_text({row_number, at.column + 1})}});
        at = next;
        auto cell = TRY(read_cell(node, at, sheet.name));
        cell.is_formula = !child(node, "f").empty();
        if (cell.is_formula && !child(node, "v")) sheet.uncomputed.push_back(at);
        return take(std::move(cell), sheet);
    });
}

Result<Done> WorkbookReader::take(Cell cell, Sheet::Fields& sheet) {
    if (cell.text.empty()) return Done{};
    if (cell.text.size() > limits_.max_cell_bytes)
        return invalid("xlsx.cell_too_long", {}, {{"sheet", sheet.name}, {"cell", to_text(cell.at)}});
    if (++cells_ > limits_.max_cells) return invalid("xlsx.too_many_cells", {}, {{"max", std::to_string(limits_.max_cells)}});
    text_bytes_ += cell.text.size();
    if (text_bytes_ > limits_.max_text_bytes)
        return invalid("xlsx.too_much_text", {}, {{"max_mb", std::to_string(limits_.max_text_bytes / 1024 / 1024)}});
    sheet.cells.push_back(std::move(cell));
    return Done{};
}

// A number of the sheet, as a date where the cell's style shows one.
std::optional<Cell> WorkbookReader::number_cell(pugi::xml_node node, CellAddress at) const {
    const auto raw = trimmed(content(child(node, "v")));
    if (raw.empty()) return Cell{at, CellKind::Number, ""};
    double value = 0;
    const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
    if (error != std::errc() || end != raw.data() + raw.size() || !std::isfinite(value)) return std::nullopt;
    const auto style = number_or(attribute(node, "s"), 0);
    const auto format = style < formats_.size() ? formats_[style] : NumberFormat::Number;
    if (auto date = iso8601_of_serial(value, format, date_system_)) return Cell{at, CellKind::Date, std::move(*date)};
    return Cell{at, CellKind::Number, number_text(value)};
}

Result<Cell> WorkbookReader::read_cell(pugi::xml_node node, CellAddress at, const std::string& sheet) {
    const auto bad = [&] { return invalid("xlsx.bad_cell", {}, {{"sheet", sheet}, {"cell", to_text(at)}}); };
    const auto type = attribute(node, "t");
    if (type.empty() || type == "n") {
        auto cell = number_cell(node, at);
        if (!cell) return bad();
        return std::move(*cell);
    }
    const auto value = child(node, "v");
    Cell cell{at, CellKind::Text, ""};
    if (type == "s") {
        const auto index = number_or(trimmed(content(value)), ~0U);
        if (index >= strings_.size()) return bad();
        cell.text = strings_[index];
    } else if (type == "inlineStr") {
        cell.text = rich_text(child(node, "is"));
    } else if (type == "b") {
        cell.kind = CellKind::Boolean;
        if (value) cell.text = trimmed(content(value)) == "1" ? "TRUE" : "FALSE";
    } else if (type == "str" || type == "e" || type == "d") {
        cell.kind = type == "e" ? CellKind::Error : type == "d" ? CellKind::Date : CellKind::Text;
        cell.text = without_escapes(content(value));
    } else {
        return bad();
    }
    if (!is_utf8(cell.text)) return bad();
    return cell;
}

Result<Done> WorkbookReader::read_merged(pugi::xml_node merged, Sheet::Fields& sheet) {
    std::size_t columns = 0;
    return each_child(merged, "mergeCell", [&](pugi::xml_node node) -> Result<Done> {
        const auto reference = attribute(node, "ref");
        const auto colon = reference.find(':');
        const auto first = parse_cell_address(reference.substr(0, colon));
        const auto last = colon == std::string_view::npos ? first : parse_cell_address(reference.substr(colon + 1));
        if (!first || !last || last->row < first->row || last->column < first->column)
            return invalid("xlsx.bad_cell", {}, {{"sheet", sheet.name}, {"cell", first ? to_text(*first) : "?"}});
        columns += last->column - first->column + 1;
        if (columns > limits_.max_merged_columns) return invalid("xlsx.too_many_merges", {}, {{"sheet", sheet.name}});
        sheet.merged.push_back({*first, *last});
        return Done{};
    });
}

// An Excel file in Microsoft's older container: a workbook of before 2007, or a new one behind a password.
Error ole_error(std::string_view bytes) {
    std::string marker;
    for (const char c : std::string_view("EncryptedPackage")) marker.append({c, '\0'});
    return invalid(bytes.find(marker) == std::string_view::npos ? "xlsx.legacy_xls" : "xlsx.encrypted");
}

} // namespace

Result<Workbook> read_xlsx(std::string_view bytes, const XlsxLimits& limits) {
    if (bytes.starts_with(kOleMagic)) return ole_error(bytes.substr(0, limits.zip.max_file_bytes));
    auto archive = TRY(ZipArchive::open(bytes, limits.zip));
    auto workbook = WorkbookReader(std::move(archive), limits).read();
    // A part that another part names but that is not there is the file's fault, not the caller's.
    if (!workbook && workbook.error().key == "xlsx.part_missing") workbook.error().code = ErrorCode::Invalid;
    return workbook;
}

} // namespace hoshirube
