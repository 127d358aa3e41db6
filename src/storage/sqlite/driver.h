#pragma once

#include <memory>
#include <string>

#include "storage/sql/connection.h"
#include "storage/storage.h"

namespace hoshirube::sqlite {

// How much memory a connection may keep for pages. Read connections are many and the file is in the system's cache anyway.
inline constexpr int kReaderCacheKib = 512;
inline constexpr int kWriterCacheKib = 2048;

// Opens a database file, creating it where there is none, readable by its owner only. `path` ":memory:" is a private
// database that lives as long as the connection.
//
// A commit is durable when it returns, at the price of one fdatasync of the write-ahead log. When the system reports
// that such a sync failed, nobody knows what is on the disk: the process stops and recovers at its next start.
//
// Errors   Unavailable `storage.open_failed` {path}.
Result<std::unique_ptr<sql::Connection>> open(const std::string& path, int cache_kib);

// Waits until the names of the file and of its log, which open() makes where there is none, are on the disk. SQLite waits for the log's
// name too, but goes on when the disk does not confirm; a log whose name is lost takes everything answered since with it. Before the
// first write.
Result<Done> keep_names(const std::string& path);

// Lengthens the log to what it becomes between two checkpoints, with zeros, which are no frames to SQLite. A save then writes over
// what is there; one that lengthens the log makes the file system write its length, too, and costs up to twice as much. Without
// effect where the disk has no room. Nobody may write meanwhile: hold a write transaction. The log goes when the last connection
// closes.
void reserve_log(const std::string& path);

// As Storage::snapshot(), and check_copy(). While a snapshot lives, the log grows: nothing it still needs is written over.
Result<std::unique_ptr<Storage::Snapshot>> snapshot(const std::string& path);
Result<Done> check(const std::string& path);

} // namespace hoshirube::sqlite
