#pragma once

#include <string_view>

#include "formats/cades.h"

namespace hoshirube {

// The key in a PKCS#12 file, at work while the answer or a copy of it lives: RSA of at least 2048 bits, or P-256.
//
// Errors   Invalid `seal.file_unusable` (no such file, or the passphrase is not its own), `seal.key_kind`.
// Threads  `sign` may be called from any.
Result<Sealing> open_pkcs12(std::string_view bytes, const std::string& passphrase);

} // namespace hoshirube
