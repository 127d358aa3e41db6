#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace hoshirube {

enum class Language { Japanese, English };
Language parse_language(std::string_view tag); // "en", "en-GB" … is English; everything else Japanese.
std::string_view to_tag(Language);             // "ja" or "en"

// Every sentence the product shows, by key, in both languages: texts/*.json.
//
// Threads  read-only after load; may be shared.
class Texts {
public:
    // Errors   Invalid `texts.malformed` {what}: not JSON, a key twice, a language missing.
    static Result<Texts> load(std::span<const std::string_view> json_files);

    // The text with its {placeholders} filled; {name|prefix} stands for the text of key prefix.<value of name>, {name|prefix*} for a
    // list between ", " of such values, each once (what follows a colon does not count) and as it is where it has no text,
    // {n|one|many} for a word by number. An unknown key answers the key itself in brackets: tests look for that.
    std::string text(Language, std::string_view key, const Error::Params& = {}) const;

    // The sentence for an error.
    std::string sentence(Language language, const Error& error) const { return text(language, error.key, error.params); }

    bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

private:
    std::string placeholder(Language, std::string_view name, const Error::Params&) const;
    std::string list(Language, std::string_view prefix, std::string_view values) const;

    struct Pair {
        std::string ja, en;
    };
    std::map<std::string, Pair, std::less<>> texts_;
};

} // namespace hoshirube
