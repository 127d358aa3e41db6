#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/hash.h"
#include "ledger/note.h"

namespace hoshirube::ledger {

// What a log says of itself (c2sp.org/tlog-checkpoint): the text of a note.
struct Checkpoint {
    std::string origin; // The log's name; equals its key's.
    std::uint64_t size = 0;
    Hash root{};
    bool operator==(const Checkpoint&) const = default;
};

std::string to_text(const Checkpoint&);
// Reads over extension lines, which belong to whoever signed them.
// Errors   Invalid `ledger.checkpoint_malformed`.
Result<Checkpoint> parse_checkpoint(std::string_view text);

// A number as these formats write it: ASCII decimal without sign and leading zeroes.
std::optional<std::uint64_t> parse_decimal(std::string_view text);

// A checkpoint whose log is known to have signed it.
struct SignedCheckpoint {
    Checkpoint checkpoint;
    Note note;
};
// Errors   as parse_note(), verify_note() and parse_checkpoint(); Invalid `ledger.not_signed` {name} without a signature by `log`;
//          Invalid `ledger.origin_other` {origin, name} when the checkpoint speaks for another log.
Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, const VerifierKey& log);

} // namespace hoshirube::ledger
