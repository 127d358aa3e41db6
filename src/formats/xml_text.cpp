#include "formats/xml_text.h"

namespace hoshirube {

void append_xml_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else if (c == '\n' || c == '\t') out += ' ';
        else if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
}

std::string xml_escaped(std::string_view text) {
    std::string out;
    append_xml_escaped(out, text);
    return out;
}

} // namespace hoshirube
