#include "http/headers.h"

#include <algorithm>

namespace hoshirube {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view without_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// An element such as "en;q=0.8" as its name and its weight in thousandths (RFC 9110 section 12.4.2).
std::pair<std::string_view, int> weighed(std::string_view element) {
    const auto name = without_blanks(element.substr(0, element.find(';')));
    const auto q = element.find("q=");
    if (q == element.npos) return {name, 1000};
    int weight = 0, unit = 1000;
    for (const char c : element.substr(q + 2)) {
        if (c == '.') continue;
        if (c < '0' || c > '9' || unit == 0) break;
        weight += (c - '0') * unit;
        unit /= 10;
    }
    return {name, weight};
}

} // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view Headers::get(std::string_view name) const {
    for (const auto& [known, value] : fields_)
        if (equal_ignoring_case(known, name)) return value;
    return {};
}

std::size_t Headers::count(std::string_view name) const {
    return static_cast<std::size_t>(
        std::count_if(fields_.begin(), fields_.end(), [&](const auto& field) { return equal_ignoring_case(field.first, name); }));
}

std::vector<std::string_view> list_elements(std::string_view value) {
    std::vector<std::string_view> elements;
    while (!value.empty()) {
        const auto comma = std::min(value.find(','), value.size());
        const auto element = without_blanks(value.substr(0, comma));
        if (!element.empty()) elements.push_back(element);
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return elements;
}

Language preferred_language(std::string_view accept_language) {
    int japanese = 0, english = 0;
    for (const auto element : list_elements(accept_language)) {
        const auto [name, weight] = weighed(element);
        auto& best = equal_ignoring_case(name.substr(0, 2), "en") ? english : japanese;
        if (&best == &english || equal_ignoring_case(name.substr(0, 2), "ja")) best = std::max(best, weight);
    }
    return english > japanese ? Language::English : Language::Japanese;
}

bool accepts_gzip(std::string_view accept_encoding) {
    for (const auto element : list_elements(accept_encoding)) {
        const auto [name, weight] = weighed(element);
        if (equal_ignoring_case(name, "gzip")) return weight > 0;
    }
    return false;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
    const auto strong = [](std::string_view tag) { return tag.substr(0, 2) == "W/" ? tag.substr(2) : tag; };
    if (etag.empty()) return false;
    for (const auto element : list_elements(if_none_match))
        if (element == "*" || strong(element) == strong(etag)) return true;
    return false;
}

} // namespace hoshirube
