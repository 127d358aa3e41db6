#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scheme/catalogue/edition.h"

namespace hoshirube {

// What became of criteria from one edition to the next. Stored in data by name: never rename.
enum class ChangeKind {
    Kept,     // The same text, perhaps under another number.
    Reworded, // One criterion, in other words.
    Merged,   // Several became one.
    Split,    // One became several.
    New,      // Nothing like it was there before.
    Gone,     // Nothing like it is there any more.
};
std::string_view to_text(ChangeKind);

struct Change {
    ChangeKind kind;
    std::vector<std::string> from, to; // Numbers in the older and in the newer edition.
    Bilingual reason;                  // One line, in our own words.
};

// The map from one edition to another, made by reading both texts: never by number alone.
//
// Source   catalogue/migrations/<from>_<to>.json
class EditionMap {
public:
    // Errors   Invalid `catalogue.malformed` {what}: a number is missing, covered twice, or unknown to its edition; a kind does
    //          not fit its numbers.
    static Result<EditionMap> parse(std::string_view json, const Edition& from, const Edition& to);
    // The editions that a map is about, to find them before it is parsed.
    static Result<std::pair<std::string, std::string>> editions_of(std::string_view json);

    const std::string& from() const { return from_; }
    const std::string& to() const { return to_; }
    const std::vector<Change>& changes() const { return changes_; } // In the order of the editions.

private:
    std::string from_, to_;
    std::vector<Change> changes_;
};

} // namespace hoshirube
