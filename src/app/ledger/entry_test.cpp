#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "base/hash.h"

namespace hoshirube {

// Written by hand for speed: it must be the canonical text all the same, or nobody could compute it again.
TEST(LedgerEntry, IsTheCanonicalTextOfWhatItSays) {
    for (const std::string odd : {"plain", "星 \"quoted\" \\ back", "line\nfeed\ttab\x01", "", "\xf0\x9f\x8c\x9f/</script>"}) {
        const StoredEvent stored{9'007'199'254'740'991,
                                 *Instant::parse("2026-11-26T03:00:00.123Z"),
                                 {"answer.saved", odd, "firm", odd, R"({"reason":")" + odd + "\"}"},
                                 "hash"};
        const std::string nonce = "000102030405060708090a0b0c0d0e0f";
        const auto whole = canonical_json(Json{{"sequence", stored.sequence},
                                               {"at", "2026-11-26T03:00:00.123Z"},
                                               {"type", stored.event.type},
                                               {"actor_id", odd},
                                               {"organisation_id", "firm"},
                                               {"subject", odd},
                                               {"record", stored.event.record}});
        std::string bytes;
        for (char c = 0; c < 16; ++c) bytes += c;
        const auto commitment = sha256_hex(bytes + *whole);
        EXPECT_EQ(event_commitment(stored, nonce), commitment);
        EXPECT_EQ(private_entry(stored, nonce), *canonical_json(Json{{"v", 1},
                                                                     {"sequence", stored.sequence},
                                                                     {"type", stored.event.type},
                                                                     {"at", "2026-11-26T03:00:00.123Z"},
                                                                     {"commit", {{"event", commitment}}}}));
    }
}

} // namespace hoshirube
