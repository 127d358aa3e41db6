#include "fuzz/fuzz.h"
#include "ledger/checkpoint.h"
#include "ledger/ed25519.h"

using namespace hoshirube;

namespace {

constexpr std::uint64_t kSeenAt = 1'795'700'000;

// What a log may sign, it signs, a witness signs it again, and both are told from all others.
void check_signing(std::string_view text) {
    static const auto kLog =
        ledger::Ed25519Signer::make("register.example/star", ledger::KeyType::Ed25519, std::string(32, '\1'));
    static const auto kWitness = ledger::Ed25519Signer::make("w", ledger::KeyType::Cosignature, std::string(32, '\2'));
    const auto bytes = ledger::sign_note(text, **kLog);
    if (!bytes) return;
    const auto note = ledger::parse_note(*bytes);
    CHECK(note || bytes->size() > ledger::kMaxNoteBytes);
    if (!note) return;
    CHECK(note->text == text && note->signatures.size() == 1);
    const auto seen = ledger::cosign(text, **kWitness, kSeenAt);
    CHECK(seen);
    auto both = *note;
    both.signatures.push_back(*seen);
    const ledger::VerifierKey keys[] = {(*kLog)->key(), (*kWitness)->key()};
    const auto verified = ledger::verify_note(both, keys);
    CHECK(verified && verified->size() == 2 && (*verified)[1].at_seconds == kSeenAt);
    both.signatures[1].bytes[0] = static_cast<char>(both.signatures[1].bytes[0] ^ 1); // Another time.
    CHECK(!ledger::verify_note(both, keys));
    both.signatures[1].bytes.resize(7);
    CHECK(!ledger::verify_note(both, keys));
    const ledger::VerifierKey twice[] = {(*kLog)->key(), (*kLog)->key()};
    CHECK(!ledger::verify_note(*note, twice));
    const auto opened = ledger::open_checkpoint(*bytes, (*kLog)->key());
    if (opened) CHECK(opened->checkpoint.origin == (*kLog)->key().name && !ledger::open_checkpoint(*bytes, (*kWitness)->key()));
}

} // namespace

// A note, a checkpoint, a key and the lines of a witness: what parses prints back and reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = test::as_text(data, size);
    if (const auto note = ledger::parse_note(text)) {
        const auto again = ledger::parse_note(ledger::to_text(*note)); // Stray bits of base 64 are not printed again.
        CHECK(again && again->text == note->text && again->signatures == note->signatures);
        static const auto kSigner =
            ledger::Ed25519Signer::make("register.example/star", ledger::KeyType::Ed25519, std::string(32, '\1'));
        const auto verified = ledger::verify_note(*note, std::span(&(*kSigner)->key(), 1));
        CHECK(!verified || verified->size() <= 1);
        check_signing(note->text);
        const auto opened = ledger::open_checkpoint(text, (*kSigner)->key());
        CHECK(!opened || (verified && verified->size() == 1));
        const auto checkpoint = ledger::parse_checkpoint(note->text);
        CHECK(!checkpoint || note->text.starts_with(ledger::to_text(*checkpoint)));
    }
    if (const auto checkpoint = ledger::parse_checkpoint(text)) CHECK(text.starts_with(ledger::to_text(*checkpoint)));
    check_signing(text);
    if (const auto key = ledger::parse_key(text)) CHECK(ledger::to_text(*key) == text);
    if (const auto signer = ledger::Ed25519Signer::parse(text)) CHECK((*signer)->to_text() == text);
    if (const auto lines = ledger::parse_signatures(text)) {
        std::string back;
        for (const auto& line : *lines) back += ledger::to_text(line);
        const auto again = ledger::parse_signatures(back);
        CHECK(again && *again == *lines);
    }
    return 0;
}
