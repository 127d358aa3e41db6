#pragma once

#include <memory>
#include <string_view>

#include "ledger/note.h"

namespace hoshirube::ledger {

// Refuses what RFC 8032 calls invalid, keys of small order, and signatures that have a twin (S at or above the group's order).
bool verify_ed25519(std::string_view public_key, std::string_view message, std::string_view signature);

// A key in memory, written "PRIVATE+KEY+name+1f2e3d4c+base64(type, seed)" as Go's note package does.
class Ed25519Signer final : public Signer {
public:
    // Errors   Invalid `ledger.key_malformed`, which never repeats the key.
    static Result<std::unique_ptr<Ed25519Signer>> parse(std::string_view text);
    // `seed`: 32 random bytes. Invalid `ledger.key_malformed` for a name that no note can carry.
    static Result<std::unique_ptr<Ed25519Signer>> make(std::string name, KeyType type, std::string_view seed);
    ~Ed25519Signer() override;

    std::string to_text() const; // Secret.
    const VerifierKey& key() const override { return key_; }
    Result<std::string> sign(std::string_view message) override;

private:
    explicit Ed25519Signer(VerifierKey key) : key_(std::move(key)) {}
    VerifierKey key_;
    std::string secret_; // Seed and public key, as the library wants it; wiped in the end.
};

} // namespace hoshirube::ledger
