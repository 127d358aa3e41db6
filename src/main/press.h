#pragma once

#include "app/act.h"
#include "main/config.h"

namespace hoshirube {

// Typefaces from the folder of the configuration. Looks there only when something is printed, each time anew: the kernel
// keeps the pages of the files as long as they are useful, and drops them without asking us.
//
// Errors   Invalid `seal.file_unusable` {path}, `seal.key_kind`: a configured key that cannot sign stops the start.
Result<Press> press_of(const Config&);

} // namespace hoshirube
