#include "contract/disk.h"

#include <atomic>
#include <cerrno>

#include <sys/syscall.h>
#include <unistd.h>

namespace hoshirube::disk {

namespace {

std::atomic<int> sync_count{0};
std::atomic<bool> is_full{false}, is_broken{false};

int sync_as(long number, int file) {
    ++sync_count;
    if (is_broken) {
        errno = EIO;
        return -1;
    }
    return static_cast<int>(syscall(number, file));
}

ssize_t refuse() {
    errno = ENOSPC;
    return -1;
}

} // namespace

int syncs() { return sync_count; }
Full::Full() { is_full = true; }
Full::~Full() { is_full = false; }
Broken::Broken() { is_broken = true; }
Broken::~Broken() { is_broken = false; }

} // namespace hoshirube::disk

using namespace hoshirube::disk;

extern "C" {

int fsync(int file) { return sync_as(SYS_fsync, file); }
int fdatasync(int file) { return sync_as(SYS_fdatasync, file); }

ssize_t write(int file, const void* bytes, size_t count) {
    return is_full && file > 2 ? refuse() : static_cast<ssize_t>(syscall(SYS_write, file, bytes, count));
}
ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
    return is_full ? refuse() : static_cast<ssize_t>(syscall(SYS_pwrite64, file, bytes, count, at));
}
ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
    return is_full ? refuse() : static_cast<ssize_t>(syscall(SYS_pwrite64, file, bytes, count, at));
}

} // extern "C"
