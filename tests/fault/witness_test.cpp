#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "ledger/ed25519.h"
#include "ledger/monitor.h"
#include "ledger/sequencer.h"
#include "ledger/tile_nodes.h"
#include "ledger/witness.h"
#include "ledger/witness_request.h"
#include "support/ledger_source.h"
#include "tiles/memory_store.h"

// What others see of a ledger: its witness and its monitor, when it is honest and when it is not.

namespace hoshirube {

namespace {

using Outcome = ledger::Witness::Outcome;

std::unique_ptr<ledger::Ed25519Signer> new_signer(const char* name, ledger::KeyType type, char seed) {
    auto made = ledger::Ed25519Signer::make(name, type, std::string(32, seed));
    CHECK(bool(made));
    return std::move(*made);
}

struct Ledger {
    MemoryStore files;
    test::QueueSource source;
    std::unique_ptr<ledger::Ed25519Signer> signer = new_signer("register.example/star", ledger::KeyType::Ed25519, 1);

    ledger::SignedCheckpoint grow(const std::string& word, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) source.add(word + std::to_string(source.waiting.size()));
        auto published = ledger::Sequencer(files, source, *signer).run();
        CHECK(bool(published));
        return *published;
    }
    std::string request(std::uint64_t old_size, const ledger::SignedCheckpoint& to) {
        ledger::AddCheckpoint body{old_size, {}, ledger::to_text(to.note)};
        ledger::TileNodes nodes(files, to.checkpoint.size);
        if (old_size > 0 && old_size < to.checkpoint.size)
            body.proof = *ledger::make_consistency(nodes, old_size, to.checkpoint.size);
        return ledger::to_text(body);
    }
};

struct Watching {
    MemoryStore files;
    std::unique_ptr<ledger::Ed25519Signer> signer = new_signer("witness.example/w1", ledger::KeyType::Cosignature, 9);
    Outcome ask(const Ledger& log, const std::string& body) {
        auto answer = ledger::Witness(files, *signer, {log.signer->key()}).add_checkpoint(body, 1'795'996'800);
        CHECK(bool(answer));
        text = answer->text;
        return answer->outcome;
    }
    std::string text;
};

TEST(Witness, SignsWhatOnlyAdds) {
    Ledger log;
    Watching witness;
    const auto three = log.grow("entry ", 3), four_hundred = log.grow("entry ", 397);
    ASSERT_EQ(witness.ask(log, log.request(0, three)), Outcome::Cosigned);
    auto note = three.note;
    const auto lines = ledger::parse_signatures(witness.text);
    ASSERT_TRUE(lines && lines->size() == 1);
    note.signatures.push_back(lines->front());
    const ledger::VerifierKey keys[] = {log.signer->key(), witness.signer->key()};
    const auto verified = ledger::verify_note(note, keys);
    ASSERT_TRUE(verified && verified->size() == 2);
    EXPECT_EQ((*verified)[1].at_seconds, 1'795'996'800u);
    EXPECT_EQ(witness.ask(log, log.request(3, three)), Outcome::Cosigned) << "the same again is signed again, at a later time";
    EXPECT_EQ(witness.ask(log, log.request(3, four_hundred)), Outcome::Cosigned);
    const auto latest = ledger::Witness(witness.files, *witness.signer, {}).latest(sha256_hex("register.example/star"));
    ASSERT_TRUE(latest && *latest);
    EXPECT_EQ(ledger::parse_note(**latest)->text, four_hundred.note.text);
}

TEST(Witness, NeverSignsASecondHistory) {
    Ledger log, fork;
    Watching witness;
    const auto first = log.grow("entry ", 3), next = log.grow("entry ", 4);
    const auto other = fork.grow("other ", 3), other_next = fork.grow("other ", 4);
    ASSERT_EQ(witness.ask(log, log.request(0, first)), Outcome::Cosigned);
    const auto kept = witness.files.files;
    EXPECT_EQ(witness.ask(log, fork.request(3, other)), Outcome::Inconsistent) << "same size, other root";
    EXPECT_EQ(witness.ask(log, fork.request(3, other_next)), Outcome::Inconsistent);
    EXPECT_EQ(witness.ask(log, fork.request(0, other_next)), Outcome::OtherSize);
    EXPECT_EQ(witness.text, "3\n");
    EXPECT_EQ(witness.files.files, kept);
    EXPECT_EQ(witness.ask(log, log.request(3, next)), Outcome::Cosigned);
    EXPECT_EQ(witness.ask(log, log.request(3, next)), Outcome::OtherSize) << "a restored old ledger asks from where it once was";
    EXPECT_EQ(witness.text, "7\n");
}

TEST(Witness, RefusesWhatIsNoRequestOrNotFromAKnownLog) {
    Ledger log, stranger;
    stranger.signer = new_signer("register.example/star", ledger::KeyType::Ed25519, 2);
    Watching witness;
    const auto first = log.grow("entry ", 3);
    EXPECT_EQ(witness.ask(log, "old 0\n"), Outcome::Malformed);
    EXPECT_EQ(witness.ask(log, log.request(4, first)), Outcome::Malformed) << "old above new";
    EXPECT_EQ(witness.ask(stranger, log.request(0, first)), Outcome::NotSigned);
    Ledger unknown;
    unknown.signer = new_signer("elsewhere.example/log", ledger::KeyType::Ed25519, 3);
    EXPECT_EQ(witness.ask(log, unknown.request(0, unknown.grow("x", 1))), Outcome::UnknownLog);
    EXPECT_TRUE(witness.files.files.empty());
}

TEST(Witness, AnswersThePublishedDialogueAsPublished) {
    const auto path = std::filesystem::path(SOURCE_DIR) / ".." / "shared/vectors/tlog-witness/add-checkpoint-sequence.json";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "The published vectors are not beside the repository (shared/vectors).";
    std::ifstream file(path);
    const auto all = nlohmann::json::parse(file);
    std::string key;
    const std::string hex = all["log"]["ed25519_public_key_hex"];
    for (std::size_t i = 0; i < hex.size(); i += 2) key += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    Watching witness;
    ledger::Witness one(witness.files, *witness.signer, {{all["log"]["origin_line"], ledger::KeyType::Ed25519, key}});
    const std::map<Outcome, int> statuses{{Outcome::Cosigned, 200},   {Outcome::Malformed, 400}, {Outcome::NotSigned, 403},
                                          {Outcome::UnknownLog, 404}, {Outcome::OtherSize, 409}, {Outcome::Inconsistent, 422}};
    EXPECT_EQ(all["steps"].size(), 9u);
    for (const auto& step : all["steps"]) {
        const auto answer = one.add_checkpoint(step["request_body"].get<std::string>(), 1);
        ASSERT_TRUE(answer);
        EXPECT_EQ(statuses.at(answer->outcome), step["c2sp_v1_status"]) << step.dump();
        if (!step.contains("body_equals")) continue;
        EXPECT_EQ(answer->text, step["body_equals"]);
    }
}

TEST(Monitor, FollowsAnHonestLedger) {
    Ledger log;
    MemoryStore memory;
    for (const std::size_t count : std::initializer_list<std::size_t>{0, 1, 300, 5000, 7}) {
        const auto published = log.grow("entry ", count);
        const auto look = ledger::look_at(log.files, log.signer->key(), memory);
        ASSERT_TRUE(look) << look.error().key;
        EXPECT_EQ(look->now, published.checkpoint);
    }
    EXPECT_EQ(memory.list("seen")->size(), 5u);
    EXPECT_TRUE(memory.list("alarm")->empty());
}

// Forked, rolled back, or with one entry exchanged: each time the alarm, and both signed checkpoints as evidence.
TEST(Monitor, RaisesTheAlarmAndKeepsBothPiecesOfEvidence) {
    Ledger log, fork, old;
    const auto before = log.grow("entry ", 300);
    old.grow("entry ", 200);
    fork.grow("entry ", 299);
    struct Case {
        const char *why, *key;
        std::function<void()> happen;
        Ledger& served;
    };
    const Case cases[] = {
        {"same size, other root", "ledger.split_view", [&] { fork.grow("other ", 1); }, fork},
        {"larger, but from another history", "ledger.split_view", [&] { fork.grow("other ", 100); }, fork},
        {"smaller", "ledger.rolled_back_outside", [] {}, old},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        MemoryStore memory;
        ASSERT_TRUE(ledger::look_at(log.files, log.signer->key(), memory));
        const auto known = memory.files.at("checkpoint");
        c.happen();
        const auto look = ledger::look_at(c.served.files, log.signer->key(), memory);
        ASSERT_FALSE(look);
        EXPECT_EQ(look.error().key, c.key);
        const auto evidence = *memory.list("alarm");
        ASSERT_EQ(evidence.size(), 2u);
        EXPECT_EQ(memory.files.at(evidence[0]), known);
        EXPECT_TRUE(ledger::open_checkpoint(memory.files.at(evidence[1]), log.signer->key()));
        EXPECT_EQ(memory.files.at("checkpoint"), known) << "what was believed is still believed";
        EXPECT_TRUE(ledger::look_at(log.files, log.signer->key(), memory)) << "and the honest ledger is still followed";
    }
    EXPECT_EQ(before.checkpoint.size, 300u);
}

TEST(Monitor, TellsAnEntryThatIsNotWhatWasSigned) {
    Ledger log;
    MemoryStore memory;
    log.grow("entry ", 10);
    ASSERT_TRUE(ledger::look_at(log.files, log.signer->key(), memory));
    log.grow("entry ", 10);
    auto served = log.files.files;
    log.files.files["tile/entries/000.p/20"].back() ^= 1;
    EXPECT_EQ(ledger::look_at(log.files, log.signer->key(), memory).error().key, "ledger.split_view");
    log.files.files.erase("tile/entries/000.p/20");
    EXPECT_EQ(ledger::look_at(log.files, log.signer->key(), memory).error().key, "ledger.not_served");
    log.files.files = served;
    EXPECT_TRUE(ledger::look_at(log.files, log.signer->key(), memory));
}

} // namespace

} // namespace hoshirube
