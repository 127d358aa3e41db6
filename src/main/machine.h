#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "cli/command.h"

namespace hoshirube {

// The real files, threads, clock and memory of this machine, for commands that compute.
class DiskFiles final : public Files {
public:
    bool exists(const std::string& path) override;
    bool is_newer(const std::string& path, const std::string& than) override;
    Result<std::unique_ptr<Incoming>> open(const std::string& path) override;
    Result<std::unique_ptr<Outgoing>> write(const std::string& path, std::uint64_t at) override;
    Result<Done> rename(const std::string& from, const std::string& to) override;
    Result<Done> may_appear(const std::string& path) override;
    Result<Done> remove(const std::string& path) override;
    Result<Done> remove_folder(const std::string& path) override;
    Result<Done> make_folder(const std::string& path) override;
};

// `count` threads for kernels; 0: as many as this machine runs at once. They live for one `run`.
std::unique_ptr<graph::Executor> lent_threads(unsigned count);

// Threads for long jobs of a server: half of this machine's, and polite towards those who answer requests.
std::unique_ptr<graph::Executor> job_threads();

// One thread, started by the first task; its destructor finishes.
class BackgroundThread final : public Background {
public:
    ~BackgroundThread() override { finish(); }
    void finish(); // Waits for the tasks that were taken; takes no more.
    void run(std::function<void()> task) override;

private:
    void work();
    std::mutex mutex_;
    std::condition_variable has_task_;
    std::deque<std::function<void()>> tasks_;
    bool is_ending_ = false;
    std::thread thread_;
};

double steady_seconds();
std::uint64_t peak_memory_bytes(); // Of this process, so far.

} // namespace hoshirube
