#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/act.h"
#include "formats/csv.h"

namespace hoshirube {

// Rule     Only what is fully confirmed and declared, with the seal intact down to every evidence file, is registered.
// Errors   Conflict `assessment.out_of_order`, `seal.broken`, `seal.other`, `certificate.exists`; Invalid `text.*` at official_number.
Result<Receipt> register_star(World&, const Act&, const std::string& assessment_id, const std::string& shown_seal,
                              const std::string& official_number);
Result<Receipt> refuse_star(World&, const Act&, const std::string& assessment_id, const std::string& reason);

// The facts of a star that anyone may know: the record of its event, and what the ledger publishes of it.
Json star_facts(const Certificate&);

// --- What the operator does to a star after that --------------------------------------------------------------------

struct StarChangeFields {
    std::string act, reason, until_on; // "suspend", "resume", "withdraw"; a day, or empty.
};
// One operator asks, another does it; what was asked and not done can be dropped. docs/rules.md#suspension-and-withdrawal
//
// Errors   NotFound `certificate.not_found`, `star_change.not_found`; Conflict `star_change.waiting` while another waits,
//          `star_change.decided_already`, `register.second_person`; Invalid `text.*` at reason; as standing_after().
Result<Receipt> ask_star_change(World&, const Act&, const std::string& assessment_id, const StarChangeFields&);
Result<Receipt> do_star_change(World&, const Act&, const std::string& assessment_id, const std::string& change_id);
Result<Receipt> drop_star_change(World&, const Act&, const std::string& assessment_id, const std::string& change_id);

// The record of an act that changed a star's standing, as far as it says how the star stands.
Json standing_facts(const Standing&);

// One star, all that was asked and done, and what this viewer may do now.
Result<Json> star_json(World&, const Viewer&, const std::string& assessment_id);
// The assessment behind a register number. Errors   NotFound `certificate.not_found`.
Result<std::string> assessment_of_star(World&, std::int64_t number);
// For the operator: what waits for a second person, and the stars of the firms found by name or number; without words, those that
// are suspended or withdrawn.
Result<Json> stars_json(World&, const Viewer&, const std::string& typed);

Result<Json> registrations_json(World&, const Viewer&);
Result<Json> registration_json(World&, const Viewer&, const std::string& assessment_id);

// --- What anyone sees ---------------------------------------------------------------------------------------------

// By name, reading or number; and in a prefecture, and with a star that is valid today, where these are given.
struct LookUpFields {
    std::string words, prefecture; // "13"; empty: anywhere.
    int star = 0;                  // 0: any, past ones too.
};
// Errors   Invalid `look_up.empty` where nothing is given at all, `look_up.prefecture`.
Result<Json> look_up_json(World&, const Viewer&, const LookUpFields&, int offset);

// What happened to stars, newest first, from just before the act numbered `before` (0: the newest): registered, suspended, resumed,
// withdrawn. That a star expires is no act and stands in none: its last valid day says so.
Result<Json> register_changes_json(World&, const Viewer&, std::int64_t before);
// Errors   Invalid `corporate_number.*`.
Result<Json> public_record_json(World&, const Viewer&, const std::string& corporate_number);
// The same as text, from the roll where the caller had it looked after: asks no database.
Result<std::string> rolled_record_text(const World&, const Viewer&, const std::string& corporate_number);

// The status of each corporate number in the first column of a CSV (UTF-8, with or without a header), in the same order under a header: valid,
// suspended, withdrawn, expired, none (the register knows no star of it), not_a_number. With `since`, only what changed on that day or later.
//
// Errors   Invalid `look_up.too_many` {max}, `text.not_utf8`, `csv.*`.
// Cost     A statement a thousand numbers; all that is found is held in memory at once.
inline constexpr std::size_t kMaxBulkNumbers = 100'000;
inline constexpr std::size_t kMaxBulkBytes = 8 * 1024 * 1024;
Result<CsvRows> bulk_look_up(World&, const Viewer&, std::string_view csv, std::optional<Day> since = {});
enum class BulkColumn : std::size_t {
    Number,
    State,
    Star,
    Edition,
    RegisterNumber,
    Scope,
    RegisteredOn,
    LastValidDay,
    ChangedOn,
    AsOf
};

// --- What a buyer follows -----------------------------------------------------------------------------------------

inline constexpr std::size_t kMaxFollowsAtOnce = 10'000;
struct FollowFields {
    std::vector<std::string> corporate_numbers;
    std::map<std::string, std::string> names; // By number as it stands in `corporate_numbers`: what the buyer calls the firm.
    std::string note;                         // Goes to each of them.
};
// All or none. A firm that is followed already keeps its note, and takes the name that is given.
// Errors   Invalid `corporate_number.*` with the field corporate_numbers.<index>, `text.*` with names.<number>, `follow.too_many` {max},
//          `follow.none`.
Result<Receipt> follow_firms(World&, const Act&, const std::string& organisation_id, const FollowFields&);
Result<Receipt> unfollow_firm(World&, const Act&, const std::string& organisation_id, const std::string& corporate_number);
Result<Json> follows_json(World&, const Viewer&, const std::string& organisation_id);

} // namespace hoshirube
