#include "formats/cbor.h"

#include <limits>

namespace hoshirube {

namespace {

constexpr int kMaxDepth = 16;
enum Major : unsigned { kPositive, kNegative, kBytes, kText, kArray, kMap, kTag, kSimple };

} // namespace

std::optional<CborReader::Head> CborReader::head() const {
    if (rest_.empty()) return std::nullopt;
    const unsigned first = static_cast<unsigned char>(rest_[0]);
    const unsigned low = first & 31u;
    if (low < 24) return Head{first >> 5u, low, 1};
    if (low > 27) return std::nullopt; // Reserved, or of indefinite length.
    const std::size_t count = std::size_t{1} << (low - 24);
    if (rest_.size() < 1 + count) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 1; i <= count; ++i) value = value << 8 | static_cast<unsigned char>(rest_[i]);
    return Head{first >> 5u, value, 1 + count};
}

std::optional<std::uint64_t> CborReader::map() {
    const auto found = head();
    if (!found || found->major != kMap) return std::nullopt;
    rest_.remove_prefix(found->size);
    return found->value;
}

std::optional<std::int64_t> CborReader::integer() {
    const auto found = head();
    if (!found || found->major > kNegative || found->value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    rest_.remove_prefix(found->size);
    const auto value = static_cast<std::int64_t>(found->value);
    return found->major == kNegative ? -1 - value : value;
}

std::optional<std::string_view> CborReader::string(unsigned major) {
    const auto found = head();
    if (!found || found->major != major || found->value > rest_.size() - found->size) return std::nullopt;
    const auto size = static_cast<std::size_t>(found->value);
    const auto content = rest_.substr(found->size, size);
    rest_.remove_prefix(found->size + size);
    return content;
}

std::optional<std::string_view> CborReader::bytes() { return string(kBytes); }
std::optional<std::string_view> CborReader::text() { return string(kText); }
bool CborReader::skip() { return skip(kMaxDepth); }

bool CborReader::skip(int depth) {
    const auto found = head();
    if (!found || depth == 0) return false;
    if (found->major == kBytes || found->major == kText) return string(found->major).has_value();
    rest_.remove_prefix(found->size);
    if (found->major == kTag) return skip(depth - 1);
    if (found->major != kArray && found->major != kMap) return true;
    // Each item takes a byte at least: a count beyond what is left is refused at once.
    if (found->value > rest_.size()) return false;
    const auto items = found->value * (found->major == kMap ? 2 : 1);
    for (std::uint64_t i = 0; i < items; ++i)
        if (!skip(depth - 1)) return false;
    return true;
}

} // namespace hoshirube
