#pragma once

#include <string>
#include <string_view>

namespace hoshirube {

// Text as it may stand in XML content and in double-quoted attributes. Line ends and tabs become blanks; other control characters, which
// XML 1.0 has no way to write, are left out. (A workbook's cells keep their line ends: see xlsx_writer.cpp.)
void append_xml_escaped(std::string& out, std::string_view text);
std::string xml_escaped(std::string_view text);

} // namespace hoshirube
