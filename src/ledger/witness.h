#pragma once

#include <vector>

#include "ledger/note.h"
#include "ledger/store.h"

namespace hoshirube::ledger {

// A witness (c2sp.org/tlog-witness v1): signs that it saw a checkpoint, and never signs a second history of the same log. Keeps the
// latest checkpoint of each log, at "<sha256(origin), hex>/checkpoint", with its own signature.
//
// Threads  any; requests take turns, in other processes on the same folder too.
class Witness {
public:
    Witness(Store& store, Signer& signer, std::vector<VerifierKey> logs)
        : store_(store), signer_(signer), logs_(std::move(logs)) {}

    enum class Outcome {
        Cosigned,  // `text`: the lines of signatures.
        Malformed, // No such request, or old size above the new.
        UnknownLog,
        NotSigned,   // No valid signature by the log's key.
        OtherSize,   // `text`: the size of the latest checkpoint and a line feed.
        Inconsistent // The proof does not hold, or the same size has another root.
    };
    struct Answer {
        Outcome outcome;
        std::string text;
    };
    // Stored durably before it is answered.
    // Errors   those of the store and the signer; Conflict `ledger.mismatch` {file} when what it kept is damaged.
    Result<Answer> add_checkpoint(std::string_view body, std::uint64_t now_seconds);

    // The latest checkpoint with our signature; empty if there is none. `origin_hash` as in the path above.
    Result<std::optional<std::string>> latest(const std::string& origin_hash);

private:
    Store& store_;
    Signer& signer_;
    const std::vector<VerifierKey> logs_;
};

} // namespace hoshirube::ledger
