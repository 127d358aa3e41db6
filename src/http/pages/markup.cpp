#include "http/pages/markup.h"

#include "base/result.h"

#include <algorithm>

namespace hoshirube {

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    }
    return out;
}

Markup fill(std::string_view html_template, std::initializer_list<Slot> slots) {
    std::string out;
    while (!html_template.empty()) {
        const auto open = std::min(html_template.find('{'), html_template.size());
        out += html_template.substr(0, open);
        html_template.remove_prefix(open);
        if (html_template.empty()) break;
        const auto close = html_template.find('}');
        CHECK(close != html_template.npos);
        const auto name = html_template.substr(1, close - 1);
        const auto slot = std::find_if(slots.begin(), slots.end(), [&](const Slot& s) { return s.name == name; });
        CHECK(slot != slots.end());
        out += slot->markup ? slot->markup->html() : escaped(slot->text);
        html_template.remove_prefix(close + 1);
    }
    return Markup(std::move(out));
}

} // namespace hoshirube
