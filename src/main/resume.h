#pragma once

#include "main/config.h"
#include "main/house.h"

namespace hoshirube {

// `ledger resume`: says how a restored ledger goes on. Two checkpoints of one size with different roots would end its credit for good, so
// it signs nothing until somebody has either shown that nothing was published beyond the backup, or answered for it, or begun a new ledger.
//
//   --checkpoint FILE    a checkpoint that someone kept (a monitor's, a proof's): it must be in ours. May be repeated.
//   --witnesses FILE     every witness with an address is asked: none may have seen more.
//   --nothing-published  nobody has anything newer: the operator's word, kept in the audit.
//   --new-ledger NAME    the old ledger ends where it was published last; a new one with a new key takes all events.
//
// What was once shown to be published beyond stands in the halt file: afterwards only --new-ledger goes on.
//
// Errors   Conflict `ledger.not_halted`, `ledger.published_beyond` {here, there}, `ledger.against_checkpoint` {file}, as Cosigner::check_start();
//          Invalid `ledger.resume_how`, `ledger.name_used` {name}; Unavailable `ledger.witness_silent` {witness}.
Result<Json> resume_ledger(const Config&, House&, const cli::Arguments&);

} // namespace hoshirube
