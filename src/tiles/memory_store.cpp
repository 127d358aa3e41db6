#include "tiles/memory_store.h"

namespace hoshirube {

namespace {

class Held final : public ledger::Store::Hold {
public:
    explicit Held(std::mutex& mutex) : lock_(mutex) {}

private:
    std::lock_guard<std::mutex> lock_;
};

} // namespace

Result<std::optional<std::string>> MemoryStore::read(const std::string& path) {
    const std::lock_guard lock(files_mutex_);
    const auto found = files.find(path);
    return found == files.end() ? std::optional<std::string>() : std::optional(found->second);
}

Result<Done> MemoryStore::write(const std::vector<File>& written) {
    const std::lock_guard lock(files_mutex_);
    for (const auto& file : written) files[file.path] = file.bytes;
    return Done{};
}

Result<Done> MemoryStore::remove(const std::string& path) {
    const std::lock_guard lock(files_mutex_);
    std::erase_if(files, [&](const auto& file) { return file.first == path || file.first.starts_with(path + "/"); });
    return Done{};
}

Result<std::vector<std::string>> MemoryStore::list(const std::string& folder) {
    const std::lock_guard lock(files_mutex_);
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : files)
        if (folder.empty() || path.starts_with(folder + "/")) paths.push_back(path);
    return paths;
}

Result<std::unique_ptr<ledger::Store::Hold>> MemoryStore::hold() {
    return std::unique_ptr<Hold>(std::make_unique<Held>(hold_mutex_));
}

} // namespace hoshirube
