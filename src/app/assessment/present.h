#pragma once

#include "app/act.h"

namespace hoshirube {

// An assessment as it stands, with what its rules need.
struct Present {
    Assessment assessment;
    const Edition* edition;
    std::vector<const Criterion*> criteria; // What the star asks for, in order.
    Answers answers;
    std::vector<PlacedFile> files; // In the order of (criterion, file).
    JudgedFiles judged_files;
    std::vector<CarriedMark> carried = {}; // Which answers came from another assessment.

    // As they count for progress and for everyone outside: see counted().
    Answers counted_answers() const;
};
Result<Present> load_present(World&, Transaction&, const std::string& assessment_id);
Result<Present> load_present(World&, Transaction&, Assessment);

// The events that go with a new version of an assessment's head.
inline constexpr const char* kHeadChanges = "scope.saved,assessment.submitted,assessment.taken_back,assessment.returned,"
                                            "assessment.confirmed,conformity.declared,star.refused,star.registered";

// As check_only_open(), against all assessments of its firm. Asked before one is opened or its scope changes.
Result<Done> require_only_open(Transaction&, const Assessment& wanted);

// The decisions last sent: until the expert sends those of this round, they are the expert's alone.
Result<Decisions> sent_decisions(Transaction&, const Assessment&);

// Whether what was confirmed still stands.
struct Seal {
    Confirmation confirmation;
    std::vector<std::string> departures; // Empty: intact.
    bool is_intact() const { return departures.empty(); }
};

// How far to look. Contents reads and hashes every evidence file as well; a changed one departs as "evidence:<id>".
enum class Depth { Records, Contents };

// Empty where the present round was never confirmed.
Result<std::optional<Seal>> load_seal(World&, Transaction&, const Present&, Depth);

// After an act that may have changed what was confirmed: records that the seal broke by it (`seal.broken`, with the first departures), or
// holds again (`seal.whole`). Quick where nothing is confirmed or declared.
Result<Done> note_seal(World&, Transaction&, const Act&, const std::string& assessment_id);
Result<Done> note_seal(World&, Transaction&, const Act&, Assessment);

Json seal_json(const Seal&);

// Whether the answer still stands as it was carried over, unseen: from another text, or from last year.
bool is_second_look_due(const CarriedMark&, const Answers&);

// Refuses unless `shown` is the seal of the latest confirmation and nothing departs from it, contents included.
// Errors   Conflict `seal.missing`, `seal.other`, `seal.broken` {departures}.
Result<Seal> require_intact_seal(World&, Transaction&, const Present&, const std::string& shown);

// Names of persons by id, each looked up once.
class Names {
public:
    explicit Names(Transaction& transaction) : transaction_(transaction) {}
    Result<std::string> of(const std::string& person_id); // Empty for the keeper and for nobody.
    const std::map<std::string, std::string>& known() const { return known_; }

private:
    Transaction& transaction_;
    std::map<std::string, std::string> known_;
};

Json progress_json(const Progress&);
Json categories_json(const Present&); // The progress of each category, with its number.
Json scope_json(const Scope&);

} // namespace hoshirube
