#include "ledger/ed25519.h"

#include <sodium.h>

#include "base/base64.h"
#include "base/hash.h"
#include "ledger/note_name.h"

namespace hoshirube::ledger {

namespace {

constexpr std::string_view kPrefix = "PRIVATE+KEY+";

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::string id_text(const VerifierKey& key) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(key.id() >> shift & 0xff);
    return to_hex(bytes);
}

} // namespace

bool verify_ed25519(std::string_view public_key, std::string_view message, std::string_view signature) {
    if (public_key.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES) return false;
    return crypto_sign_verify_detached(raw(signature), raw(message), message.size(), raw(public_key)) == 0;
}

Result<std::unique_ptr<Ed25519Signer>> Ed25519Signer::make(std::string name, KeyType type, std::string_view seed) {
    if (!is_key_name(name) || seed.size() != crypto_sign_SEEDBYTES || type == KeyType::MlDsa44)
        return invalid("ledger.key_malformed");
    std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0'), secret(crypto_sign_SECRETKEYBYTES, '\0');
    CHECK(crypto_sign_seed_keypair(raw(public_key), raw(secret), raw(seed)) == 0);
    std::unique_ptr<Ed25519Signer> signer(new Ed25519Signer({std::move(name), type, std::move(public_key)}));
    signer->secret_ = std::move(secret);
    return signer;
}

Result<std::unique_ptr<Ed25519Signer>> Ed25519Signer::parse(std::string_view text) {
    if (!text.starts_with(kPrefix)) return invalid("ledger.key_malformed");
    text.remove_prefix(kPrefix.size());
    const auto first = text.find('+'), second = text.find('+', first + 1);
    if (first == text.npos || second == text.npos) return invalid("ledger.key_malformed");
    const auto bytes = from_base64(text.substr(second + 1));
    if (!bytes || bytes->size() != 1 + crypto_sign_SEEDBYTES) return invalid("ledger.key_malformed");
    const auto type = static_cast<KeyType>((*bytes)[0]);
    if (type != KeyType::Ed25519 && type != KeyType::Cosignature) return invalid("ledger.key_malformed");
    auto signer = TRY(make(std::string(text.substr(0, first)), type, std::string_view(*bytes).substr(1)));
    if (text.substr(first + 1, second - first - 1) != id_text(signer->key())) return invalid("ledger.key_malformed");
    return signer;
}

Ed25519Signer::~Ed25519Signer() { sodium_memzero(secret_.data(), secret_.size()); }

std::string Ed25519Signer::to_text() const {
    const std::string bytes = static_cast<char>(key_.type) + secret_.substr(0, crypto_sign_SEEDBYTES);
    return std::string(kPrefix) + key_.name + "+" + id_text(key_) + "+" + to_base64(bytes);
}

Result<std::string> Ed25519Signer::sign(std::string_view message) {
    std::string signature(crypto_sign_BYTES, '\0');
    CHECK(crypto_sign_detached(raw(signature), nullptr, raw(message), message.size(), raw(secret_)) == 0);
    return signature;
}

} // namespace hoshirube::ledger
