#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/act.h"

namespace hoshirube {

// Rule     Only what is fully confirmed and declared, with the seal intact down to every evidence file, is registered.
// Errors   Conflict `assessment.out_of_order`, `seal.broken`, `seal.other`, `certificate.exists`; Invalid `text.*` at official_number.
Result<Receipt> register_star(World&, const Act&, const std::string& assessment_id, const std::string& shown_seal,
                              const std::string& official_number);
Result<Receipt> refuse_star(World&, const Act&, const std::string& assessment_id, const std::string& reason);

// The facts of a star that anyone may know: the record of its event, and what the ledger publishes of it.
Json star_facts(const Certificate&);

Result<Json> registrations_json(World&, const Viewer&);
Result<Json> registration_json(World&, const Viewer&, const std::string& assessment_id);

// --- What anyone sees ---------------------------------------------------------------------------------------------

// Errors   Invalid `look_up.empty`.
Result<Json> look_up_json(World&, const Viewer&, const std::string& typed, int offset);
// Errors   Invalid `corporate_number.*`.
Result<Json> public_record_json(World&, const Viewer&, const std::string& corporate_number);

// The status of each corporate number in the first column of a CSV (UTF-8, with or without a header), as CSV in the same order: valid,
// expired, none (the register knows no star of it), not_a_number. With `since`, only what changed on that day or later.
//
// Errors   Invalid `look_up.too_many` {max}, `text.not_utf8`, `csv.*`.
// Cost     A statement a thousand numbers; all that is found is held in memory at once.
inline constexpr std::size_t kMaxBulkNumbers = 100'000;
inline constexpr std::size_t kMaxBulkBytes = 8 * 1024 * 1024;
Result<std::string> bulk_look_up_csv(World&, const Viewer&, std::string_view csv, std::optional<Day> since = {});

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
