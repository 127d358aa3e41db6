#pragma once

#include <map>
#include <mutex>

#include "ledger/store.h"

namespace hoshirube {

// The files of a ledger in memory, for tests: gone with the object.
class MemoryStore final : public ledger::Store {
public:
    Result<std::optional<std::string>> read(const std::string& path) override;
    Result<Done> write(const std::vector<File>&) override;
    Result<Done> remove(const std::string& path) override;
    Result<std::vector<std::string>> list(const std::string& folder) override;
    Result<std::unique_ptr<Hold>> hold() override;

    std::map<std::string, std::string> files; // For tests to look at and to damage.

private:
    std::mutex files_mutex_, hold_mutex_;
};

} // namespace hoshirube
