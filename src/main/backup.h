#pragma once

#include <string>

#include "cli/command.h"
#include "main/config.h"
#include "main/house.h"

namespace hoshirube {

// `backup`, while a server runs: database, evidence, both ledgers, keys and networks of one moment, locked and in one file (docs/backup.md).
//
// The moment: both ledgers are held for a few milliseconds, in which the database's state is fixed and every file of the ledgers that may still
// change is opened. What is copied afterwards never changes again: full tiles and contents of evidence.
//
// Errors   Invalid `backup.no_lock`, `backup.two_locks` and those of backup::Sealer; Conflict `backup.exists` {path}, `backup.running`,
//          `storage.copy_damaged`; Unavailable `storage.full`, `backup.file_changed` {file}. The file is there whole or not at all.
// Cost     the database's size of room in the data folder for the while; reads everything once.
Result<Json> make_backup(const Config&, House&, const cli::Arguments&);

// `backup verify`: every byte of a backup, without writing any of it.
// Errors   as backup::Opener and backup::Reader.
Result<Json> verify_backup(const cli::Arguments&);

// `restore`: unpacks into a new folder beside, checks everything there, and only then puts it in the place of the data folder.
//
// Both ledgers are halted in the restored folder: see resume.h.
//
// Errors   those of verify_backup(); Conflict `backup.data_exists` {path}, `backup.in_use` {path}, `backup.not_right`; as load_copy().
Result<Json> restore_backup(const Config&, const Library&, const cli::Arguments&);

// `backup key`: a pair, the secret into the file.
Result<Json> make_backup_key(const cli::Arguments&);

std::vector<cli::Command> backup_commands();

} // namespace hoshirube
