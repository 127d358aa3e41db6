#include "base/network_address.h"

#include <array>
#include <cstdint>

#include <arpa/inet.h>

namespace hoshirube {

namespace {

struct Range4 {
    std::uint32_t base;
    int bits;
};
consteval std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    return a << 24 | b << 16 | c << 8 | d;
}
constexpr Range4 kNotPublic4[] = {{v4(0, 0, 0, 0), 8},      {v4(10, 0, 0, 0), 8},     {v4(100, 64, 0, 0), 10},
                                  {v4(127, 0, 0, 0), 8},    {v4(169, 254, 0, 0), 16}, {v4(172, 16, 0, 0), 12},
                                  {v4(192, 0, 0, 0), 24},   {v4(192, 0, 2, 0), 24},   {v4(192, 88, 99, 0), 24},
                                  {v4(192, 168, 0, 0), 16}, {v4(198, 18, 0, 0), 15},  {v4(198, 51, 100, 0), 24},
                                  {v4(203, 0, 113, 0), 24}, {v4(224, 0, 0, 0), 3}};

bool is_public4(std::uint32_t address) {
    for (const auto& range : kNotPublic4)
        if ((address ^ range.base) >> (32 - range.bits) == 0) return false;
    return true;
}

using Bytes16 = std::array<unsigned char, 16>;

// Only 2000::/3 is handed out; of it, documentation, 6to4 and the special block 2001::/23 (Teredo and others) stay out.
bool is_public6(const Bytes16& b) {
    if ((b[0] & 0xe0) != 0x20) return false;
    if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8) return false;
    if (b[0] == 0x20 && b[1] == 0x01 && b[2] < 2) return false;
    if (b[0] == 0x3f && b[1] == 0xff && (b[2] & 0xf0) == 0) return false;
    return !(b[0] == 0x20 && b[1] == 0x02);
}

} // namespace

bool is_public_address(const std::string& address) {
    in_addr four{};
    if (inet_pton(AF_INET, address.c_str(), &four) == 1) return is_public4(ntohl(four.s_addr));
    Bytes16 six{};
    return inet_pton(AF_INET6, address.c_str(), six.data()) == 1 && is_public6(six);
}

bool is_loopback_address(const std::string& address) {
    in_addr four{};
    if (inet_pton(AF_INET, address.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
    Bytes16 six{}, loopback{};
    loopback[15] = 1;
    return inet_pton(AF_INET6, address.c_str(), six.data()) == 1 && six == loopback;
}

} // namespace hoshirube
