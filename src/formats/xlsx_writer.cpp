#include "formats/xlsx_writer.h"

#include "formats/zip_writer.h"

#include <algorithm>

namespace hoshirube {

namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006/";

// --- Text

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// "_x0041_" would be read as the letter A (ST_Xstring): its first underscore is written as an escape itself.
bool looks_escaped(std::string_view rest) {
    return rest.size() >= 7 && rest[1] == 'x' && rest[6] == '_' && std::all_of(rest.begin() + 2, rest.begin() + 6, is_hex);
}

void append_text(std::string& out, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const auto rest = text.substr(i);
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else if (c == '_' && looks_escaped(rest)) out += "_x005F_";
        else if (c < 0x20 && c != '\n' && c != '\t') {
            constexpr std::string_view kDigits = "0123456789ABCDEF";
            out.append("_x00").append(1, kDigits[c / 16]).append(1, kDigits[c % 16]).append("_");
        } else if (rest.starts_with("\xef\xbf\xbe") || rest.starts_with("\xef\xbf\xbf")) {
            out += "\xef\xbf\xbd"; // XML has no U+FFFE and U+FFFF.
            i += 2;
        } else out += static_cast<char>(c);
    }
}

std::string escaped(std::string_view text) {
    std::string out;
    append_text(out, text);
    return out;
}

std::string to_text(const CellRange& range) { return hoshirube::to_text(range.first) + ":" + hoshirube::to_text(range.last); }

std::string fixed_to_text(const CellRange& range) {
    const auto one = [](CellAddress at) { return "$" + column_letters(at.column) + "$" + std::to_string(at.row); };
    return one(range.first) + ":" + one(range.last);
}

// 'a sheet''s name'
std::string quoted_name(std::string_view name) {
    std::string out = "'";
    for (const char c : name) out.append(c == '\'' ? 2 : 1, c);
    return out + "'";
}

// --- Styles: their order is that of CellLook.

constexpr std::string_view kStyles =
    R"(<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>)"
    R"(<fonts count="3"><font><sz val="10"/><name val="Yu Gothic"/><family val="3"/><charset val="128"/></font>)"
    R"(<font><b/><sz val="10"/><name val="Yu Gothic"/><family val="3"/><charset val="128"/></font>)"
    R"(<font><sz val="8"/><color rgb="FF767676"/><name val="Yu Gothic"/><family val="3"/><charset val="128"/></font></fonts>)"
    R"(<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>)"
    R"(<fill><patternFill patternType="solid"><fgColor rgb="FFE6E6E6"/><bgColor indexed="64"/></patternFill></fill>)"
    R"(<fill><patternFill patternType="solid"><fgColor rgb="FFD9E6FF"/><bgColor indexed="64"/></patternFill></fill>)"
    R"(<fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/><bgColor indexed="64"/></patternFill></fill></fills>)"
    R"(<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>)"
    R"(<left style="thin"><color rgb="FF949494"/></left><right style="thin"><color rgb="FF949494"/></right>)"
    R"(<top style="thin"><color rgb="FF949494"/></top><bottom style="thin"><color rgb="FF949494"/></bottom><diagonal/></border></borders>)"
    R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
    R"(<cellXfs count="8">)"
    R"(<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>)"
    R"(<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>)"
    R"(<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>)"
    R"(<xf numFmtId="0" fontId="1" fillId="3" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>)"
    R"(<xf numFmtId="49" fontId="0" fillId="4" borderId="1" xfId="0" applyNumberFormat="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>)"
    R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf>)"
    R"(<xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment horizontal="left" vertical="top"/><protection locked="0"/></xf>)"
    R"(<xf numFmtId="49" fontId="2" fillId="4" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>)"
    R"(</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>)";

// --- Sheets

// Excel for Windows counts days from 1899-12-30 (and so gets every day since 1900-03-01 right).
int serial_of(Day day) { return Day(std::chrono::year(1899) / 12 / 30).days_until(day); }

void append_cell(std::string& out, CellAddress at, const OutCell& cell) {
    out.append("<c r=\"").append(hoshirube::to_text(at)).append("\" s=\"");
    out += std::to_string(static_cast<int>(cell.look));
    if (cell.day) out.append("\"><v>").append(std::to_string(serial_of(*cell.day))).append("</v></c>");
    else if (cell.text.empty()) out += "\"/>";
    else {
        out += "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">";
        append_text(out, cell.text);
        out += "</t></is></c>";
    }
}

// About how many half-width characters a text takes: everything beyond U+10FF counts as two.
std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0) != 0x80) width += byte >= 0xe1 ? 2 : 1;
    }
    return width;
}

std::size_t lines_in(std::string_view text, double column_width) {
    const auto per_line = std::max<std::size_t>(static_cast<std::size_t>(std::max(column_width - 1, 1.0)), 2);
    std::size_t lines = 0;
    while (true) {
        const auto end = std::min(text.find('\n'), text.size());
        lines += std::max<std::size_t>((width_of(text.substr(0, end)) + per_line - 1) / per_line, 1);
        if (end == text.size()) return lines;
        text.remove_prefix(end + 1);
    }
}

// Not every program fits rows to wrapped text when it opens a file, so a height is given; as it is not fixed
// (customHeight), rows still grow with what is typed.
double height_of(const OutSheet& sheet, const std::vector<OutCell>& row) {
    constexpr double kLine = 16.5, kMost = 409; // Points; the most Excel takes.
    std::size_t lines = 1;
    for (std::size_t i = 0; i < row.size() && i < sheet.columns.size(); ++i)
        if (!sheet.columns[i].is_folded && !sheet.columns[i].is_hidden && !row[i].day)
            lines = std::max(lines, lines_in(row[i].text, sheet.columns[i].width));
    return std::min(kLine * static_cast<double>(lines), kMost);
}

std::string columns_xml(const OutSheet& sheet) {
    if (sheet.columns.empty()) return {};
    std::string out = "<cols>";
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
        const auto& column = sheet.columns[i];
        const auto number = std::to_string(i + 1);
        out +=
            "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" + std::to_string(column.width) + "\" customWidth=\"1\"";
        if (column.is_folded) out += " outlineLevel=\"1\"";
        if (column.is_folded || column.is_hidden) out += " hidden=\"1\"";
        const bool ends_fold = !column.is_folded && i > 0 && sheet.columns[i - 1].is_folded;
        out += ends_fold ? " collapsed=\"1\"/>" : "/>";
    }
    return out + "</cols>";
}

std::string views_xml(const OutSheet& sheet, bool is_first) {
    std::string out = "<sheetViews><sheetView workbookViewId=\"0\"";
    if (is_first) out += " tabSelected=\"1\"";
    if (sheet.frozen.row == 0) return out + "/></sheetViews>";
    const auto rows = std::to_string(sheet.frozen.row - 1), columns = std::to_string(sheet.frozen.column - 1);
    const bool has_rows = sheet.frozen.row > 1, has_columns = sheet.frozen.column > 1;
    const std::string pane = has_rows && has_columns ? "bottomRight" : has_rows ? "bottomLeft" : "topRight";
    out += "><pane";
    if (has_columns) out += " xSplit=\"" + columns + "\"";
    if (has_rows) out += " ySplit=\"" + rows + "\"";
    out += " topLeftCell=\"" + hoshirube::to_text(sheet.frozen) + "\" activePane=\"" + pane + "\" state=\"frozen\"/>";
    return out + "<selection pane=\"" + pane + "\"/></sheetView></sheetViews>";
}

std::string choices_xml(const OutSheet& sheet) {
    if (sheet.choices.empty()) return {};
    std::string out = "<dataValidations count=\"" + std::to_string(sheet.choices.size()) + "\">";
    for (const auto& choice : sheet.choices) {
        out += "<dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\"";
        if (choice.is_strict) out += " showErrorMessage=\"1\"";
        if (!choice.prompt.empty())
            out += " promptTitle=\"" + escaped(choice.prompt_title) + "\" prompt=\"" + escaped(choice.prompt) + "\"";
        out += " sqref=\"" + to_text(choice.cells) + "\"><formula1>" + escaped(quoted_name(choice.source_sheet)) + "!" +
               fixed_to_text(choice.source) + "</formula1></dataValidation>";
    }
    return out + "</dataValidations>";
}

// In headers an ampersand begins a code.
std::string header_text(std::string_view text) {
    std::string out;
    for (const char c : text) out.append(c == '&' ? 2 : 1, c);
    return escaped(out);
}

CellRange filter_range(const OutSheet& sheet) {
    const auto width = sheet.rows.empty() ? std::size_t{1} : std::max<std::size_t>(sheet.rows.back().size(), 1);
    return {{sheet.title_rows, 2}, {static_cast<std::uint32_t>(sheet.rows.size()), static_cast<std::uint32_t>(width)}};
}

std::string sheet_xml(const OutSheet& sheet, bool is_first) {
    std::string out(kHead);
    out.append("<worksheet xmlns=\"")
        .append(kMain)
        .append("\"><sheetPr><outlinePr summaryRight=\"1\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
    out += views_xml(sheet, is_first) + "<sheetFormatPr defaultRowHeight=\"16.5\" outlineLevelCol=\"1\"/>" + columns_xml(sheet);
    out += "<sheetData>";
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
        out += "<row r=\"" + std::to_string(r + 1) + "\" ht=\"" + std::to_string(height_of(sheet, sheet.rows[r])) + "\">";
        for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
            const auto& cell = sheet.rows[r][c];
            if (cell.text.empty() && !cell.day && cell.look == CellLook::Plain) continue;
            append_cell(out, {static_cast<std::uint32_t>(r + 1), static_cast<std::uint32_t>(c + 1)}, cell);
        }
        out += "</row>";
    }
    out += "</sheetData>";
    if (sheet.is_protected)
        out += "<sheetProtection sheet=\"1\" formatCells=\"0\" formatColumns=\"0\" formatRows=\"0\" autoFilter=\"0\"/>";
    if (sheet.has_filter) out += "<autoFilter ref=\"" + to_text(filter_range(sheet)) + "\"/>";
    if (!sheet.merged.empty()) {
        out += "<mergeCells count=\"" + std::to_string(sheet.merged.size()) + "\">";
        for (const auto& range : sheet.merged) out += "<mergeCell ref=\"" + to_text(range) + "\"/>";
        out += "</mergeCells>";
    }
    out += choices_xml(sheet);
    out +=
        "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.7\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
        "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/><headerFooter><oddHeader>&amp;L";
    out += header_text(sheet.header) + "</oddHeader><oddFooter>&amp;L" + header_text(sheet.footer_left) +
           "&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>";
    return out;
}

std::string workbook_xml(const std::vector<OutSheet>& sheets) {
    std::string list, names;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const auto& sheet = sheets[i];
        const auto id = std::to_string(i + 1), index = std::to_string(i);
        list += "<sheet name=\"" + escaped(sheet.name) + "\" sheetId=\"" + id + "\"";
        if (sheet.visibility == SheetVisibility::Hidden) list += " state=\"hidden\"";
        if (sheet.visibility == SheetVisibility::VeryHidden) list += " state=\"veryHidden\"";
        list += " r:id=\"rId" + id + "\"/>";
        const auto name = escaped(quoted_name(sheet.name));
        if (sheet.has_filter)
            names += "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"" + index + "\" hidden=\"1\">" + name + "!" +
                     fixed_to_text(filter_range(sheet)) + "</definedName>";
        if (sheet.title_rows > 0)
            names += "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"" + index + "\">" + name + "!$1:$" +
                     std::to_string(sheet.title_rows) + "</definedName>";
    }
    std::string out(kHead);
    out.append("<workbook xmlns=\"")
        .append(kMain)
        .append("\" xmlns:r=\"")
        .append(kOffice)
        .append("\"><bookViews><workbookView/></bookViews><sheets>");
    out += list + "</sheets>";
    if (!names.empty()) out += "<definedNames>" + names + "</definedNames>";
    return out + "</workbook>";
}

std::string relationships(const std::vector<std::pair<std::string, std::string>>& type_and_target) {
    std::string out(kHead);
    out.append("<Relationships xmlns=\"").append(kPackage).append("relationships\">");
    for (std::size_t i = 0; i < type_and_target.size(); ++i)
        out.append("<Relationship Id=\"rId")
            .append(std::to_string(i + 1))
            .append("\" Type=\"")
            .append(kOffice)
            .append("/")
            .append(type_and_target[i].first)
            .append("\" Target=\"")
            .append(type_and_target[i].second)
            .append("\"/>");
    return out + "</Relationships>";
}

} // namespace

std::string write_xlsx(const std::vector<OutSheet>& sheets) {
    constexpr std::string_view kType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    std::string types(kHead);
    types.append("<Types xmlns=\"")
        .append(kPackage)
        .append(
            "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"")
        .append(kType)
        .append("sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"")
        .append(kType)
        .append("styles+xml\"/>");
    std::vector<std::pair<std::string, std::string>> targets;
    std::vector<ZipPart> parts;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const auto name = "worksheets/sheet" + std::to_string(i + 1) + ".xml";
        types.append("<Override PartName=\"/xl/")
            .append(name)
            .append("\" ContentType=\"")
            .append(kType)
            .append("worksheet+xml\"/>");
        targets.emplace_back("worksheet", name);
        parts.push_back({"xl/" + name, sheet_xml(sheets[i], i == 0)});
    }
    targets.emplace_back("styles", "styles.xml");
    std::string styles(kHead);
    styles.append("<styleSheet xmlns=\"").append(kMain).append("\">").append(kStyles).append("</styleSheet>");
    // The list of types comes first: some programs look at the first bytes only.
    std::vector<ZipPart> all{{"[Content_Types].xml", types + "</Types>"},
                             {"_rels/.rels", relationships({{"officeDocument", "xl/workbook.xml"}})},
                             {"xl/workbook.xml", workbook_xml(sheets)},
                             {"xl/_rels/workbook.xml.rels", relationships(targets)},
                             {"xl/styles.xml", std::move(styles)}};
    for (auto& part : parts) all.push_back(std::move(part));
    return zip_bytes(all);
}

} // namespace hoshirube
