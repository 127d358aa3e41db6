#pragma once

#include "cli/command.h"
#include "formats/backup/envelope.h"

namespace hoshirube {

enum class LockFor { Writing, Reading };

// The one lock that was named: --passphrase-file, or --recipient to write and --key-file to read.
// Errors   Invalid `backup.no_lock`, `backup.two_locks`; as the files.
Result<backup::Lock> lock_of(const cli::Arguments&, LockFor);

} // namespace hoshirube
