#include "ledger/note.h"

#include <algorithm>

#include "base/base64.h"
#include "base/hash.h"
#include "base/text.h"
#include "ledger/ed25519.h"
#include "ledger/note_name.h"

namespace hoshirube::ledger {

namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";
constexpr std::size_t kIdBytes = 4, kTimeBytes = 8;

Error malformed_note() { return invalid("ledger.note_malformed"); }

// Most significant byte first.
std::string big_endian(std::uint64_t number, std::size_t count) {
    std::string bytes;
    for (std::size_t i = count; i-- > 0;) bytes += static_cast<char>(number >> (8 * i) & 0xff);
    return bytes;
}

std::uint64_t from_big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

bool is_note_text(std::string_view text) {
    return is_utf8(text) &&
           std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

std::size_t public_key_size(KeyType type) {
    switch (type) {
    case KeyType::Ed25519:
    case KeyType::Cosignature: return 32;
    case KeyType::MlDsa44: return 1312;
    }
    return 0; // A type unknown here.
}

std::string cosigned_message(std::string_view text, std::uint64_t at_seconds) {
    return "cosignature/v1\ntime " + std::to_string(at_seconds) + "\n" + std::string(text);
}

Result<Signature> parse_signature(std::string_view line) {
    if (!line.starts_with(kDash)) return malformed_note();
    line.remove_prefix(kDash.size());
    const auto blank = line.find(' ');
    if (blank == line.npos || !is_key_name(line.substr(0, blank))) return malformed_note();
    const auto bytes = from_base64(line.substr(blank + 1), StrayBits::Ignored);
    if (!bytes || bytes->size() <= kIdBytes) return malformed_note();
    return Signature{std::string(line.substr(0, blank)),
                     static_cast<std::uint32_t>(from_big_endian(std::string_view(*bytes).substr(0, kIdBytes))),
                     bytes->substr(kIdBytes)};
}

// Whether `signature` is this key's, and when it was made if it says so. Empty if it is not.
std::optional<Verified> verify(std::string_view text, const Signature& signature, const VerifierKey& key, std::size_t index) {
    const std::string_view bytes = signature.bytes;
    if (key.type == KeyType::Ed25519) {
        if (!verify_ed25519(key.public_key, text, bytes)) return {};
        return Verified{index, {}};
    }
    if (bytes.size() < kTimeBytes) return {};
    const auto at_seconds = from_big_endian(bytes.substr(0, kTimeBytes));
    if (!verify_ed25519(key.public_key, cosigned_message(text, at_seconds), bytes.substr(kTimeBytes))) return {};
    return Verified{index, at_seconds};
}

} // namespace

bool is_key_name(std::string_view name) {
    // Blanks of Unicode outside ASCII, as their UTF-8.
    constexpr std::string_view kBlanks[] = {"\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\xa8",
                                            "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};
    if (name.empty() || !is_utf8(name) || name.find('+') != name.npos) return false;
    if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; }))
        return false;
    for (const auto blank : kBlanks)
        if (name.find(blank) != name.npos) return false;
    for (auto at = name.find("\xe2\x80"); at != name.npos; at = name.find("\xe2\x80", at + 1)) // U+2000 to U+200A.
        if (static_cast<unsigned char>(name[at + 2]) <= 0x8a) return false;
    return true;
}

std::uint32_t VerifierKey::id() const {
    const auto digest = sha256(name + '\n' + static_cast<char>(type) + public_key);
    return static_cast<std::uint32_t>(from_big_endian(std::string_view(digest).substr(0, kIdBytes)));
}

std::string to_text(const VerifierKey& key) {
    return key.name + "+" + to_hex(big_endian(key.id(), kIdBytes)) + "+" +
           to_base64(static_cast<char>(key.type) + key.public_key);
}

Result<VerifierKey> parse_key(std::string_view text) {
    const auto first = text.find('+'), second = text.find('+', first + 1);
    if (first == text.npos || second == text.npos || !is_key_name(text.substr(0, first))) return invalid("ledger.key_malformed");
    const auto bytes = from_base64(text.substr(second + 1));
    if (!bytes || bytes->empty()) return invalid("ledger.key_malformed");
    const VerifierKey key{std::string(text.substr(0, first)), static_cast<KeyType>((*bytes)[0]), bytes->substr(1)};
    const auto size = public_key_size(key.type);
    if (size == 0 || key.public_key.size() != size || to_text(key) != text) return invalid("ledger.key_malformed");
    return key;
}

std::string to_text(const Signature& signature) {
    return std::string(kDash) + signature.name + " " + to_base64(big_endian(signature.key_id, kIdBytes) + signature.bytes) + "\n";
}

std::string to_text(const Note& note) {
    std::string bytes = note.text + "\n";
    for (const auto& signature : note.signatures) bytes += to_text(signature);
    return bytes;
}

Result<std::vector<Signature>> parse_signatures(std::string_view lines) {
    if (lines.size() > kMaxNoteBytes || !lines.ends_with('\n') || !is_note_text(lines)) return malformed_note();
    std::vector<Signature> signatures;
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        if (signatures.size() == kMaxSignatures) return malformed_note();
        signatures.push_back(TRY(parse_signature(lines.substr(0, end))));
        lines.remove_prefix(end + 1);
    }
    return signatures;
}

Result<Note> parse_note(std::string_view bytes) {
    if (bytes.size() > kMaxNoteBytes || !is_note_text(bytes)) return malformed_note();
    const auto end = bytes.rfind("\n\n");
    if (end == bytes.npos) return malformed_note();
    auto signatures = TRY(parse_signatures(bytes.substr(end + 2)));
    return Note{std::string(bytes.substr(0, end + 1)), std::move(signatures)};
}

Result<std::vector<Verified>> verify_note(const Note& note, std::span<const VerifierKey> keys) {
    std::vector<std::uint32_t> ids;
    for (const auto& key : keys) ids.push_back(key.id());
    std::vector<Verified> verified;
    std::vector<bool> is_seen(keys.size());
    for (const auto& signature : note.signatures) {
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (ids[i] != signature.key_id || keys[i].name != signature.name || keys[i].type == KeyType::MlDsa44) continue;
            if (found) return invalid("ledger.key_ambiguous", {}, {{"name", signature.name}});
            found = i;
        }
        if (!found || is_seen[*found]) continue;
        is_seen[*found] = true;
        const auto one = verify(note.text, signature, keys[*found], *found);
        if (!one) return invalid("ledger.signature_invalid", {}, {{"name", signature.name}});
        verified.push_back(*one);
    }
    return verified;
}

Result<std::string> sign_note(std::string_view text, Signer& signer) {
    if (!text.ends_with('\n') || !is_note_text(text)) return malformed_note();
    const auto bytes = TRY(signer.sign(text));
    return to_text(Note{std::string(text), {{signer.key().name, signer.key().id(), bytes}}});
}

Result<Signature> cosign(std::string_view checkpoint_text, Signer& signer, std::uint64_t at_seconds) {
    CHECK(signer.key().type == KeyType::Cosignature);
    const auto bytes = TRY(signer.sign(cosigned_message(checkpoint_text, at_seconds)));
    return Signature{signer.key().name, signer.key().id(), big_endian(at_seconds, kTimeBytes) + bytes};
}

} // namespace hoshirube::ledger
