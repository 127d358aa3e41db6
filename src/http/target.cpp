#include "http/target.h"

#include "base/text.h"

#include <algorithm>

namespace hoshirube {

namespace {

Error malformed() { return invalid("request.target"); }

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_fit_segment(std::string_view decoded) {
    if (decoded.empty() || decoded == "." || decoded == "..") return false;
    if (decoded.find_first_of("/\\") != decoded.npos) return false;
    return std::none_of(decoded.begin(), decoded.end(), is_control) && is_utf8(decoded);
}

Result<std::vector<std::string>> parse_path(std::string_view path) {
    std::vector<std::string> segments;
    path.remove_prefix(1);
    while (!path.empty()) {
        const auto slash = std::min(path.find('/'), path.size());
        auto segment = TRY(percent_decoded(path.substr(0, slash), Plus::IsPlus));
        if (!is_fit_segment(segment)) return malformed();
        segments.push_back(std::move(segment));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return segments;
}

Result<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = TRY(percent_decoded(pair.substr(0, equals), Plus::IsBlank));
        auto value = TRY(percent_decoded(pair.substr(std::min(equals + 1, pair.size())), Plus::IsBlank));
        if (!is_utf8(name) || !is_utf8(value)) return malformed();
        const bool is_known = std::any_of(pairs.begin(), pairs.end(), [&](const auto& p) { return p.first == name; });
        if (is_known) return malformed();
        if (!pair.empty()) pairs.emplace_back(std::move(name), std::move(value));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return pairs;
}

} // namespace

Result<Target> parse_target(std::string_view raw) {
    Target target;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (raw.substr(0, scheme.size()) != scheme) continue;
        raw.remove_prefix(scheme.size());
        const auto end = std::min(raw.find_first_of("/?"), raw.size());
        target.authority = raw.substr(0, end);
        if (target.authority.empty()) return malformed();
        raw.remove_prefix(end);
        if (raw.empty()) raw = "/";
        break;
    }
    if (raw.empty() || raw.front() != '/' || raw.find('#') != raw.npos) return malformed();
    target.raw = raw;
    const auto question = std::min(raw.find('?'), raw.size());
    target.segments = TRY(parse_path(raw.substr(0, question)));
    target.query = TRY(parse_query(raw.substr(std::min(question + 1, raw.size()))));
    return target;
}

Result<std::string> percent_decoded(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && plus == Plus::IsBlank) {
            out += ' ';
        } else if (text[at] == '%') {
            const int high = at + 2 < text.size() ? hex_value(text[at + 1]) : -1;
            const int low = high >= 0 ? hex_value(text[at + 2]) : -1;
            if (low < 0) return malformed();
            out += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (is_letter || c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
        } else {
            out += '%';
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        }
    }
    return out;
}

} // namespace hoshirube
