#include "base/uuid.h"

#include <openssl/evp.h>

#include "base/hash.h"
#include "base/result.h"

namespace hoshirube {

namespace {

// Our name space, itself the version 5 UUID of "urn:hoshirube" among URLs (RFC 9562). Published: never change.
constexpr std::string_view kNamespace("\x5a\x1d\x6c\x0e\x7b\x43\x5f\x2a\x9c\x11\x3e\x6f\x80\x24\xd7\x95", 16);

} // namespace

std::string uuid_v5(std::string_view name) {
    std::string bytes(kNamespace);
    bytes.append(name);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    CHECK(EVP_Digest(bytes.data(), bytes.size(), digest, &length, EVP_sha1(), nullptr) == 1 && length >= 16);
    digest[6] = static_cast<unsigned char>((digest[6] & 0x0f) | 0x50);
    digest[8] = static_cast<unsigned char>((digest[8] & 0x3f) | 0x80);
    const auto hex = to_hex({reinterpret_cast<const char*>(digest), 16});
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" + hex.substr(20);
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_hyphen_place = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool is_hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (is_hyphen_place ? c != '-' : !is_hex) return false;
    }
    return true;
}

} // namespace hoshirube
