#pragma once

#include "base/json.h"
#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace hoshirube {

// What an OSCAL document is about; named as the member at its root.
inline constexpr std::string_view kOscalVersion = "1.2.2";

// A member of the file that this product does not model: left out, and named.
struct OscalIgnored {
    std::string path; // "metadata.actions", "catalog.groups[].insert": indexes left out.
    std::size_t count;
};

// A broken promise of the document that a JSON Schema does not see.
struct OscalFault {
    std::string check; // "uuid-unique", "href-resolves", … : stable.
    std::string path;  // Where, with indexes.
    std::string found;
};

struct OscalDocument {
    std::string kind, title, version, oscal_version, uuid;
    std::string sha256;                // Of the file's bytes, in hex.
    Json kept;                         // The document's root member, without what is ignored.
    std::vector<OscalIgnored> ignored; // By path.
    std::vector<OscalFault> faults;
};

// Reads an OSCAL document (JSON): catalog, profile, component-definition, system-security-plan, assessment-plan,
// assessment-results, plan-of-action-and-milestones or mapping-collection, of OSCAL 1.0 to 1.2. `catalog`, where given, is the
// document whose control ids count as known.
//
// Checks   uuid-form, uuid-unique, id-unique, href-resolves, path-inside, control-known, party-known, role-known, time-zone,
//          times-in-order, array-not-empty, hash-matches.
// Errors   Invalid `oscal.too_large` {max_mb}; `oscal.not_json`, `oscal.not_oscal`; `oscal.version_unknown` {found}; those of parse_json.
// Cost     a catalog of 1,200 controls in about 100 ms; memory about ten times the file.
// Source   https://pages.nist.gov/OSCAL/ 1.2.2
Result<OscalDocument> read_oscal(std::string_view bytes, const OscalDocument* catalog = nullptr);

// The ids of the controls a catalog defines, nested ones included, in its order.
std::vector<std::string> oscal_control_ids(const OscalDocument& catalog);

} // namespace hoshirube
