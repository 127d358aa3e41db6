#include "http/head.h"

#include <algorithm>

namespace hoshirube {

namespace {

constexpr HeadScan kMalformed{HeadScan::State::Malformed, 0, 0};
constexpr HeadScan kIncomplete{HeadScan::State::Incomplete, 0, 0};

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

// METHOD SP target SP HTTP/x.y, in visible ASCII with exactly two blanks.
bool is_request_line(std::string_view line) {
    const bool is_plain = std::all_of(line.begin(), line.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    return is_plain && std::count(line.begin(), line.end(), ' ') == 2;
}

bool is_field_line(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') return false; // Folded.
    return std::none_of(line.begin(), line.end(), is_control);
}

} // namespace

HeadScan scan_head(std::string_view bytes) {
    const std::size_t skip = bytes.substr(0, 2) == "\r\n" ? 2 : 0;
    for (std::size_t at = skip; at < bytes.size();) {
        const auto end = bytes.find('\n', at);
        if (end == bytes.npos) return kIncomplete;
        if (end == at || bytes[end - 1] != '\r') return kMalformed;
        const auto line = bytes.substr(at, end - 1 - at);
        const bool is_first = at == skip;
        if (line.empty()) return is_first ? kMalformed : HeadScan{HeadScan::State::Complete, skip, end + 1};
        if (!(is_first ? is_request_line(line) : is_field_line(line))) return kMalformed;
        at = end + 1;
    }
    return kIncomplete;
}

} // namespace hoshirube
