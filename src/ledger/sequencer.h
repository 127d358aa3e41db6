#pragma once

#include <string>

#include "ledger/checkpoint.h"
#include "ledger/store.h"

namespace hoshirube::ledger {

// Appends what the source has to the files, in the order that survives a crash at any point (docs/ledger.md):
//
//   1 build entries and the new root, from an edge read back and checked
//   2 stage one bundle; read it back and recompute the root
//   3 sign the checkpoint and put it into the source's head            <- from here on it counts
//   4 apply the bundle: write tiles, read them back
//   5 publish the checkpoint
//   6 clean up
//
// It keeps nothing between runs. A run that finds an earlier one unfinished finishes it first; there is no other recovery.
class Sequencer {
public:
    Sequencer(Store& store, Source& source, Signer& signer) : store_(store), source_(source), signer_(signer) {}

    // Finishes what is unfinished, appends until nothing is left, and answers the published checkpoint. Makes the ledger if it never was.
    // Errors   Conflict `ledger.mismatch` {file}: what is stored does not fit together and nothing was signed; `ledger.rolled_back`
    //          {file}: the database is older than what was published; `ledger.halted` {file}: see kHaltFile; those of store, source and signer.
    // Cost     about ten flushes of the disk a batch, and one more for each tile and bundle it fills.
    Result<SignedCheckpoint> run();

    static constexpr std::size_t kBatch = 16'384;

private:
    Result<SignedCheckpoint> recover(const Head&);
    Result<Head> found();
    Result<bool> append(const Head&, const SignedCheckpoint&);
    Result<Done> apply(const Checkpoint& from, const Checkpoint& to);
    Result<Done> publish(const std::string& note);
    Result<Done> clean(std::uint64_t old_size, std::uint64_t size);

    Store& store_;
    Source& source_;
    Signer& signer_;
};

inline constexpr const char* kCheckpointFile = "checkpoint";

} // namespace hoshirube::ledger
