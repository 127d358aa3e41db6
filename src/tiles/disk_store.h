#pragma once

#include "ledger/store.h"

namespace hoshirube {

// The files of a ledger in a folder. Several processes, on several machines if the folder is shared, may use it at once.
//
// A flush that the disk does not confirm leaves a file `io-error` and stops the process: what the kernel's cache says of the folder
// is no longer what the disk holds. open() refuses the folder from then on, until someone asks for it all the same; then
// every read goes past the cache.
class DiskStore final : public ledger::Store {
public:
    enum class AfterIoError { Refuse, GoOn };
    // Makes the folder where it is not there.
    // Errors   Conflict `ledger.io_error` {file}; Unavailable `storage.full`; Internal.
    static Result<std::unique_ptr<DiskStore>> open(std::string folder, AfterIoError);

    Result<std::optional<std::string>> read(const std::string& path) override;
    Result<std::unique_ptr<Pieces>> read_in_pieces(const std::string& path) override;
    Result<Done> write(const std::vector<File>&) override;
    Result<Done> remove(const std::string& path) override;
    Result<std::vector<std::string>> list(const std::string& folder) override;
    Result<std::unique_ptr<Hold>> hold() override;

    // Everything was read again and found right: the folder is good for all again.
    Result<Done> forget_io_error();

private:
    class Fresh;
    DiskStore(std::string folder, bool past_cache) : folder_(std::move(folder)), past_cache_(past_cache) {}

    const std::string folder_;
    bool past_cache_; // Reads with O_DIRECT.
};

} // namespace hoshirube
