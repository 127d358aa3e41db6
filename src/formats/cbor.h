#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hoshirube {

// Reads CBOR (RFC 8949) of definite length from front to back, as authenticators write it (CTAP2 canonical form): no copies, no
// recursion but skip()'s, nothing kept. Each function answers an empty optional, and reads nothing more, when the next item is another.
class CborReader {
public:
    explicit CborReader(std::string_view bytes) : rest_(bytes) {}

    std::optional<std::uint64_t> map();    // Number of pairs that follow.
    std::optional<std::int64_t> integer(); // Positive or negative.
    std::optional<std::string_view> bytes();
    std::optional<std::string_view> text();
    bool skip(); // The next item, whatever it is; nested sixteen deep at most.
    std::string_view rest() const { return rest_; }

private:
    struct Head {
        unsigned major;
        std::uint64_t value;
        std::size_t size; // Bytes of the head itself.
    };
    std::optional<Head> head() const;
    std::optional<std::string_view> string(unsigned major);
    bool skip(int depth);
    std::string_view rest_;
};

} // namespace hoshirube
