#pragma once

#include "support/zip_bytes.h"

#include <string>
#include <string_view>
#include <vector>

namespace hoshirube::test {

struct XlsxSheet {
    std::string name;
    std::string sheet_data; // What stands in <sheetData>.
    std::string after = {}; // What follows it, such as <mergeCells>.
    std::string state = "visible";
};

struct XlsxParts {
    std::vector<XlsxSheet> sheets = {};
    std::string workbook_properties = {}; // <workbookPr …/>
    std::string strings = {};             // What stands in <sst>; no part when empty.
    std::string styles = {};              // What stands in <styleSheet>; no part when empty.
    std::vector<ZipEntry> more = {};
};

inline std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '<') out += "&lt;";
        else if (c == '&') out += "&amp;";
        else if (c == '"') out += "&quot;";
        else out += c;
    }
    return out;
}

inline std::vector<ZipEntry> xlsx_entries(const XlsxParts& parts) {
    const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    std::string sheets;
    std::string relationships;
    std::vector<ZipEntry> entries{{"[Content_Types].xml", "<Types/>"},
                                  {"_rels/.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"" + office +
                                                      "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"}};
    const auto relate = [&](const std::string& id, const std::string& type, const std::string& target) {
        relationships += "<Relationship Id=\"" + id + "\" Type=\"" + office + type + "\" Target=\"" + target + "\"/>";
    };
    for (std::size_t i = 0; i < parts.sheets.size(); ++i) {
        const auto& sheet = parts.sheets[i];
        const auto id = std::to_string(i + 1);
        sheets += "<sheet name=\"" + xml_text(sheet.name) + "\" sheetId=\"" + id + "\" state=\"" + sheet.state + "\" r:id=\"rId" +
                  id + "\"/>";
        relate("rId" + id, "worksheet", "worksheets/sheet" + id + ".xml");
        entries.push_back({"xl/worksheets/sheet" + id + ".xml",
                           "<worksheet><sheetData>" + sheet.sheet_data + "</sheetData>" + sheet.after + "</worksheet>"});
    }
    if (!parts.strings.empty()) {
        relate("rIdStrings", "sharedStrings", "sharedStrings.xml");
        entries.push_back({"xl/sharedStrings.xml", "<sst>" + parts.strings + "</sst>"});
    }
    if (!parts.styles.empty()) {
        relate("rIdStyles", "styles", "/xl/styles.xml");
        entries.push_back({"xl/styles.xml", "<styleSheet>" + parts.styles + "</styleSheet>"});
    }
    entries.push_back(
        {"xl/workbook.xml", "<workbook>" + parts.workbook_properties + "<sheets>" + sheets + "</sheets></workbook>"});
    entries.push_back({"xl/_rels/workbook.xml.rels", "<Relationships>" + relationships + "</Relationships>"});
    entries.insert(entries.end(), parts.more.begin(), parts.more.end());
    return entries;
}

// A workbook such as Excel writes it, reduced to what a reader of cells looks at.
inline std::string xlsx_of(const XlsxParts& parts) { return zip_of(xlsx_entries(parts)); }

// Rows of texts as <sheetData>, every cell an inline string. Control characters are written the way Excel
// does.
inline std::string sheet_data_of(const std::vector<std::vector<std::string>>& rows) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const auto& row : rows) {
        out += "<row>";
        for (const auto& cell : row) {
            out += "<c t=\"inlineStr\"><is><t>";
            for (std::size_t i = 0; i < cell.size(); ++i) {
                const auto c = static_cast<unsigned char>(cell[i]);
                const bool looks_escaped = cell.compare(i, 2, "_x") == 0;
                if (c < 0x20 || looks_escaped) out += std::string("_x00") + kHex[c >> 4] + kHex[c & 15] + "_";
                else out += xml_text(cell.substr(i, 1));
            }
            out += "</t></is></c>";
        }
        out += "</row>";
    }
    return out;
}

} // namespace hoshirube::test
