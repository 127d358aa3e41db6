#pragma once

#include "app/act.h"

namespace hoshirube {

// What the register tells anyone about one firm.
Json record_json(const World&, const Viewer&, const RegisterEntry&);

// The same for a number the register does not know.
Json unknown_record_json(const World&, const Viewer&, const std::string& corporate_number);

} // namespace hoshirube
