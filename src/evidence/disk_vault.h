#pragma once

#include <memory>
#include <string>

#include "app/ports.h"

namespace hoshirube {

// Contents as read-only files under ab/cdef…, named by their SHA-256. A file gets its name only when its bytes are on the
// disk, and the call returns only when the name is too: a crash at any moment leaves no half content under a name.
//
// Cost     store: the bytes are written once; one sync of the file and one of its folder. open: a few ms.
// Threads  any; several processes may use one directory.
class DiskVault final : public Vault {
public:
    // Creates the directory where it is missing (its parent must be there) and removes what a crash left behind.
    //
    // Errors   Unavailable `storage.open_failed` {path}.
    static Result<std::unique_ptr<DiskVault>> open(const std::string& directory);

    Result<Stored> store(std::string_view bytes) override;
    // `path` must lie on the same file system; it is left where it is when the content is refused.
    Result<Stored> adopt(const std::string& path) override;
    Result<std::string> read(const std::string& sha256) override;
    Result<std::unique_ptr<Content>> content(const std::string& sha256) override;
    Result<Done> verify(const std::string& sha256) override;

    // Where a content lies.
    std::string path_of(const std::string& sha256) const;

private:
    explicit DiskVault(std::string directory) : directory_(std::move(directory)) {}
    Result<Done> place(const std::string& from, const std::string& sha256);
    std::string directory_;
};

} // namespace hoshirube
