#include "formats/star/snapshot.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ledger/ed25519.h"
#include "support/random.h"

namespace hoshirube {

namespace {

Day day(const char* text) { return *Day::parse(text); }

std::unique_ptr<ledger::Ed25519Signer> signer(char seed = '\1', const char* name = "register.example.jp/star") {
    auto made = ledger::Ed25519Signer::make(name, ledger::KeyType::Ed25519, std::string(32, seed));
    return std::move(*made);
}

ledger::Policy policy(const ledger::Ed25519Signer& log) {
    ledger::Policy p;
    p.logs = {{log.key(), {}}};
    return p;
}

std::string line(const std::string& number, std::int64_t index = 1) {
    return snapshot_line({number, std::string(32, 'a'), index, 3, "2026-03-27", day("2026-11-23"), day("2027-11-22")});
}

} // namespace

TEST(Snapshot, TellsWhoHasAStarAndWhoHasNone) {
    const auto log = signer();
    const auto bytes =
        make_snapshot({line("7180301018771", 2), line("1010001000001"), line("7180301018771", 3)}, day("2026-12-01"), *log);
    ASSERT_TRUE(bytes);
    const auto trusted = policy(*log);
    const auto snapshot = open_snapshot(*bytes, &trusted);
    ASSERT_TRUE(snapshot) << snapshot.error().key;
    EXPECT_EQ(snapshot->origin, "register.example.jp/star");
    EXPECT_EQ(snapshot->head.on.iso8601(), "2026-12-01");
    EXPECT_EQ(snapshot->of("7180301018771").size(), 2U);
    EXPECT_EQ(snapshot->of("1010001000001").at(0)["star"], 3);
    for (const auto* none : {"", "1", "1010001000000", "1010001000002", "9999999999999", "7180301018771\""})
        EXPECT_TRUE(snapshot->of(none).empty()) << none;
    EXPECT_EQ(snapshot_head(*bytes)->size, 3U);
}

TEST(Snapshot, OfNobodyIsOneToo) {
    const auto log = signer();
    const auto trusted = policy(*log);
    const auto bytes = make_snapshot({}, day("2026-12-01"), *log);
    const auto snapshot = open_snapshot(*bytes, &trusted);
    ASSERT_TRUE(snapshot);
    EXPECT_TRUE(snapshot->of("7180301018771").empty());
}

TEST(Snapshot, FindsEveryChangedBit) {
    const auto log = signer();
    const auto trusted = policy(*log);
    const auto good = *make_snapshot({line("7180301018771"), line("1010001000001")}, day("2026-12-01"), *log);
    // The last digit of the signature's base 64 has bits that carry nothing.
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        auto changed = good;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
        const auto snapshot = open_snapshot(changed, &trusted);
        if (snapshot) { EXPECT_EQ(snapshot->lines, open_snapshot(good, &trusted)->lines) << bit; }
    }
    for (std::size_t size = 0; size < good.size(); ++size) EXPECT_FALSE(open_snapshot(good.substr(0, size), &trusted)) << size;
}

TEST(Snapshot, IsBelievedOnlyFromALedgerOfThePolicy) {
    const auto log = signer(), forger = signer('\2'), other = signer('\1', "other.example/star");
    const auto trusted = policy(*log);
    EXPECT_EQ(open_snapshot(*make_snapshot({}, day("2026-12-01"), *forger), &trusted).error().key, "snapshot.not_signed");
    EXPECT_EQ(open_snapshot(*make_snapshot({}, day("2026-12-01"), *other), &trusted).error().key, "snapshot.not_signed");
    EXPECT_TRUE(open_snapshot(*make_snapshot({}, day("2026-12-01"), *forger), nullptr)); // Nobody looked.
    // A snapshot is no checkpoint of the ledger that signed it.
    EXPECT_FALSE(ledger::open_checkpoint(*make_snapshot({}, day("2026-12-01"), *log), log->key()));
    EXPECT_EQ(open_snapshot(*make_snapshot({line("7180301018771"), line("7180301018771")}, day("2026-12-01"), *log), &trusted)
                  .error()
                  .key,
              "snapshot.changed");
}

} // namespace hoshirube
