// A disk whose flush takes HOSHIRUBE_FLUSH_MS (4) milliseconds, for machines whose own answers from a cache. Loaded before a program:
//
//   LD_PRELOAD=build/bench/ledger/libslow_flush.so build/bench/ledger/bench_ledger FOLDER
//
// Only the waiting is made up; the real flush is called as well. As the kernel's block layer does (block/blk-flush.c), one flush runs at
// a time, and whoever asks meanwhile shares the next one.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <dlfcn.h>
#include <mutex>
#include <thread>

namespace {

std::mutex mutex;
std::condition_variable flushed;
bool is_flushing = false;
std::uint64_t begun = 0, ended = 0; // Flushes so far.

void wait_for_a_flush() {
    static const auto time = [] {
        const char* given = std::getenv("HOSHIRUBE_FLUSH_MS");
        return std::chrono::duration<double, std::milli>(given ? std::atof(given) : 4.0);
    }();
    std::unique_lock lock(mutex);
    const auto mine = begun + 1; // One that begins after now.
    while (ended < mine) {
        if (is_flushing) {
            flushed.wait(lock);
            continue;
        }
        is_flushing = true;
        ++begun;
        lock.unlock();
        std::this_thread::sleep_for(time);
        lock.lock();
        ended = begun;
        is_flushing = false;
        flushed.notify_all();
    }
}

int real(const char* name, int file) {
    const int result = reinterpret_cast<int (*)(int)>(::dlsym(RTLD_NEXT, name))(file);
    wait_for_a_flush();
    return result;
}

} // namespace

extern "C" {
int fsync(int file) { return real("fsync", file); }
int fdatasync(int file) { return real("fdatasync", file); }
}
