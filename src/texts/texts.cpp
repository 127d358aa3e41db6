#include "texts/texts.h"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/json.h"

namespace hoshirube {

Language parse_language(std::string_view tag) { return tag.substr(0, 2) == "en" ? Language::English : Language::Japanese; }

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

std::string Texts::placeholder(Language language, std::string_view name, const Error::Params& params) const {
    const auto bar = name.find('|');
    for (const auto& [known, value] : params) {
        if (known != name.substr(0, bar)) continue;
        if (bar == name.npos) return value;
        const auto second = name.find('|', bar + 1);
        if (second == name.npos && name.back() == '*') return list(language, name.substr(bar + 1, name.size() - bar - 2), value);
        if (second == name.npos) return text(language, std::string(name.substr(bar + 1)) + "." + value);
        return std::string(value == "1" ? name.substr(bar + 1, second - bar - 1) : name.substr(second + 1));
    }
    return {};
}

std::string Texts::list(Language language, std::string_view prefix, std::string_view values) const {
    std::vector<std::string> words;
    while (!values.empty()) {
        const auto end = std::min(values.find(", "), values.size());
        const auto one = values.substr(0, end);
        const auto key = std::string(prefix) + "." + std::string(one.substr(0, one.find(':')));
        auto word = has(key) ? text(language, key) : std::string(one);
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
        values.remove_prefix(std::min(end + 2, values.size()));
    }
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : language == Language::English ? ", " : "、") + word;
    return out;
}

namespace {

// Whether what comes next stands between brackets that are still open.
bool is_in_brackets(std::string_view before, std::string_view open, std::string_view close) {
    const auto at = before.rfind(open);
    return at != before.npos && before.find(close, at) == before.npos;
}

// A day brings brackets of its own: 2027年3月1日（令和9年）, 1 March 2027 (Reiwa 9). Between others they give way: （2027年3月1日・令和9年まで）.
std::string without_brackets(std::string day, Language language) {
    const bool english = language == Language::English;
    const std::string_view open = english ? " (Reiwa " : "（令和", close = english ? ")" : "）",
                           era = english ? ", Reiwa " : "・令和";
    for (auto at = day.find(open); at != day.npos; at = day.find(open, at)) {
        day.replace(at, open.size(), era);
        if (const auto end = day.find(close, at); end != day.npos) day.erase(end, close.size());
    }
    return day;
}

} // namespace

std::string Texts::text(Language language, std::string_view key, const Error::Params& params) const {
    const auto found = texts_.find(key);
    if (found == texts_.end()) return "[" + std::string(key) + "]";
    const auto& pattern = language == Language::English ? found->second.en : found->second.ja;
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        const auto open = pattern.find('{', at), close = pattern.find('}', open);
        if (open == pattern.npos || close == pattern.npos) return out + pattern.substr(at);
        out.append(pattern, at, open - at);
        auto value = placeholder(language, std::string_view(pattern).substr(open + 1, close - open - 1), params);
        const auto before = std::string_view(pattern).substr(0, open);
        if (is_in_brackets(before, "（", "）") || is_in_brackets(before, "(", ")"))
            value = without_brackets(std::move(value), language);
        out += value;
        at = close + 1;
    }
    return out;
}

} // namespace hoshirube
