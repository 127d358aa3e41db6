#pragma once

#include "cli/command.h"

namespace hoshirube {

// The real files, threads, clock and memory of this machine, for commands that compute.
class DiskFiles final : public Files {
public:
    bool exists(const std::string& path) override;
    Result<std::unique_ptr<Incoming>> open(const std::string& path) override;
    Result<std::unique_ptr<Outgoing>> write(const std::string& path, std::uint64_t at) override;
    Result<Done> rename(const std::string& from, const std::string& to) override;
    Result<Done> remove(const std::string& path) override;
    Result<Done> make_folder(const std::string& path) override;
};

// `count` threads for kernels; 0: as many as this machine runs at once. They live for one `run`.
std::unique_ptr<graph::Executor> lent_threads(unsigned count);

double steady_seconds();
std::uint64_t peak_memory_bytes(); // Of this process, so far.

} // namespace hoshirube
