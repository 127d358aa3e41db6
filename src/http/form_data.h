#pragma once

#include "base/result.h"

#include <string_view>
#include <vector>

namespace hoshirube {

// One field of a form as a browser sends it with a file in it.
struct FormPart {
    std::string_view name, file_name, content; // `file_name` is empty for what is no file. All point into the body.
};

// The fields of a multipart/form-data body, in its order. `content_type` names the boundary.
//
// Errors   Invalid `form.malformed`: another type, a part that does not end, more than 16 parts.
// Source   RFC 7578; RFC 2046, 5.1
inline constexpr std::size_t kMaxFormParts = 16;
Result<std::vector<FormPart>> parse_form_data(std::string_view content_type, std::string_view body);

// The content of the first part with this name; empty where there is none.
std::string_view form_text(const std::vector<FormPart>&, std::string_view name);

} // namespace hoshirube
