#pragma once

#include "app/account/account.h"

namespace hoshirube {

// Opens a session inside a transaction; a new token every time rights change.
Result<SignedIn> begin_session(Transaction&, const std::string& person_id, Instant now);

} // namespace hoshirube
