#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/hash.h"

namespace hoshirube::ledger {

// Everything needed to check offline that an entry stands in a log (c2sp.org/tlog-proof): a file called *.tlog-proof.
struct ProofFile {
    std::optional<std::string> extra; // Vouched for by nobody.
    std::uint64_t index = 0;
    std::vector<Hash> hashes;
    std::string checkpoint; // The signed note, verbatim.
    bool operator==(const ProofFile&) const = default;
};

std::string to_text(const ProofFile&);
// Reads the form and the checkpoint's outline; who signed what is check_proof()'s question (policy.h).
// Errors   Invalid `ledger.proof_malformed`.
Result<ProofFile> parse_proof_file(std::string_view bytes);

} // namespace hoshirube::ledger
