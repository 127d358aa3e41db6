#include "http/form_data.h"

#include "http/headers.h"

#include <string>

namespace hoshirube {

namespace {

constexpr std::size_t kMaxBoundaryBytes = 70; // RFC 2046
constexpr std::string_view kType = "multipart/form-data", kEnd = "--", kLine = "\r\n";

// What stands after `name=` in a header's value, with or without quotes; empty where it does not stand there.
std::string_view parameter(std::string_view value, std::string_view name) {
    for (auto at = value.find(';'); at != value.npos; at = value.find(';', at)) {
        do ++at;
        while (at < value.size() && (value[at] == ' ' || value[at] == '\t'));
        if (!value.substr(at).starts_with(name) || value.substr(at + name.size(), 1) != "=") continue;
        auto text = value.substr(at + name.size() + 1);
        if (!text.starts_with('"')) return text.substr(0, text.find_first_of("; \t"));
        text.remove_prefix(1);
        const auto quote = text.find('"'); // Browsers write one inside as %22.
        return quote == text.npos ? std::string_view() : text.substr(0, quote);
    }
    return {};
}

// The value of Content-Disposition among the lines before a part's content.
std::string_view disposition(std::string_view head) {
    while (!head.empty()) {
        const auto end = head.find(kLine);
        const auto line = head.substr(0, end);
        const auto colon = line.find(':');
        if (colon != line.npos && equal_ignoring_case(line.substr(0, colon), "Content-Disposition"))
            return line.substr(colon + 1);
        if (end == head.npos) break;
        head.remove_prefix(end + kLine.size());
    }
    return {};
}

} // namespace

Result<std::vector<FormPart>> parse_form_data(std::string_view content_type, std::string_view body) {
    const auto malformed = [] { return invalid("form.malformed"); };
    const auto boundary = parameter(content_type, "boundary");
    if (!content_type.starts_with(kType) || boundary.empty() || boundary.size() > kMaxBoundaryBytes) return malformed();
    const auto delimiter = std::string(kLine).append("--").append(boundary);
    if (!body.starts_with(std::string_view(delimiter).substr(kLine.size()))) return malformed();
    body.remove_prefix(delimiter.size() - kLine.size());
    std::vector<FormPart> parts;
    while (!body.starts_with(kEnd)) {
        if (!body.starts_with(kLine) || parts.size() == kMaxFormParts) return malformed();
        body.remove_prefix(kLine.size());
        const auto head_end = body.find("\r\n\r\n");
        if (head_end == body.npos) return malformed();
        const auto about = disposition(body.substr(0, head_end));
        body.remove_prefix(head_end + 2 * kLine.size());
        const auto end = body.find(delimiter);
        if (end == body.npos) return malformed();
        parts.push_back({parameter(about, "name"), parameter(about, "filename"), body.substr(0, end)});
        body.remove_prefix(end + delimiter.size());
    }
    return parts;
}

std::string_view form_text(const std::vector<FormPart>& parts, std::string_view name) {
    for (const auto& part : parts)
        if (part.name == name) return part.content;
    return {};
}

} // namespace hoshirube
