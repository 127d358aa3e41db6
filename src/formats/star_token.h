#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/result.h"

namespace hoshirube {

// What a star token says: little enough for a QR code, enough to be checked without us.
struct StarClaims {
    std::string issuer;           // "https://register.example.jp"
    std::string number;           // In the register.
    std::string corporate_number; // Thirteen digits.
    std::string legal_name;
    int star;
    std::string edition;
    Day registered_on, last_valid_day; // Valid from the first moment of the one to the last of the other, in Tokyo.
};

// A JWT in compact form (RFC 7519) with ES256, `typ` "star+jwt": it stands after the # of a short link, where it never reaches a server,
// and in files. Claims: iss, sub (corporate number), jti (register number), nbf, exp, and name, star, ed (edition).
// It says that the star was granted, never that it still stands: for that there is the register.
//
// `sign` answers r ‖ s in 64 bytes over the bytes it is handed (RFC 7518, 3.4); `key_id` names the key in the published set.
// Errors   as `sign`; Invalid `star_token.signature` where it answers anything but 64 bytes.
// Cost     about 400 bytes for a name of 20 characters.
Result<std::string> compact_star_token(const StarClaims&, std::string_view key_id,
                                       const std::function<Result<std::string>(std::string_view bytes)>& sign);

} // namespace hoshirube
