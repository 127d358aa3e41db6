#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace hoshirube {

// Secrets that must be read again (an authenticator app's) as they are stored: XChaCha20-Poly1305 under the server's key, so that the
// database alone, or a copy of it, opens none. `place` names whose secret it is; a text moved elsewhere does not open.
std::string sealed(std::string_view server_key, std::string_view place, std::string_view secret);

// Errors   Internal when the text is not ours, was changed, moved, or the key is another.
Result<std::string> opened(std::string_view server_key, std::string_view place, std::string_view text);

} // namespace hoshirube
