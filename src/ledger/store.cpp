#include "ledger/store.h"

#include "base/pieces.h"

namespace hoshirube::ledger {

namespace {

class ReadWhole final : public Store::Pieces {
public:
    explicit ReadWhole(std::string bytes) : pieces_(std::move(bytes)) {}
    std::uint64_t size_bytes() const override { return pieces_.size_bytes(); }
    Result<std::string> next() override { return pieces_.next(); }

private:
    PiecesOfMemory pieces_;
};

} // namespace

Result<std::unique_ptr<Store::Pieces>> Store::read_in_pieces(const std::string& path) {
    auto bytes = TRY(read(path));
    if (!bytes) return std::unique_ptr<Pieces>();
    return std::unique_ptr<Pieces>(std::make_unique<ReadWhole>(std::move(*bytes)));
}

} // namespace hoshirube::ledger
