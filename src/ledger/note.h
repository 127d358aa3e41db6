#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// Signed notes (c2sp.org/signed-note) with Ed25519 and cosignature/v1 (c2sp.org/tlog-cosignature).

namespace hoshirube::ledger {

// Published: first byte of a key, part of its id. Signature lengths follow from it; nothing assumes 64 bytes.
enum class KeyType : unsigned char {
    Ed25519 = 0x01,     // A log's.
    Cosignature = 0x04, // A witness's: Ed25519 over a checkpoint with a time.
    MlDsa44 = 0x06,     // Read and kept, never counted as verified: no library of ours knows it yet.
};

struct VerifierKey {
    std::string name; // Without blanks and plus signs: the origin of a log, the name of a witness.
    KeyType type;
    std::string public_key; // Raw.
    std::uint32_t id() const;
    bool operator==(const VerifierKey&) const = default;
};

// "name+1f2e3d4c+base64(type, key)".
std::string to_text(const VerifierKey&);
// Errors   Invalid `ledger.key_malformed`: not of that form, an id that does not belong to the key, a type unknown here.
Result<VerifierKey> parse_key(std::string_view text);

// A private key, wherever it lives: a file, later a token.
class Signer {
public:
    virtual ~Signer() = default;
    virtual const VerifierKey& key() const = 0;
    virtual Result<std::string> sign(std::string_view message) = 0; // The raw signature.
};

// One line after the text of a note.
struct Signature {
    std::string name;
    std::uint32_t key_id;
    std::string bytes; // After the key id.
    bool operator==(const Signature&) const = default;
};

struct Note {
    std::string text; // With its last line feed: what is signed.
    std::vector<Signature> signatures;
};

constexpr std::size_t kMaxNoteBytes = 65'536, kMaxSignatures = 100;

std::string to_text(const Signature&); // "— name base64\n"
std::string to_text(const Note&);
// Errors   Invalid `ledger.note_malformed`: not UTF-8, control characters, no signature, too long.
Result<Note> parse_note(std::string_view bytes);
// Lines of signatures alone, as a witness answers. Errors as parse_note().
Result<std::vector<Signature>> parse_signatures(std::string_view lines);

struct Verified {
    std::size_t key;                         // Index into the keys that were asked for.
    std::optional<std::uint64_t> at_seconds; // When a witness saw it; since 1970.
};

// Which of `keys` signed the note, each once, in the order of the lines. Signatures of other keys are passed over.
//
// Errors   Invalid `ledger.signature_invalid` {name} when a line names one of `keys` and does not verify: such a note is refused whole.
//          Invalid `ledger.key_ambiguous` {name} when two of `keys` share name and id.
// Cost     about 100 µs a signature.
Result<std::vector<Verified>> verify_note(const Note&, std::span<const VerifierKey> keys);

// Errors   Invalid `ledger.note_malformed` when `text` cannot be a note's; what the signer answers.
Result<std::string> sign_note(std::string_view text, Signer&);

// A witness's signature over the text of a checkpoint, seen at `at_seconds`.
Result<Signature> cosign(std::string_view checkpoint_text, Signer&, std::uint64_t at_seconds);

} // namespace hoshirube::ledger
