#pragma once

#include "http/pipeline.h"
#include "ledger/witness.h"

namespace hoshirube {

// What a witness serves: POST /add-checkpoint, GET /<sha256 of an origin>/checkpoint and GET /key. What it refers to must outlive it.
class WitnessSite {
public:
    WitnessSite(ledger::Witness& witness, const ledger::VerifierKey& key, const Texts& texts, SiteOptions options);
    WitnessSite(const WitnessSite&) = delete;
    WitnessSite& operator=(const WitnessSite&) = delete;

    const Pipeline& pipeline() const { return pipeline_; }

    struct Desk {
        ledger::Witness& witness;
        const ledger::VerifierKey& key;
    };

private:
    Assets assets_;
    Desk desk_;
    Pipeline pipeline_;
};

} // namespace hoshirube
