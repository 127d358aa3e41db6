#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "graph/cascade.h"
#include "graph/executor.h"

namespace hoshirube {

// The files of an analysis. Two implementations: the disk (main) and memory (tests).
class Files {
public:
    class Incoming {
    public:
        virtual ~Incoming() = default;
        virtual std::uint64_t size() const = 0;
        // Reads up to `count` bytes; fewer only at the end of the file.
        virtual Result<std::size_t> read(char* to, std::size_t count) = 0;
    };
    class Outgoing {
    public:
        virtual ~Outgoing() = default;
        virtual Result<Done> add(std::string_view bytes) = 0;
        virtual Result<Done> flush() = 0; // What was added survives the end of this process.
        virtual Result<Done> close() = 0; // And a loss of power. Must be called.
    };

    virtual ~Files() = default;
    virtual bool exists(const std::string& path) = 0;
    virtual bool is_newer(const std::string& path, const std::string& than) = 0; // Written later; false where one is missing.
    // Errors   Invalid `cli.file_unreadable`, `cli.file_unwritable` {path, reason}, here and in all that follow.
    virtual Result<std::unique_ptr<Incoming>> open(const std::string& path) = 0;
    // Writes from byte `at` on; what stood behind it is gone. 0 begins the file anew. One at a time: a file that is being written
    // cannot be opened for writing again.
    //
    // Errors   Conflict `cli.file_busy` {path}: another process writes it.
    virtual Result<std::unique_ptr<Outgoing>> write(const std::string& path, std::uint64_t at) = 0;
    virtual Result<Done> rename(const std::string& from, const std::string& to) = 0; // Replaces `to` at once, as below.
    // Whether a file could appear there: only a plain file is ever replaced, never a folder, a device or a pipe.
    //
    // Errors   Invalid `cli.file_special` {path}.
    virtual Result<Done> may_appear(const std::string& path) = 0;
    virtual Result<Done> remove(const std::string& path) = 0;
    virtual Result<Done> remove_folder(const std::string& path) = 0; // With all that is in it; fine if it is not there.
    virtual Result<Done> make_folder(const std::string& path) = 0;   // With its parents; fine if it is there.
};

// Runs tasks one after another beside the caller. Two implementations: a thread (main) and at once (tests).
class Background {
public:
    virtual ~Background() = default;
    virtual void run(std::function<void()> task) = 0;
};

Result<std::string> read_whole(Files& files, const std::string& path);
// The file appears whole or not at all.
Result<Done> write_whole(Files& files, const std::string& path, std::string_view bytes);

// The processes that share one analysis. Each holds the same inputs and runs the same use-case; rank 0 alone writes.
class Crew {
public:
    virtual ~Crew() = default;
    virtual unsigned size() const = 0;
    virtual unsigned rank() const = 0;
    // Every process calls this at the same point with its own part; rank 0 gets all of them in order of rank.
    virtual std::vector<graph::Impact> gather(const std::vector<graph::Impact>& own) = 0;
    // What rank 0 says, told to all.
    virtual std::uint64_t agree(std::uint64_t said_by_rank_0) = 0;
};

// How far a long analysis is.
struct Headway {
    std::uint64_t done, total; // Of the unit that `key` names.
    double seconds;            // Since its start.
    std::uint64_t done_before; // Kept from an interrupted run.
};

// What an analysis works with; built by the caller, who owns everything.
struct Workbench {
    Files& files;
    graph::Executor& executor;
    Crew& crew;
    std::function<double()> seconds; // A clock that only goes forward.
    std::function<void(const Headway&)> report;
    std::function<bool()> is_cancelled = nullptr; // Asked between blocks by long computations; empty: never.
};

} // namespace hoshirube
