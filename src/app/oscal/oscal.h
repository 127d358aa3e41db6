#pragma once

#include "app/act.h"
#include "app/assessment/exchange.h"
#include "formats/oscal.h"

namespace hoshirube {

// The catalogue as OSCAL 1.2.2, in our own words: `part` is "catalog", "profile3" (any level: "profile" and its star) or "mapping".
// UUIDs are derived from (edition, id), so that the same edition gives the same file.
//
// Errors   Invalid `oscal.part_unknown` {given}; `assessment.star_unknown`.
Result<std::string> oscal_catalogue(const Edition&, std::string_view part);

// The same files under the names by which they point at each other: "scs-catalog-2026-03-27.json", "scs-profile-2026-03-27-star3.json",
// "scs-mapping-2026-03-27.json".
struct OscalFile {
    const Edition* edition;
    std::string name, part;
};
std::vector<OscalFile> oscal_files(const Shelf&);

// The id of a criterion or requirement in OSCAL, and back: "4-1-3-2" ↔ "scs-4-1-3-2".
std::string oscal_id(std::string_view number);
std::string number_of_oscal_id(std::string_view id); // Empty where it is none of ours.

// A file read and checked, for a person: what it is, what it holds, what is broken, what is ignored. `catalog_bytes` may be empty.
Result<Json> oscal_check_json(std::string_view bytes, std::string_view catalog_bytes, const Texts&, Language);

// What such a file lost on the way in, and what is broken in it: [{path, count}], [{check, path, found, message}].
Json oscal_ignored_json(const std::vector<OscalIgnored>&);
Json oscal_faults_json(const std::vector<OscalFault>&, const Texts&, Language);

} // namespace hoshirube
