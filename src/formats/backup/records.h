#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/hash.h"
#include "base/json.h"
#include "base/result.h"

// What stands inside a backup: files one after the other, each followed by its SHA-256, and in the end a summary. Encryption is a
// layer around it (envelope.h). Stored: never change; a new form gets a new number in the envelope's first line.
//
//   'F'  length of the path (2 bytes)  path  size (8 bytes)  bytes  SHA-256 (32 bytes)
//   'E'  length of the summary (4 bytes)  summary, canonical JSON
//
// Numbers are big-endian. A path is one of `hoshirube.db` and what lies under evidence/, keys/, ledger/ and networks/.

namespace hoshirube::backup {

// Whether a file of this name may stand in a backup: below the folders above, in letters, digits and ". _ - /" alone, at most 255 bytes, no
// part empty or beginning with a dot. Nothing that an archive names ever lies outside the folder it is unpacked into.
bool is_archive_path(std::string_view path);

using Take = std::function<Result<Done>(std::string_view)>;

class Writer {
public:
    explicit Writer(Take out) : out_(std::move(out)) {}

    // One file: begin, pieces that add up to exactly `size`, end; which answers the SHA-256 in hex. Paths come in ascending order.
    Result<Done> begin(const std::string& path, std::uint64_t size);
    Result<Done> piece(std::string_view bytes);
    Result<std::string> end();

    // Writes the summary: `facts` with "files", "bytes" and "list" (SHA-256 over the lines of list_line()) added. Answers it.
    Result<Json> finish(Json facts);

private:
    Take out_;
    std::string path_;
    std::uint64_t left_ = 0, files_ = 0, bytes_ = 0;
    Sha256 hash_, list_;
};

// "<64 hex digits>  <path>\n": a line as sha256sum reads it.
std::string list_line(const std::string& sha256, const std::string& path);

// Takes the bytes of an archive in pieces of any size and hands the files on; every length, path and hash is checked on the way.
//
// Errors   Invalid `backup.malformed`; Conflict `backup.changed` {file} where a hash is not that of the bytes.
class Reader {
public:
    struct Sink {
        virtual ~Sink() = default;
        virtual Result<Done> begin(const std::string& path, std::uint64_t size) = 0;
        virtual Result<Done> piece(std::string_view bytes) = 0;
        virtual Result<Done> end(const std::string& sha256) = 0;
    };
    explicit Reader(Sink& sink) : sink_(sink) {}

    Result<Done> feed(std::string_view bytes);
    // The summary, once all has been fed; an archive that stops earlier is malformed.
    Result<Json> finish() const;

private:
    enum class Part { Kind, PathLength, Path, Size, Bytes, Hash, SummaryLength, Summary, Over };
    Result<Done> take_field();
    Result<Done> begin_file(std::uint64_t size);
    Result<Done> end_file();
    Result<Done> read_summary();
    void expect(Part part, std::size_t bytes) {
        part_ = part;
        wanted_ = bytes;
        field_.clear();
    }

    Sink& sink_;
    Part part_ = Part::Kind;
    std::size_t wanted_ = 1;
    std::string field_, path_, last_path_;
    std::uint64_t left_ = 0, files_ = 0, bytes_ = 0;
    Sha256 hash_, list_;
    std::string summary_;
};

} // namespace hoshirube::backup
