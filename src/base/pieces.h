#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace hoshirube {

// Bytes in memory, handed out piece by piece as a file would be.
class PiecesOfMemory {
public:
    explicit PiecesOfMemory(std::string bytes) : bytes_(std::move(bytes)) {}
    std::size_t size_bytes() const { return bytes_.size(); }
    // Empty at the end.
    std::string next() {
        auto piece = bytes_.substr(at_, kPieceBytes);
        at_ += piece.size();
        return piece;
    }

private:
    static constexpr std::size_t kPieceBytes = 64 * 1024;
    std::string bytes_;
    std::size_t at_ = 0;
};

} // namespace hoshirube
