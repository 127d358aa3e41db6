#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/hash.h"

namespace hoshirube::ledger {

// The body of add-checkpoint (c2sp.org/tlog-witness): a new checkpoint and the proof that it only adds to the one of `old_size`.
struct AddCheckpoint {
    std::uint64_t old_size = 0;
    std::vector<Hash> proof;
    std::string checkpoint; // The signed note, verbatim.
    bool operator==(const AddCheckpoint&) const = default;
};

std::string to_text(const AddCheckpoint&);
// Errors   Invalid `ledger.request_malformed`.
Result<AddCheckpoint> parse_add_checkpoint(std::string_view body);

} // namespace hoshirube::ledger
