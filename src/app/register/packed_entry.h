#pragma once

#include <string>
#include <string_view>

#include "app/ports.h"

namespace hoshirube {

// An entry of the register in some 250 bytes, as far as strangers are shown it: keys of rows, who registered the star and what only the
// firm itself sees are left out, and come back empty. Lives in the memory of one process only.
std::string pack(const RolledEntry&);
// What pack() made.
RegisterEntry unpack(std::string_view packed);

// Of what pack() made, without unpacking it: the names as they are searched.
std::string_view names_of(std::string_view packed);

} // namespace hoshirube
