#pragma once

#include <cstddef>
#include <string_view>

namespace hoshirube {

inline constexpr std::size_t kMaxHeadBytes = 16 * 1024;
inline constexpr std::size_t kMaxTargetBytes = 8 * 1024;
inline constexpr std::size_t kMaxHeaderFields = 100;

// What the bytes received so far are, as the head of an HTTP/1.1 request.
struct HeadScan {
    enum class State { Incomplete, Complete, Malformed };
    State state;
    std::size_t skip; // Bytes of an empty line in front, which RFC 9112 lets a client send.
    std::size_t size; // Of the complete head with its empty line, `skip` included.
};

// Looks for the end of a request's head and refuses what a proxy and we could read differently: a line that
// does not end in CRLF, a header folded over two lines, a blank or a byte outside ASCII in the request
// target, control characters.
//
// Cost     O(bytes); called again with more bytes it starts over, which the limit of 16 KiB bounds.
// Source   RFC 9112 sections 2.2, 3 and 5.2; the library's own parser accepts folding and any byte in the
// target.
HeadScan scan_head(std::string_view bytes);

} // namespace hoshirube
