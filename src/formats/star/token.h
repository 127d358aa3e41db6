#pragma once

#include <string>
#include <string_view>

#include "formats/star/credential.h"
#include "formats/star/jose.h"

namespace hoshirube {

// What a star token says: little enough for a QR code, enough to be checked without us.
struct StarClaims {
    std::string address; // "https://register.example.jp", of the register.
    std::int64_t number; // In the register.
    std::string corporate_number, legal_name;
    std::int64_t star;
    std::string edition;
    Day registered_on, last_valid_day; // Valid from the first moment of the one to the last of the other, in Tokyo.
    bool is_invented = false;
};

inline constexpr std::string_view kStarTokenType = "star+jwt";
// Where a register serves its Token Status List, below its address.
inline constexpr const char* kTokenStatusPath = "/status/list";

// A JWT in compact form (RFC 7519) with ES256, `typ` "star+jwt": it stands after the # of a short link, where it never reaches a server,
// and in files. Claims: iss, sub (corporate number), jti (register number), nbf, exp, and name, star, ed (edition), invented.
// It says that the star was granted, never that it still stands: for that there is the status list of its register.
//
// Errors   as the signer; Invalid `star_token.signature` where it answers anything but 64 bytes.
// Cost     about 450 bytes for a name of 20 characters.
Result<std::string> compact_star_token(const StarClaims&, const Es256Signer&);

// Its payload as the certificate it is short for: what a token does not carry is empty there.
//
// Errors   Invalid `star_credential.malformed` {what}.
Result<StarCredential> parse_star_token(std::string_view payload);

// What a QR code says: the token after the # of a link, or the text itself.
std::string_view after_link(std::string_view text);

} // namespace hoshirube
