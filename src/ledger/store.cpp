#include "ledger/store.h"

namespace hoshirube::ledger {

namespace {

class PiecesOfMemory final : public Store::Pieces {
public:
    explicit PiecesOfMemory(std::string bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size_bytes() const override { return bytes_.size(); }
    Result<std::string> next() override {
        auto piece = bytes_.substr(at_, 64 * 1024);
        at_ += piece.size();
        return piece;
    }

private:
    std::string bytes_;
    std::size_t at_ = 0;
};

} // namespace

Result<std::unique_ptr<Store::Pieces>> Store::read_in_pieces(const std::string& path) {
    auto bytes = TRY(read(path));
    if (!bytes) return std::unique_ptr<Pieces>();
    return std::unique_ptr<Pieces>(std::make_unique<PiecesOfMemory>(std::move(*bytes)));
}

} // namespace hoshirube::ledger
