#include "texts/texts.h"

#include <nlohmann/json.hpp>

#include "base/json.h"

namespace hoshirube {

namespace {

std::string filled(std::string text, const Error::Params& params) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find('{', at), close = text.find('}', at);
        if (open == text.npos || close == text.npos || close < open) {
            out += text.substr(at);
            break;
        }
        out += text.substr(at, open - at);
        const auto name = text.substr(open + 1, close - open - 1);
        for (const auto& [known, value] : params)
            if (known == name) out += value;
        at = close + 1;
    }
    return out;
}

} // namespace

Language parse_language(std::string_view tag) {
    return tag.substr(0, 2) == "en" ? Language::English : Language::Japanese;
}

std::string_view to_tag(Language language) { return language == Language::English ? "en" : "ja"; }

Result<Texts> Texts::load(std::span<const std::string_view> json_files) {
    Texts texts;
    for (const auto file : json_files) {
        const Json json = TRY(parse_json(file));
        for (const auto& [key, pair] : json.items()) {
            if (!pair.is_object() || !pair.contains("ja") || !pair.contains("en"))
                return invalid("texts.malformed", {}, {{"what", key + ": both languages are needed"}});
            if (!texts.texts_.emplace(key, Pair{pair["ja"], pair["en"]}).second)
                return invalid("texts.malformed", {}, {{"what", key + " twice"}});
        }
    }
    return texts;
}

std::string Texts::text(Language language, std::string_view key, const Error::Params& params) const {
    const auto found = texts_.find(key);
    if (found == texts_.end()) return "[" + std::string(key) + "]";
    return filled(language == Language::English ? found->second.en : found->second.ja, params);
}

} // namespace hoshirube
