#include "evidence/memory_vault.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/hash.h"
#include "base/pieces.h"
#include "evidence/door.h"
#include "evidence/media_type.h"

namespace hoshirube {

namespace {

class WholeContent final : public Content {
public:
    explicit WholeContent(std::string bytes) : pieces_(std::move(bytes)) {}
    std::int64_t size_bytes() const override { return static_cast<std::int64_t>(pieces_.size_bytes()); }
    Result<std::string> next() override { return pieces_.next(); }

private:
    PiecesOfMemory pieces_;
};

} // namespace

Result<Vault::Stored> MemoryVault::store(std::string_view bytes) {
    const auto size = static_cast<std::int64_t>(bytes.size());
    TRY(check_size(size));
    auto name = sha256_hex(bytes);
    const std::lock_guard lock(mutex_);
    contents_[name] = std::string(bytes);
    return Stored{name, size, media_type(bytes)};
}

Result<Vault::Stored> MemoryVault::adopt(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return internal("cannot open " + path);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    auto stored = TRY(store(bytes));
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    return stored;
}

Result<std::string> MemoryVault::read(const std::string& sha256) {
    const std::lock_guard lock(mutex_);
    const auto found = contents_.find(sha256);
    if (found == contents_.end()) return not_found("evidence.content_missing");
    if (sha256_hex(found->second) != sha256) return conflict("evidence.content_changed");
    return found->second;
}

Result<std::unique_ptr<Content>> MemoryVault::content(const std::string& sha256) {
    return std::unique_ptr<Content>(std::make_unique<WholeContent>(TRY(read(sha256))));
}

Result<Done> MemoryVault::verify(const std::string& sha256) {
    TRY(read(sha256));
    return Done{};
}

void MemoryVault::damage(const std::string& sha256) {
    const std::lock_guard lock(mutex_);
    const auto found = contents_.find(sha256);
    CHECK(found != contents_.end());
    found->second[0] = static_cast<char>(found->second[0] ^ 1);
}

} // namespace hoshirube
