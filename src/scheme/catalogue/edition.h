#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "scheme/account/separation.h"

namespace hoshirube {

struct Bilingual {
    std::string ja, en;
};

// Our own words for one criterion in one language; never the official text.
struct CriterionWords {
    std::string title, question, why, todo, proof, example;
};

// One of the alternatives among which a criterion lets the firm choose.
struct Branch {
    std::string key; // Stored with answers: never rename within an edition.
    Bilingual words;
};

// "Only if …": the criterion asks nothing of a firm for which `fact` is not so.
struct Condition {
    std::string fact;  // A fact of the ten-minute start, for example "external_media".
    std::string basis; // "own_words": the criterion says so itself. "presupposed": it makes no sense otherwise.
};

// Whose words a criterion shows. An older edition may borrow those of a newer one; then it says how well they fit.
enum class WordsFit {
    Own,     // Written for this criterion.
    Same,    // Borrowed from a criterion whose official text is the same.
    Close,   // Borrowed from a criterion whose official text is reworded, merged or split.
    Summary, // Title and question only.
};
std::string_view to_text(WordsFit);

struct Criterion {
    std::string number, requirement;
    int star; // The lowest level that asks for it.
    std::string kind;
    std::vector<std::string> cadence, refers_to;
    std::optional<Condition> condition;
    std::vector<Branch> branches;
    std::size_t choose_min = 1; // An answer takes at least so many branches: firms choose per device, so more may hold.
    std::map<std::string, double> parameters;
    std::string effort; // "short", "day" or "project": our estimate for a firm of 30 people.
    std::vector<std::string> proof_classes;
    int freshness_days; // Our suggestion for how old a proof may be; the scheme sets no limit.
    std::map<std::string, std::vector<std::string>> references;
    CriterionWords ja, en;
    WordsFit fit = WordsFit::Own;
};

struct Requirement {
    std::string number;
    int star;
    Bilingual title;
};

struct Section {
    std::string number;
    Bilingual title;
};

struct Category {
    int number;
    Bilingual title;
};

// How a level is reached and how long it lasts. A new level needs data only.
struct Level {
    int star;
    int validity_years;
    std::string assurance; // "expert_confirmation" or "body_assessment".
    Bilingual name;
};

// One edition of the requirements and criteria. Criteria are keyed by (edition, number): numbers are reused
// for other contents from edition to edition.
//
// Source   catalogue/<id>/: edition.json and criteria/*.json, checked against catalogue/schema.json by tests.
class Edition {
public:
    struct Fields {
        std::string id;     // The day of publication, 2026-03-27. Stored.
        std::string status; // "draft" or "final".
        Bilingual title;
        std::string official_source_url;
        std::string known_text_sha256; // Of the official texts as we know them; see official_text_digest().
        std::string not_applicable;    // "conditional_only" or "any": docs/rules.md#not-applicable
        std::string words_from;        // The edition whose words are borrowed, or empty.
        Bilingual words_note;          // What a reader should know about borrowed words.
        Separation separation;         // docs/rules.md#separation-of-duties
        std::vector<Level> levels;
        std::vector<Category> categories;
        std::vector<Section> sections;
        std::vector<Requirement> requirements;
        std::vector<Criterion> criteria; // In the order of the official list.
    };

    // `lender` is the edition that words_from names; see also words_from_of().
    //
    // Errors   Invalid `catalogue.malformed` {file, what}: a field is missing, or a number refers to nothing.
    // Cost     about 20 ms for 153 criteria.
    static Result<Edition> parse(std::string_view edition_json, std::span<const std::string_view> criteria_json,
                                 const Edition* lender = nullptr);

    // The edition to parse first; empty where an edition has words of its own.
    static Result<std::string> words_from_of(std::string_view edition_json);

    const Fields& fields() const { return fields_; }
    const std::string& id() const { return fields_.id; }

    // SHA-256 of the edition's own content in canonical form; what a seal binds as "the edition".
    const std::string& sha256() const { return sha256_; }

    const Criterion* find(std::string_view number) const;
    const Level* level(int star) const;

    // Invalid `assessment.star_unknown` {star, known}: what is said where level() has none.
    Error no_level(std::string_view field, int star) const;

    // The criteria a firm must meet for `star`, in order: ★4 contains ★3's.
    std::vector<const Criterion*> criteria_for(int star) const;

private:
    Fields fields_;
    std::string sha256_;
    std::map<std::string, std::size_t, std::less<>> by_number_;
};

// The leading number of a criterion, requirement or section: "4-1-2-3" → 4.
int category_of(std::string_view number);

class EditionMap;

// The editions this build holds, and the maps between them.
class Shelf {
public:
    explicit Shelf(std::vector<Edition> editions);
    Shelf(std::vector<Edition> editions, std::vector<EditionMap> maps);
    ~Shelf();
    Shelf(Shelf&&) noexcept;
    const std::vector<EditionMap>& maps() const { return maps_; }
    // Errors   NotFound `edition.map_unknown` {from, to, known}: the maps there are.
    Result<const EditionMap*> map(std::string_view from, std::string_view to) const;
    const std::vector<Edition>& editions() const { return editions_; }
    const Edition& current() const; // The newest final edition.
    // Errors   NotFound `edition.unknown` {edition, known}: the editions there are, the newest first.
    Result<const Edition*> find(std::string_view id) const;

private:
    std::vector<Edition> editions_;
    std::vector<EditionMap> maps_;
};

} // namespace hoshirube
