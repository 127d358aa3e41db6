#pragma once

#include <map>

#include "app/act.h"
#include "ledger/policy.h"

namespace hoshirube {

// Asks witnesses to sign the published checkpoint, and publishes what they answer. Never in the way of the ledger: a checkpoint is
// published without them first.
class Cosigner {
public:
    // Of `policy`, the witnesses with an address.
    Cosigner(World& world, const ledger::Policy& policy) : world_(world), policy_(policy) {}

    // Before anything is signed: a witness that saw more than we have, or something else, tells that we are an old copy or a fork.
    // Errors   Conflict `ledger.behind_witness` {witness}, `ledger.against_witness` {witness}; where silence is refused, Unavailable
    //          `ledger.witness_silent` {witness} and Invalid `ledger.witness_none`.
    enum class Silence { PassedOver, Refused };
    Result<Done> check_start(Silence = Silence::PassedOver);

    // One round; answers how many new signatures it published.
    Result<int> round();

private:
    struct Asked {
        int status = 0;
        std::optional<ledger::Signature> signature;
        std::optional<std::uint64_t> size; // Of the witness's latest checkpoint, where it is not the one we named.
    };
    Result<Asked> ask(const ledger::Policy::Witness&, const ledger::SignedCheckpoint&, std::uint64_t old_size);

    World& world_;
    const ledger::Policy& policy_;
    std::map<std::string, std::uint64_t> sizes_; // What each witness saw last, by name.
};

} // namespace hoshirube
