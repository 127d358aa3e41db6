#include "app/account/secret_box.h"

#include <sodium.h>

#include "base/hash.h"

namespace hoshirube {

namespace {

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// One key a purpose: the server's own is used for links too.
std::string key_of(std::string_view server_key) { return sha256("hoshirube secret box\n" + std::string(server_key)); }

Result<std::string> from_hex(std::string_view text) {
    std::string bytes(text.size() / 2, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_hex2bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, &end) != 0 ||
        end != text.data() + text.size() || size * 2 != text.size())
        return internal("a sealed secret is no hex");
    return bytes;
}

} // namespace

std::string sealed(std::string_view server_key, std::string_view place, std::string_view secret) {
    CHECK(sodium_init() >= 0);
    const auto key = key_of(server_key);
    std::string out(kNonceBytes + secret.size() + kTagBytes, '\0');
    randombytes_buf(out.data(), kNonceBytes);
    CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(out) + kNonceBytes, nullptr, bytes_of(secret), secret.size(),
                                                     bytes_of(place), place.size(), nullptr, bytes_of(std::string_view(out)),
                                                     bytes_of(std::string_view(key))) == 0);
    return to_hex(out);
}

Result<std::string> opened(std::string_view server_key, std::string_view place, std::string_view text) {
    CHECK(sodium_init() >= 0);
    const auto key = key_of(server_key);
    const auto box = TRY(from_hex(text));
    if (box.size() < kNonceBytes + kTagBytes) return internal("a sealed secret is too short");
    std::string secret(box.size() - kNonceBytes - kTagBytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes_of(secret), nullptr, nullptr, bytes_of(std::string_view(box)) + kNonceBytes, box.size() - kNonceBytes,
            bytes_of(place), place.size(), bytes_of(std::string_view(box)), bytes_of(std::string_view(key))) != 0)
        return internal("a sealed secret does not open: changed, moved, or sealed with another key");
    return secret;
}

} // namespace hoshirube
