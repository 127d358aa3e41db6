#pragma once

#include "ledger/checkpoint.h"
#include "ledger/store.h"

namespace hoshirube::ledger {

// Looks at a log from outside and remembers everything it ever said.
struct Look {
    Checkpoint before, now; // Size 0 before the first look.
};

// Takes the log's present checkpoint, fetches the entries that are new, and recomputes the root from what `memory` keeps: a copy of
// the whole log with each checkpoint seen, at "seen/<size>-<root, hex>".
//
// Errors   Conflict `ledger.rolled_back_outside` {before, now}: a smaller log than one seen earlier;
//          Conflict `ledger.split_view` {before, now}: the same size with another root, or entries that do not lead from the one to
//          the other. Both checkpoints, each signed by the log, are kept in "alarm/<sizes and roots>/" of `memory` before that.
//          Those of `log` (the files as they are served) and of `memory`; Invalid as open_checkpoint() for what the log never signed.
// Cost     each entry is fetched once.
Result<Look> look_at(Store& log, const VerifierKey& key, Store& memory);

} // namespace hoshirube::ledger
