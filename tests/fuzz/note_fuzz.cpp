#include "fuzz/fuzz.h"
#include "ledger/checkpoint.h"
#include "ledger/ed25519.h"

using namespace hoshirube;

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
        const auto checkpoint = ledger::parse_checkpoint(note->text);
        CHECK(!checkpoint || note->text.starts_with(ledger::to_text(*checkpoint)));
    }
    if (const auto checkpoint = ledger::parse_checkpoint(text)) CHECK(text.starts_with(ledger::to_text(*checkpoint)));
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
