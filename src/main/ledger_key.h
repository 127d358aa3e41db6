#pragma once

#include <memory>
#include <string>

#include "ledger/ed25519.h"

namespace hoshirube {

// The signing key kept in the file at `path`; made under `name`, where there is none; see kept_key().
// Errors   Unavailable `data.folder` {path, reason}; Conflict `ledger.key_unreadable` {file}.
Result<std::unique_ptr<ledger::Ed25519Signer>> open_ledger_key(const std::string& path, const std::string& name, ledger::KeyType);

} // namespace hoshirube
