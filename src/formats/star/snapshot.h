#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/json.h"
#include "ledger/policy.h"

namespace hoshirube {

// All stars that are valid on a day, in one signed file: whoever holds it learns of any corporate number whether it has a star, and
// that it has none, and tells nobody which one was looked for.
//
// A signed note (c2sp.org/signed-note) by the ledger's key: the ledger's name with "/snapshot", number of lines, root of the tree over
// the lines (RFC 6962), "on 2026-12-01"; then an empty line, then a line of canonical JSON for each star, in strictly rising order. Since
// "corporateNumber" is the first name in each, the lines of a firm stand together. The same root stands in the ledger.
struct SnapshotStar {
    std::string corporate_number, scope_id; // scope_id: as in the ledger's entries.
    std::int64_t number;
    int star;
    std::string edition;
    Day registered_on, last_valid_day;
};

std::string snapshot_line(const SnapshotStar&);

struct SnapshotHead {
    Day on;
    std::uint64_t size;
    ledger::Hash root;
};

// Errors   as sign_note().
Result<std::string> make_snapshot(std::vector<std::string> lines, Day on, ledger::Signer&);

struct Snapshot {
    std::string origin; // Of the ledger whose key signed it.
    SnapshotHead head;
    std::vector<std::string> lines;

    // The stars of one firm, as JSON; empty: on that day it had none.
    std::vector<Json> of(std::string_view corporate_number) const;
};

// Reads the head alone, whoever signed it. Errors   Invalid `snapshot.malformed`.
Result<SnapshotHead> snapshot_head(std::string_view bytes);

// Errors   Invalid `snapshot.malformed`; `snapshot.not_signed`: by no log of the policy; `snapshot.changed`: lines that do not lead to the
//          root, or out of order.
// Cost     a hash a line; at most 512 MiB, some three million stars.
// Without a policy nobody looks at the signature.
Result<Snapshot> open_snapshot(std::string_view bytes, const ledger::Policy*);

} // namespace hoshirube
