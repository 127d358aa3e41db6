#pragma once

#include <string>
#include <string_view>

#include <unistd.h>

#include "base/hash.h"
#include "base/result.h"

namespace hoshirube {

// An open file, closed on destruction.
class File {
public:
    explicit File(int number) : number_(number) {}
    File(File&& other) noexcept : number_(other.number_) { other.number_ = -1; }
    File& operator=(File&&) = delete;
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    bool is_open() const { return number_ >= 0; }
    int number() const { return number_; }

private:
    int number_;
};

// What `errno` says about `path`: Unavailable `storage.full` where the disk or the quota is used up, else Internal.
Error disk_error(std::string_view path);

Result<Done> write_all(const File& file, std::string_view bytes, const std::string& path);

// Waits until a file's or directory's content is on the disk. A full disk is an error; when the disk does not confirm,
// nobody knows what is on it, and the process stops.
Result<Done> sync_file(const File& file, const std::string& path);
Result<Done> sync_directory(const std::string& path);

// Hands `bytes` on piece by piece to `take`, a function of a std::string_view.
template <typename Take>
Result<Done> read_pieces(const File& file, const std::string& path, Take take) {
    std::string buffer(64 * 1024, '\0');
    for (;;) {
        const auto count = ::read(file.number(), buffer.data(), buffer.size());
        if (count < 0) return disk_error(path);
        if (count == 0) return Done{};
        take(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
    }
}

} // namespace hoshirube
