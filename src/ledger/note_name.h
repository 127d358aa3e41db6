#pragma once

#include <string_view>

namespace hoshirube::ledger {

// Whether a key may be called so: UTF-8, not empty, without blanks (Unicode's too), plus signs and control characters.
bool is_key_name(std::string_view name);

} // namespace hoshirube::ledger
