#pragma once

#include <map>
#include <mutex>
#include <string>

#include "app/ports.h"

namespace hoshirube {

// A vault in memory, for tests: gone with the object.
class MemoryVault final : public Vault {
public:
    Result<Stored> store(std::string_view bytes) override;
    Result<Stored> adopt(const std::string& path) override;
    Result<std::string> read(const std::string& sha256) override;
    Result<std::unique_ptr<Content>> content(const std::string& sha256) override;
    Result<Done> verify(const std::string& sha256) override;

    // Flips one bit of a stored content, as a failing disk or a forger would.
    void damage(const std::string& sha256);

private:
    std::mutex mutex_;
    std::map<std::string, std::string> contents_;
};

} // namespace hoshirube
