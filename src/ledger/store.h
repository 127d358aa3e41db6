#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/hash.h"
#include "ledger/tile.h"

namespace hoshirube::ledger {

// The files of one ledger, by path under its folder: "checkpoint", "tile/…", "staging/…". On disk, or in memory for tests.
//
// Errors   Unavailable `storage.full`; Internal. A flush that fails never returns: what is in the disk's cache is then unknown, so the
//          disk's store stops the process.
class Store {
public:
    virtual ~Store() = default;

    struct File {
        std::string path, bytes;
    };
    virtual Result<std::optional<std::string>> read(const std::string& path) = 0;
    // The same for files that grow large, one piece at a time; null where there is none. What is read stays the file that was found, also
    // if it is replaced or removed meanwhile.
    class Pieces {
    public:
        virtual ~Pieces() = default;
        virtual std::uint64_t size_bytes() const = 0;
        virtual Result<std::string> next() = 0; // At most 64 KiB; empty at the end.
    };
    virtual Result<std::unique_ptr<Pieces>>
    read_in_pieces(const std::string& path); // As it comes from read(), unless overridden.
    // Each file whole or not at all, replacing what was there; all durable when it returns.
    virtual Result<Done> write(const std::vector<File>&) = 0;
    // A file, or a folder with all in it. Nothing there is fine.
    virtual Result<Done> remove(const std::string& path) = 0;
    // Paths of all files under a folder, sorted; empty if there is none.
    virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;

    // Whoever holds this is the only one of all processes that share the folder; others wait.
    class Hold {
    public:
        virtual ~Hold() = default;
    };
    virtual Result<std::unique_ptr<Hold>> hold() = 0;
};

// The tile, or its beginning out of a wider one: partial tiles go once the full one is there. Empty if there is neither.
Result<std::optional<std::string>> read_tile(Store&, const TileName&);

// One entry on its way in, and what the database keeps of it.
struct Line {
    std::string entry;               // At most kMaxEntryBytes.
    std::int64_t event_sequence = 0; // The event it comes from.
    std::string subject;             // Whose chain of entries it continues; may be empty.
    std::string nonce;               // 32 hex digits; gives the entry's commitment its meaning.
};

struct Batch {
    std::vector<Line> lines;
    std::int64_t through = 0; // Every event up to this one is in the ledger then.
};

// Where a ledger stands. The database's word is the last one: a checkpoint is signed once it stands there.
struct Head {
    std::string checkpoint;   // The signed note.
    std::int64_t through = 0; // The last event considered.
};

// While a ledger's folder holds this file it signs nothing: an older state was put back, and somebody has to say first how to go on.
inline constexpr const char* kHaltFile = "halt";

// Where entries come from and where the head is kept: another store than the files, in one transaction with what it says.
class Source {
public:
    virtual ~Source() = default;
    virtual Result<std::optional<Head>> head() = 0;
    // What is to be appended after `head`, whose ledger has `size` entries; at most `limit` lines, none if all is in.
    virtual Result<Batch> next(const Head& head, std::uint64_t size, std::size_t limit) = 0;
    // Sets the head and keeps the lines' facts, unless the head is no longer `from`: then answers false and changes nothing.
    // After an error nobody knows which; the next run finds out.
    virtual Result<bool> advance(const std::optional<Head>& from, const Head& to, std::uint64_t old_size, const Batch&) = 0;
};

} // namespace hoshirube::ledger
