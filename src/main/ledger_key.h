#pragma once

#include <memory>
#include <string>

#include "ledger/ed25519.h"

namespace hoshirube {

// The signing key kept in the file at `path`; made under `name`, readable by us alone, where there is none. A second process that
// starts at the same time reads the first one's.
// Errors   Unavailable `data.folder` {path, reason}; Conflict `ledger.key_unreadable` {file}.
Result<std::unique_ptr<ledger::Ed25519Signer>> open_ledger_key(const std::string& path, const std::string& name, ledger::KeyType);

bool has_file(const std::string& path);
// Unavailable `data.folder` with the path and the system's reason, from errno.
Error folder_error(const std::string& path);

} // namespace hoshirube
