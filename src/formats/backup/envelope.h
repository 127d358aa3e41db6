#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

// The lock around a backup: libsodium's secretstream (XChaCha20-Poly1305 in pieces of 64 KiB, which nobody can change, cut, repeat or put into
// another order), under a key that comes from a passphrase (Argon2id) or was made for this one backup and sealed to a recipient's public key
// (X25519). The first lines say which; they are part of what is authenticated.
//
//   hoshirube backup 1
//   {"check":…,"lock":"passphrase","memory_bytes":…,"operations":…,"salt":…}     or
//   {"check":…,"lock":"recipient","recipient":…,"sealed_key":…}
//   header of the stream (24 bytes), pieces of 65,536 + 17 bytes, the last one shorter or equal
//
// Source   libsodium's documentation, "Encrypted streams and file encryption", "Password hashing", "Sealed boxes".

namespace hoshirube::backup {

inline constexpr std::string_view kFirstLine = "hoshirube backup 1\n"; // Stored: never change.
inline constexpr std::size_t kMinPassphrase = 12;                      // Bytes. A backup can be guessed at for years, at home.

// A pair for backups that the server itself cannot open again. One line of text each.
struct KeyPair {
    std::string recipient; // "hoshirube-backup:" and base 64; may be known to all.
    std::string secret;    // "hoshirube-backup-secret:" and base 64.
};
KeyPair make_key_pair();

// Whom a backup is for, or who opens it: one of the two.
struct Lock {
    std::string passphrase;
    std::string key; // A recipient to write, a secret to read.
};

class Sealer {
public:
    // Errors   Invalid `backup.passphrase_short` {least}, `backup.key_malformed`; Unavailable `backup.no_memory`.
    // Cost     a passphrase: about a second and 256 MiB.
    static Result<std::unique_ptr<Sealer>> make(const Lock&);
    ~Sealer();
    // What stands before the first piece.
    const std::string& head() const { return head_; }
    // Encrypts what has come and answers what can be written by now.
    std::string add(std::string_view bytes);
    // The rest. Nothing may be added then.
    std::string finish();

private:
    struct State;
    Sealer();
    std::string seal(std::string_view piece, bool is_last);
    std::unique_ptr<State> state_;
    std::string head_, waiting_;
    bool is_first_ = true;
};

class Opener {
public:
    // Errors   Invalid `backup.passphrase_short`, `backup.key_malformed`: the lock given is none.
    static Result<std::unique_ptr<Opener>> make(Lock);
    ~Opener();
    // Takes a file's bytes in pieces of any size and answers what they say so far; nothing is answered that was not authenticated.
    // Errors   Invalid `backup.malformed`: no backup of ours, or a newer one; Forbidden `backup.wrong_passphrase`, `backup.wrong_key`,
    //          `backup.needs_passphrase`, `backup.needs_key`; Conflict `backup.changed_at` {offset}; Unavailable `backup.no_memory`.
    Result<std::string> feed(std::string_view bytes);
    // The last piece, which is known by being the last.
    // Errors   Conflict `backup.cut`: the file stops before its end, or its last piece was changed.
    Result<std::string> finish();

private:
    struct State;
    explicit Opener(Lock);
    Result<bool> take_head();
    Result<std::string> take_piece(std::size_t size);
    std::unique_ptr<State> state_;
};

} // namespace hoshirube::backup
