#pragma once

// Files in memory for tests; a budget of bytes makes writes fail like a full disk.

#include "app/network/workbench.h"

#include <algorithm>
#include <limits>
#include <map>
#include <mutex>
#include <set>

namespace hoshirube::samples {

class MemoryFiles final : public Files {
public:
    std::map<std::string, std::string> files;
    std::set<std::string> newer; // Than any other.
    std::size_t bytes_left = std::numeric_limits<std::size_t>::max();

    bool exists(const std::string& path) override {
        const std::lock_guard lock(mutex_);
        return files.contains(path);
    }
    bool is_newer(const std::string& path, const std::string&) override {
        const std::lock_guard lock(mutex_);
        return newer.contains(path);
    }
    Result<std::unique_ptr<Incoming>> open(const std::string& path) override {
        const std::lock_guard lock(mutex_);
        const auto found = files.find(path);
        if (found == files.end()) return invalid("cli.file_unreadable", {}, {{"path", path}, {"reason", "absent"}});
        return std::unique_ptr<Incoming>(std::make_unique<Reading>(found->second));
    }
    Result<std::unique_ptr<Outgoing>> write(const std::string& path, std::uint64_t at) override {
        const std::lock_guard lock(mutex_);
        files[path].resize(at);
        return std::unique_ptr<Outgoing>(std::make_unique<Writing>(*this, path));
    }
    Result<Done> rename(const std::string& from, const std::string& to) override {
        const std::lock_guard lock(mutex_);
        auto node = files.extract(from);
        files[to] = std::move(node.mapped());
        return Done{};
    }
    Result<Done> may_appear(const std::string&) override { return Done{}; }
    Result<Done> remove(const std::string& path) override {
        const std::lock_guard lock(mutex_);
        files.erase(path);
        return Done{};
    }
    Result<Done> remove_folder(const std::string& path) override {
        const std::lock_guard lock(mutex_);
        std::erase_if(files, [&](const auto& entry) { return entry.first.starts_with(path + "/"); });
        return Done{};
    }
    Result<Done> make_folder(const std::string&) override { return Done{}; }

private:
    class Reading final : public Incoming {
    public:
        explicit Reading(std::string bytes) : bytes_(std::move(bytes)) {}
        std::uint64_t size() const override { return bytes_.size(); }
        Result<std::size_t> read(char* to, std::size_t count) override {
            count = std::min(count, bytes_.size() - at_);
            std::copy_n(bytes_.data() + at_, count, to);
            at_ += count;
            return count;
        }

    private:
        std::string bytes_;
        std::size_t at_ = 0;
    };
    class Writing final : public Outgoing {
    public:
        Writing(MemoryFiles& owner, std::string path) : owner_(owner), path_(std::move(path)) {}
        Result<Done> add(std::string_view bytes) override {
            const std::lock_guard lock(owner_.mutex_);
            if (bytes.size() > owner_.bytes_left)
                return invalid("cli.file_unwritable", {}, {{"path", path_}, {"reason", "full"}});
            owner_.bytes_left -= bytes.size();
            owner_.files[path_] += bytes;
            return Done{};
        }
        Result<Done> flush() override { return Done{}; }
        Result<Done> close() override { return Done{}; }

    private:
        MemoryFiles& owner_;
        std::string path_;
    };

    std::mutex mutex_;
};

} // namespace hoshirube::samples
