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

} // namespace hoshirube
