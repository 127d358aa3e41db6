#include "ledger/hash.h"

#include <algorithm>
#include <memory>

#include <openssl/evp.h>

#include "base/result.h"

namespace hoshirube::ledger {

namespace {

// A context costs more to make than a node to hash, so each thread keeps one.
Hash sha256_of(std::string_view prefix, std::string_view rest) {
    static EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> kContext(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    Hash hash;
    unsigned int size = 0;
    CHECK(kAlgorithm && kContext && EVP_DigestInit_ex2(kContext.get(), kAlgorithm, nullptr) == 1);
    CHECK(EVP_DigestUpdate(kContext.get(), prefix.data(), prefix.size()) == 1);
    CHECK(EVP_DigestUpdate(kContext.get(), rest.data(), rest.size()) == 1);
    CHECK(EVP_DigestFinal_ex(kContext.get(), hash.data(), &size) == 1 && size == hash.size());
    return hash;
}

constexpr std::string_view kLeaf("\0", 1);

} // namespace

Hash leaf_hash(std::string_view entry) { return sha256_of(kLeaf, entry); }

Hash node_hash(const Hash& left, const Hash& right) {
    std::array<char, 65> bytes;
    bytes[0] = 1;
    std::copy(left.begin(), left.end(), bytes.begin() + 1);
    std::copy(right.begin(), right.end(), bytes.begin() + 33);
    return sha256_of({bytes.data(), bytes.size()}, {});
}

Hash empty_root() { return sha256_of({}, {}); }

std::string_view as_bytes(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

std::optional<Hash> to_hash(std::string_view bytes) {
    Hash hash;
    if (bytes.size() != hash.size()) return {};
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

std::string to_base64(const Hash& hash) { return to_base64(as_bytes(hash)); }

std::optional<Hash> hash_from_base64(std::string_view text) {
    const auto bytes = from_base64(text);
    return bytes ? to_hash(*bytes) : std::nullopt;
}

} // namespace hoshirube::ledger
