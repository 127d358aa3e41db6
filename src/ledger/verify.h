#pragma once

#include <functional>

#include "ledger/checkpoint.h"
#include "ledger/store.h"

namespace hoshirube::ledger {

// What a look at every byte of a ledger's files found.
struct Findings {
    std::optional<Checkpoint> checkpoint; // The published one; empty if it cannot be believed.
    std::vector<std::string> wrong_files; // Changed, missing, or without business there, sorted. Empty is good.
};

using SeeEntry = std::function<Result<Done>(std::uint64_t index, const std::string& entry)>;

// Reads every file, recomputes every hash from the entries up and compares with what is stored and signed. Calls `see` with each
// entry, in order.
//
// Cost     about 1 µs an entry beside the reading; memory for one bundle and 32 bytes for 256 entries.
// Errors   those of the store and of `see`.
Result<Findings> verify_files(Store&, const VerifierKey& log, const SeeEntry& see);

} // namespace hoshirube::ledger
