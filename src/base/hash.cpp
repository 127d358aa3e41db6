#include "base/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/result.h"

namespace hoshirube {

namespace {

// Fetched once: looking the algorithm up by name at each use costs more than hashing a short text.
const EVP_MD* sha256_algorithm() {
    static EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    CHECK(kAlgorithm != nullptr);
    return kAlgorithm;
}

} // namespace

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() { CHECK(context && EVP_DigestInit_ex(context, sha256_algorithm(), nullptr) == 1); }
    ~State() { EVP_MD_CTX_free(context); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) { CHECK(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1); }

std::string Sha256::finish() {
    std::string digest(32, '\0');
    unsigned int size = 0;
    CHECK(EVP_DigestFinal_ex(state_->context, reinterpret_cast<unsigned char*>(digest.data()), &size) == 1 &&
          size == digest.size());
    return digest;
}

std::string Sha256::finish_hex() { return to_hex(finish()); }

std::string sha256(std::string_view bytes) {
    std::string digest(32, '\0');
    unsigned int size = 0;
    CHECK(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size, sha256_algorithm(),
                     nullptr) == 1);
    return digest;
}

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256(bytes)); }

bool is_sha256_hex(std::string_view text) { return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos; }

std::string hmac_sha256_hex(std::string_view key, std::string_view bytes) {
    unsigned char digest[32];
    unsigned int size = 0;
    CHECK(HMAC(sha256_algorithm(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()),
               bytes.size(), digest, &size) != nullptr);
    return to_hex({reinterpret_cast<const char*>(digest), size});
}

std::string hmac_sha1(std::string_view key, std::string_view bytes) {
    std::string digest(20, '\0');
    unsigned int size = 0;
    CHECK(HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()),
               bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size) != nullptr);
    return digest;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_hex(std::string_view bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        text += kDigits[static_cast<unsigned char>(byte) >> 4];
        text += kDigits[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

namespace {

std::string base32_of(std::string_view bytes, const char (&digits)[33]) {
    std::string text;
    unsigned pending = 0, bits = 0;
    for (const char byte : bytes) {
        pending = (pending << 8 | static_cast<unsigned char>(byte)) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5) text += digits[pending >> (bits - 5) & 31];
    }
    if (bits > 0) text += digits[pending << (5 - bits) & 31];
    return text;
}

} // namespace

std::string to_base32(std::string_view bytes) { return base32_of(bytes, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"); }

std::string to_rfc4648_base32(std::string_view bytes) { return base32_of(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"); }

} // namespace hoshirube
