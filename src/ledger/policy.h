#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/proof_file.h"

namespace hoshirube::ledger {

// Whom a verifier believes (c2sp.org/tlog-policy): the small file that a buyer pins.
struct Policy {
    struct Log {
        VerifierKey key;
        std::string url; // Empty if none is given.
        bool operator==(const Log&) const = default;
    };
    struct Witness {
        std::string name; // The policy's own word for it.
        VerifierKey key;
        std::string url;
        bool operator==(const Witness&) const = default;
    };
    struct Group { // Counts as a witness once `threshold` of its members have seen the checkpoint.
        std::string name;
        std::size_t threshold;
        std::vector<std::string> members; // Witnesses and earlier groups; nobody is a member twice in the whole file.
        bool operator==(const Group&) const = default;
    };
    std::vector<Log> logs;
    std::vector<Witness> witnesses;
    std::vector<Group> groups;
    std::string quorum = "none"; // A witness, a group, or "none".
    bool operator==(const Policy&) const = default;
};

std::string to_text(const Policy&);
// At most 64 kB, and 128 each of logs, witnesses and groups.
// Errors   Invalid `ledger.policy_malformed` {line}, counted from 1; 0 when a quorum line is missing.
Result<Policy> parse_policy(std::string_view text);

// Whether these witnesses, by the policy's names, are enough.
bool is_quorum(const Policy&, const std::vector<std::string>& witnesses);

// What a policy makes of a checkpoint.
struct Opened {
    struct Cosignature {
        std::string witness; // The policy's name for it.
        std::uint64_t at_seconds;
    };
    Checkpoint checkpoint;
    VerifierKey log;
    std::vector<Cosignature> cosignatures;
    bool has_quorum = false;
};
// A missing quorum is no error: the caller says how far the proof goes.
// Errors   as verify_note(); Invalid `ledger.not_signed` {name} when no log of the policy signed it under its own origin.
Result<Opened> open_checkpoint(std::string_view bytes, const Policy&);

// Whether the entry with this leaf hash stands in a log of the policy.
// Errors   as open_checkpoint(); Invalid `ledger.not_included` {index} when the hashes do not lead from the leaf to the root.
Result<Opened> check_proof(const ProofFile&, const Hash& leaf, const Policy&);

} // namespace hoshirube::ledger
