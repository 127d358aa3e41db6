#include "fuzz/fuzz.h"
#include "ledger/policy.h"
#include "ledger/witness_request.h"

using namespace hoshirube;

// A proof file, a policy and a request to a witness: what parses prints back the same, and nothing unsigned is believed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = test::as_text(data, size);
    if (const auto proof = ledger::parse_proof_file(text)) {
        CHECK(ledger::to_text(*proof) == text);
        CHECK(!ledger::check_proof(*proof, ledger::leaf_hash("x"), ledger::Policy{}));
    }
    if (const auto policy = ledger::parse_policy(text)) {
        const auto back = ledger::parse_policy(ledger::to_text(*policy));
        CHECK(back && *back == *policy);
        std::vector<std::string> all;
        for (const auto& witness : policy->witnesses) all.push_back(witness.name);
        CHECK(ledger::is_quorum(*policy, all));
        CHECK(policy->quorum == "none" || !ledger::is_quorum(*policy, {}));
    }
    if (const auto request = ledger::parse_add_checkpoint(text)) CHECK(ledger::to_text(*request) == text);
    return 0;
}
