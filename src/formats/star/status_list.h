#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "formats/star/jose.h"

namespace hoshirube {

// What the register says of a certificate besides its dates. Published: the values of a Token Status List.
enum class StarStatus : unsigned char { Valid = 0, Withdrawn = 1, Suspended = 2 };

// One array, the entry of a certificate at its register number, and two public faces of it:
//
// - IETF Token Status List (draft-ietf-oauth-status-list), 2 bits an entry, zlib: says everything;
// - W3C Bitstring Status List 1.0, one list a purpose ("revocation", "suspension"), gzip: for readers of credentials.
//
// Never shorter than 131,072 entries, so that its length tells nothing and single readers cannot be made out.
using StatusArray = std::vector<StarStatus>;
inline constexpr std::size_t kLeastStatusEntries = 131'072;
// Rounded up to a power of two: a register that grows changes the length seldom.
StatusArray status_array(std::size_t entries);

struct StatusTimes {
    std::int64_t issued_at, keep_seconds, expires_at; // Seconds since 1970.
};

// The payload of a `statuslist+jwt`. `address`: where it is served, which is also its name.
Json token_status_list(const StatusArray&, const std::string& address, const std::string& issuer, const StatusTimes&);
// The payload of a `vc+jwt`: a BitstringStatusListCredential for one purpose, "revocation" or "suspension".
Json bitstring_status_list(const StatusArray&, std::string_view purpose, const std::string& address, const std::string& issuer,
                           const StatusTimes&);

// A Token Status List as anyone may have made it: 1, 2, 4 or 8 bits an entry.
struct TokenStatusList {
    std::string address, issuer;
    StatusTimes times; // What the list does not say is 0.
    int bits;
    std::string bytes; // Unpacked, at most 8 MiB.
    // Empty optional beyond the end.
    std::optional<unsigned> at(std::uint64_t index) const;
};
// Errors   Invalid `status_list.malformed`.
Result<TokenStatusList> parse_token_status_list(std::string_view payload);

} // namespace hoshirube
