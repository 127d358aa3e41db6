#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/ports.h"

namespace hoshirube {

// An entry of the register in some 250 bytes, as far as strangers are shown it: keys of rows, who registered the star and what only the
// firm itself sees are left out, and come back empty. Lives in the memory of one process only.
std::string pack(const RolledEntry&);
// What pack() made.
RegisterEntry unpack(std::string_view packed);

// Of what pack() made: adds the stars alone, without what stands in their seals.
void add_certificates(std::string_view packed, std::vector<Certificate>& out);
// The names as they are searched, without unpacking anything.
std::string_view names_of(std::string_view packed);

} // namespace hoshirube
