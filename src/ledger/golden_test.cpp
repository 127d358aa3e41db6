// Against tests/golden/ledger/vectors.json: the same ledger computed by a second program that shares no code with this one.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "ledger/ed25519.h"
#include "ledger/policy.h"
#include "ledger/tree.h"
#include "ledger/witness_request.h"

namespace hoshirube::ledger {

namespace {

const Json& vectors() {
    static const Json kVectors = [] {
        std::ifstream file(SOURCE_DIR "/tests/golden/ledger/vectors.json", std::ios::binary);
        return *parse_json(std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
    }();
    return kVectors;
}

std::vector<std::string> texts(const std::vector<Hash>& hashes) {
    std::vector<std::string> list;
    for (const Hash& hash : hashes) list.push_back(to_base64(hash));
    return list;
}

TEST(LedgerGolden, HasTheRootsAndProofsOfASecondProgram) {
    MemoryTree tree;
    for (const Json& entry : vectors()["entries"]) tree.append(leaf_hash(*from_base64(entry.get<std::string>())));
    EXPECT_EQ(to_base64(empty_root()), vectors()["empty_root"]);
    for (const Json& one : vectors()["sizes"]) {
        const std::uint64_t size = one["size"];
        EXPECT_EQ(to_base64(*tree_root(tree, size)), one["root"]);
        for (std::uint64_t i = 0; i < size; ++i) {
            EXPECT_EQ(texts(*make_inclusion(tree, i, size)), one["inclusion"][i]) << size << " " << i;
            EXPECT_EQ(texts(*make_consistency(tree, i + 1, size)), one["consistency"][i]) << size << " " << i;
        }
    }
}

TEST(LedgerGolden, WritesTheCheckpointOfASecondProgram) {
    const auto log = Ed25519Signer::parse(vectors()["log_private_key"].get<std::string>());
    const auto witness = Ed25519Signer::parse(vectors()["witness_private_key"].get<std::string>());
    ASSERT_TRUE(log && witness);
    EXPECT_EQ((*log)->to_text(), vectors()["log_private_key"]);
    EXPECT_EQ(to_text((*log)->key()), vectors()["log_key"]);
    const auto given = parse_note(vectors()["checkpoint"].get<std::string>());
    ASSERT_TRUE(given);
    EXPECT_EQ(to_text(*given), vectors()["checkpoint"]);
    const auto checkpoint = parse_checkpoint(given->text);
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(to_text(*checkpoint), given->text);
    EXPECT_EQ(*sign_note(given->text, **log), to_text(Note{given->text, {given->signatures[0]}}));
    EXPECT_EQ(*cosign(given->text, **witness, vectors()["cosigned_at"]), given->signatures[1]);
}

TEST(LedgerGolden, BelievesTheProofOfASecondProgramAndNoOther) {
    const auto policy_text = vectors()["policy"].get<std::string>();
    const auto policy = parse_policy(policy_text);
    ASSERT_TRUE(policy);
    EXPECT_EQ(*parse_policy(to_text(*policy)), *policy);
    const auto proof_text = vectors()["proof"].get<std::string>();
    auto proof = parse_proof_file(proof_text);
    ASSERT_TRUE(proof);
    EXPECT_EQ(to_text(*proof), proof_text);
    const auto entry = *from_base64(vectors()["entries"][vectors()["proof_index"].get<std::size_t>()].get<std::string>());
    const auto opened = check_proof(*proof, leaf_hash(entry), *policy);
    ASSERT_TRUE(opened) << opened.error().key;
    EXPECT_TRUE(opened->has_quorum);
    ASSERT_EQ(opened->cosignatures.size(), 2u);
    EXPECT_EQ(opened->cosignatures[1].witness, "w3");
    EXPECT_EQ(opened->cosignatures[0].at_seconds, vectors()["cosigned_at"]);
    EXPECT_EQ(check_proof(*proof, leaf_hash(entry + " "), *policy).error().key, "ledger.not_included");
    proof->index ^= 1;
    EXPECT_EQ(check_proof(*proof, leaf_hash(entry), *policy).error().key, "ledger.not_included");
}

// One flipped bit anywhere: the proof is malformed, unsigned or leads elsewhere; or a cosignature is missing, and that shows.
TEST(LedgerGolden, NoticesEveryFlippedBitOfAProofFile) {
    const auto policy = *parse_policy(vectors()["policy"].get<std::string>());
    const auto text = vectors()["proof"].get<std::string>();
    const auto entry = *from_base64(vectors()["entries"][vectors()["proof_index"].get<std::size_t>()].get<std::string>());
    const auto original = parse_proof_file(text);
    ASSERT_TRUE(original);
    for (std::size_t at = 0; at < text.size() * 8; ++at) {
        auto changed = text;
        changed[at / 8] = static_cast<char>(changed[at / 8] ^ 1 << at % 8);
        const auto proof = parse_proof_file(changed);
        if (!proof) continue;
        // The last digits of base 64 carry bits that mean nothing: the same proof in another spelling.
        if (to_text(*parse_note(proof->checkpoint)) == original->checkpoint && to_text(*proof).size() == text.size() &&
            proof->hashes == original->hashes && proof->index == original->index)
            continue;
        const auto opened = check_proof(*proof, leaf_hash(entry), policy);
        EXPECT_TRUE(!opened || !opened->has_quorum) << at;
    }
}

TEST(LedgerGolden, RefusesPoliciesThatCouldCountAVoiceTwice) {
    const auto text = vectors()["policy"].get<std::string>();
    const auto key = [&](int line) { // The key of "witness wN KEY".
        const auto begin = text.find("witness w" + std::to_string(line)) + 11;
        return text.substr(begin, text.find('\n', begin) - begin);
    };
    const std::string log = "log " + vectors()["log_key"].get<std::string>() + "\n";
    const std::string two = "witness a " + key(1) + "\nwitness b " + key(2) + "\n";
    struct Case {
        std::string text, line;
    };
    const Case cases[] = {
        {"", "0"},
        {log, "0"},
        {log + "quorum none", "2"},         // No line feed at the end.
        {log + log + "quorum none\n", "2"}, // The same log twice.
        {"witness a " + key(1) + "\nwitness b " + key(1) + "\nquorum a\n", "2"},
        {"witness a " + key(1) + "\nwitness a " + key(2) + "\nquorum a\n", "2"},
        {"witness none " + key(1) + "\nquorum none\n", "1"},
        {"witness a " + vectors()["log_key"].get<std::string>() + "\nquorum a\n", "1"}, // A log's key witnesses nothing.
        {"log " + key(1) + "\nquorum none\n", "1"},
        {two + "group g 0 a b\nquorum g\n", "3"},
        {two + "group g 3 a b\nquorum g\n", "3"},
        {two + "group g 01 a b\nquorum g\n", "3"},
        {two + "group g any\nquorum g\n", "3"},
        {two + "group g any a a\nquorum g\n", "3"},
        {two + "group g any a\ngroup h all a b\nquorum h\n", "4"},
        {two + "group g any a h\nquorum g\n", "3"},
        {two + "group g any none\nquorum g\n", "3"},
        {two + "quorum c\n", "3"},
        {two + "quorum a\nquorum b\n", "4"},
        {two + "quorum a b\n", "3"},
        {two + "quorom a\n", "3"},
        {"quorum none\r\n", "1"},
    };
    for (const auto& c : cases) {
        const auto policy = parse_policy(c.text);
        ASSERT_FALSE(policy) << c.text;
        EXPECT_EQ(policy.error().params[0].second, c.line) << c.text;
    }
    const auto nested = parse_policy(two + "  # Two levels.\n\n\twitness c " + key(3) +
                                     " https://w.example/\ngroup g any a b\ngroup h all c g\nquorum h\n");
    ASSERT_TRUE(nested);
    EXPECT_FALSE(is_quorum(*nested, {"a", "b"}));
    EXPECT_FALSE(is_quorum(*nested, {"c"}));
    EXPECT_FALSE(is_quorum(*nested, {"g", "c"})); // A group's own name is nobody's voice.
    EXPECT_TRUE(is_quorum(*nested, {"b", "c"}));
    EXPECT_TRUE(is_quorum(*parse_policy("quorum none\n"), {}));
}

TEST(LedgerGolden, ReadsARequestToAWitnessAsItIsWritten) {
    const auto checkpoint = vectors()["checkpoint"].get<std::string>();
    const AddCheckpoint request{7, {leaf_hash("a"), leaf_hash("b")}, checkpoint};
    EXPECT_EQ(*parse_add_checkpoint(to_text(request)), request);
    for (const std::string& body :
         std::vector<std::string>{"", "old 7\n" + checkpoint, "old 07\n\n" + checkpoint, "old -1\n\n" + checkpoint,
                                  "old 1\nAAAA\n\n" + checkpoint, "old 1\n\n", "Old 1\n\n" + checkpoint})
        EXPECT_FALSE(parse_add_checkpoint(body)) << body;
    AddCheckpoint longest = request;
    longest.proof.resize(63);
    EXPECT_TRUE(parse_add_checkpoint(to_text(longest)));
    longest.proof.resize(64);
    EXPECT_FALSE(parse_add_checkpoint(to_text(longest)));
}

} // namespace

} // namespace hoshirube::ledger
