#pragma once

#include <ostream>

#include "main/config.h"
#include "main/house.h"

namespace hoshirube {

// `witness serve`: until a signal. Errors as serve(); Invalid `ledger.key_malformed`.
Result<Done> serve_witness(const Config&, const Library&, const cli::Arguments&, std::ostream& out);

// `ledger monitor`: one look at a ledger elsewhere. Errors as ledger::look_at() and fetch().
Result<Json> monitor_ledger(const cli::Arguments&);

} // namespace hoshirube
