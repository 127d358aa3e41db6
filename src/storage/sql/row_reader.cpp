#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

std::string containing(std::string_view typed) {
    std::string pattern = "%";
    for (const char c : typed) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

} // namespace hoshirube::sql
