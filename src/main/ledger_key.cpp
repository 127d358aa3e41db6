#include "main/ledger_key.h"

#include <sodium.h>

#include "main/key_file.h"

namespace hoshirube {

namespace {

std::string random_seed() {
    CHECK(sodium_init() >= 0);
    std::string seed(32, '\0');
    randombytes_buf(seed.data(), seed.size());
    return seed;
}

} // namespace

Result<std::unique_ptr<ledger::Ed25519Signer>> open_ledger_key(const std::string& path, const std::string& name,
                                                               ledger::KeyType type) {
    const auto fresh = [&]() -> Result<std::string> {
        const auto made = TRY(ledger::Ed25519Signer::make(name, type, random_seed()));
        return made->to_text() + "\n";
    };
    auto text = TRY(kept_key(path, fresh));
    if (text.ends_with('\n')) text.pop_back();
    auto signer = ledger::Ed25519Signer::parse(text);
    if (!signer || (*signer)->key().type != type) return conflict("ledger.key_unreadable", {{"file", path}});
    return signer;
}

} // namespace hoshirube
