#pragma once

#include "texts/texts.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hoshirube {

// Header fields in the order they came; names compare without regard to case.
class Headers {
public:
    void add(std::string_view name, std::string_view value) { fields_.emplace_back(name, value); }
    std::string_view get(std::string_view name) const; // The first, or empty.
    std::size_t count(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

bool equal_ignoring_case(std::string_view a, std::string_view b);

// The elements of a comma-separated header, without blanks around them; empty ones are left out.
std::vector<std::string_view> list_elements(std::string_view value);

// Which of our two languages an Accept-Language header prefers; Japanese when it names neither.
Language preferred_language(std::string_view accept_language);

// Whether an Accept-Encoding header accepts gzip.
bool accepts_gzip(std::string_view accept_encoding);

// Whether an If-None-Match header names `etag` (weak comparison, RFC 9110 section 8.8.3.2).
bool names_etag(std::string_view if_none_match, std::string_view etag);

} // namespace hoshirube
