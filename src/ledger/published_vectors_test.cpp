// Against vectors that others published. They are not ours to commit, so these tests read them beside the repository.
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/json.h"
#include "ledger/ed25519.h"
#include "ledger/policy.h"
#include "ledger/tile.h"
#include "ledger/tree.h"

namespace hoshirube::ledger {

namespace {

std::filesystem::path vector_file(const std::string& name) {
    return std::filesystem::path(SOURCE_DIR) / ".." / "shared" / "vectors" / name;
}

std::string content(const std::string& name) {
    std::ifstream file(vector_file(name), std::ios::binary);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class PublishedVectors : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(vector_file("README.md")))
            GTEST_SKIP() << "The published vectors are not beside the repository (shared/vectors).";
    }

    static Json json(const std::string& name) { return Json::parse(content(name)); }
    static std::vector<Json> lines(const std::string& name) {
        std::vector<Json> all;
        std::istringstream text(content(name));
        for (std::string line; std::getline(text, line);)
            if (!line.empty()) all.push_back(Json::parse(line));
        return all;
    }

    // Empty when one of them is not 32 bytes: such a proof is refused before any arithmetic.
    static std::optional<std::vector<Hash>> hashes(const Json& list) {
        std::vector<Hash> all;
        for (const Json& text : list.is_null() ? Json::array() : list) {
            const auto hash = hash_from_base64(text.get<std::string>());
            if (!hash) return {};
            all.push_back(*hash);
        }
        return all;
    }
};

std::string unhex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return bytes;
}

std::string hex_of(const Hash& hash) { return to_hex(as_bytes(hash)); }

TEST_F(PublishedVectors, InclusionProofsAreJudgedAsPublished) {
    int count = 0;
    for (const Json& v : lines("merkle/inclusion.jsonl")) {
        const auto proof = hashes(v["proof"]);
        const auto root = hashes(Json::array({v["root"]})), leaf = hashes(Json::array({v["leafHash"]}));
        const bool is_good =
            proof && root && leaf && verify_inclusion(leaf->at(0), v["leafIdx"], v["treeSize"], *proof, root->at(0));
        EXPECT_EQ(is_good, !v["wantErr"].get<bool>()) << v["file"];
        ++count;
    }
    EXPECT_EQ(count, 98);
}

TEST_F(PublishedVectors, ConsistencyProofsAreJudgedAsPublished) {
    int count = 0;
    for (const Json& v : lines("merkle/consistency.jsonl")) {
        const auto proof = hashes(v["proof"]), roots = hashes(Json::array({v["root1"], v["root2"]}));
        const bool is_good = proof && roots && verify_consistency(v["size1"], v["size2"], *proof, roots->at(0), roots->at(1));
        // Its roots are 12 bytes that nobody looked at: equal, but no hashes, and those are refused here before anything else.
        const bool has_no_hashes = v["file"] == "additional/sizes-are-equal-one-and-proof-is-empty.json";
        EXPECT_EQ(is_good, !v["wantErr"].get<bool>() && !has_no_hashes) << v["file"];
        ++count;
    }
    EXPECT_EQ(count, 98);
}

TEST_F(PublishedVectors, HashesAndRootsAreThePublishedOnes) {
    const Json v = json("merkle/rfc6962-hashing.json");
    EXPECT_EQ(hex_of(empty_root()), v["empty_root"]);
    for (const Json& one : v["leaf_hash"]) {
        const auto entry = one.contains("text") ? one["text"].get<std::string>() : unhex(one["hex"].get<std::string>());
        EXPECT_EQ(hex_of(leaf_hash(entry)), one["hash"]);
    }
    MemoryTree tree;
    EXPECT_EQ(hex_of(*tree_root(tree, 0)), v["tree8_roots"][0]);
    for (std::size_t i = 0; i < 8; ++i) {
        tree.append(leaf_hash(unhex(v["tree8_leaf_inputs_hex"][i].get<std::string>())));
        EXPECT_EQ(hex_of(*tree_root(tree, i + 1)), v["tree8_roots"][i + 1]);
    }
}

// 712 subtree hashes over 130 leaves, folded into one.
TEST_F(PublishedVectors, SubtreesHaveThePublishedHashes) {
    MemoryTree whole;
    for (int i = 0; i < 130; ++i) whole.append(leaf_hash(std::string(1, static_cast<char>(i))));
    std::string all;
    for (std::uint64_t end = 0; end <= 130; ++end)
        for (std::uint64_t begin = 0; begin <= end; ++begin) {
            std::uint64_t cover = 1;
            while (cover < end - begin) cover *= 2;
            if (begin != 0 && begin != end && begin % cover != 0) continue;
            MemoryTree part;
            for (auto i = begin; i < end; ++i) part.append(*whole.node(0, i));
            all += "[" + std::to_string(begin) + ", " + std::to_string(end) + ") " + hex_of(*tree_root(part, end - begin)) + "\n";
        }
    EXPECT_EQ(sha256_hex(all), json("merkle/rfc6962-hashing.json")["accumulated"]["subtree_hash"]);
}

TEST_F(PublishedVectors, NotesOpenAsPublished) {
    const Json all = json("signed-note/note-vectors.json");
    EXPECT_EQ(all["open"].size(), 16u);
    for (const Json& v : all["open"]) {
        SCOPED_TRACE(v["name"]);
        std::vector<VerifierKey> keys;
        for (const Json& text : v["vkeys"]) keys.push_back(*parse_key(text.get<std::string>()));
        const auto bytes = v.contains("note") ? v["note"].get<std::string>() : *from_base64(v["note_base64"].get<std::string>());
        const auto note = parse_note(bytes);
        const std::string expected = v["expect"];
        if (expected == "malformed") {
            EXPECT_FALSE(note);
            continue;
        }
        ASSERT_TRUE(note);
        const auto verified = verify_note(*note, keys);
        if (expected == "invalid-signature" || expected == "ambiguous-key") {
            ASSERT_FALSE(verified);
            EXPECT_EQ(verified.error().key, expected == "ambiguous-key" ? "ledger.key_ambiguous" : "ledger.signature_invalid");
            continue;
        }
        ASSERT_TRUE(verified) << verified.error().key;
        std::vector<std::string> names;
        for (const auto& one : *verified) names.push_back(keys[one.key].name);
        EXPECT_EQ(names, v.value("verified_keys", std::vector<std::string>()));
    }
}

TEST_F(PublishedVectors, NotesAreSignedAsPublished) {
    const Json v = json("signed-note/note-vectors.json");
    const auto signer = Ed25519Signer::parse(v["signing"]["skey"].get<std::string>());
    ASSERT_TRUE(signer);
    EXPECT_EQ(*sign_note(v["signing"]["text"].get<std::string>(), **signer), v["signing"]["expected_note"]);
}

TEST_F(PublishedVectors, EveryMangledKeyIsRefused) {
    const Json v = json("signed-note/note-vectors.json");
    for (const Json& bad : v["bad_vkeys"]) EXPECT_FALSE(parse_key(bad.get<std::string>()));
    for (const auto& good : {v["good_vkey"].get<std::string>(), v["signing"]["skey"].get<std::string>()}) {
        const bool is_public = good[1] == 'e';
        const auto is_read = [&](const std::string& text) {
            return is_public ? bool(parse_key(text)) : bool(Ed25519Signer::parse(text));
        };
        EXPECT_TRUE(is_read(good));
        for (std::size_t i = 0; i < good.size(); ++i) {
            for (std::size_t length = 0; length < good.size() && i + length <= good.size(); ++length)
                EXPECT_FALSE(is_read(good.substr(i, length))) << good.substr(i, length);
            auto changed = good;
            ++changed[i];
            EXPECT_FALSE(is_read(changed)) << changed;
        }
    }
}

TEST_F(PublishedVectors, CheckpointsAreReadAsPublished) {
    const Json v = json("tlog-tiles/checkpoint-and-paths.json");
    for (const Json& good : v["good"]) {
        const auto checkpoint = parse_checkpoint(good["body"].get<std::string>());
        ASSERT_TRUE(checkpoint);
        EXPECT_EQ(checkpoint->origin, good["origin_line"]);
        EXPECT_EQ(checkpoint->size, good["size"]);
        if (!good.contains("root_is_leaf_hash_of")) continue;
        EXPECT_EQ(checkpoint->root, leaf_hash(good["root_is_leaf_hash_of"].get<std::string>()));
    }
    for (const Json& bad : v["bad"]) EXPECT_FALSE(parse_checkpoint(bad.get<std::string>())) << bad;
}

TEST_F(PublishedVectors, TilePathsAreReadAsPublished) {
    const Json v = json("tlog-tiles/checkpoint-and-paths.json");
    for (const Json& good : v["tile_paths"]) {
        const bool is_entries = good["level"].is_string();
        const TileName name{is_entries ? TileName::Kind::Entries : TileName::Kind::Hashes,
                            is_entries ? 0 : good["level"].get<int>(), good["index"], good["width"]};
        EXPECT_EQ(tile_path(name), good["path"]);
        EXPECT_EQ(*parse_tile_path(good["path"].get<std::string>()), name);
    }
    for (const Json& bad : v["bad_tile_paths"]) EXPECT_FALSE(parse_tile_path(bad.get<std::string>())) << bad;
    for (const Json& one : v["tile_counts"]) {
        const std::uint64_t size = one["tree_size"];
        for (int level = 0; level < 3; ++level) {
            const auto full = one.value("full_level" + std::to_string(level), std::uint64_t{0});
            if (full > 0) { EXPECT_EQ(tile_width(level, full - 1, size), kTileWidth); }
            EXPECT_EQ(tile_width(level, full, size), one.value("partial_level" + std::to_string(level), 0))
                << size << " " << level;
        }
    }
}

// A whole log: every checkpoint, tile and bundle, and the proofs between them.
TEST_F(PublishedVectors, AWholeLogOfOthersHoldsTogether) {
    const std::string folder = "tlog-tiles/tessera-testdata/";
    const Json facts = json(folder + "keys-and-leaves.json");
    const auto log = *parse_key(facts["vkey"].get<std::string>());
    MemoryTree tree;
    std::vector<Hash> roots{empty_root()};
    for (const Json& leaf : facts["leaves_in_submission_order"]) {
        tree.append(leaf_hash(leaf.get<std::string>()));
        roots.push_back(*tree_root(tree, tree.size()));
    }
    for (std::uint64_t size = 0; size <= 15; ++size) {
        const auto opened = open_checkpoint(content(folder + "checkpoint." + std::to_string(size)), log);
        ASSERT_TRUE(opened) << opened.error().key;
        EXPECT_EQ(opened->checkpoint, (Checkpoint{log.name, size, roots[size]}));
        if (size == 0) continue;
        const auto width = static_cast<int>(size);
        const auto path = tile_path({TileName::Kind::Entries, 0, 0, width});
        const auto entries = parse_bundle(content(folder + path), width);
        ASSERT_TRUE(entries) << path;
        const auto tile = parse_tile(content(folder + tile_path({TileName::Kind::Hashes, 0, 0, width})), width);
        ASSERT_TRUE(tile);
        for (std::size_t i = 0; i < size; ++i) {
            EXPECT_EQ(leaf_hash((*entries)[i]), (*tile)[i]);
            EXPECT_TRUE(verify_inclusion((*tile)[i], i, size, *make_inclusion(tree, i, size), roots[size]));
            EXPECT_TRUE(verify_consistency(i + 1, size, *make_consistency(tree, i + 1, size), roots[i + 1], roots[size]));
        }
    }
}

TEST_F(PublishedVectors, CosignaturesVerifyAsPublished) {
    const Json all = json("tlog-witness/cosignature-v1.json");
    EXPECT_EQ(all["cases"].size(), 3u);
    for (const Json& v : all["cases"]) {
        SCOPED_TRACE(v["name"]);
        std::vector<VerifierKey> keys;
        for (const Json& text : v["vkeys"]) keys.push_back(*parse_key(text.get<std::string>()));
        const auto note = parse_note(v["checkpoint"].get<std::string>());
        ASSERT_TRUE(note);
        const auto verified = verify_note(*note, keys);
        ASSERT_TRUE(verified) << verified.error().key;
        ASSERT_EQ(verified->size(), keys.size());
        EXPECT_EQ(*verified->at(0).at_seconds, 1'767'139'200u);
    }
}

TEST_F(PublishedVectors, MalformedProofFilesAreRefused) {
    const Json all = json("tlog-proof/format-vectors.json");
    EXPECT_EQ(all["bad"].size(), 8u);
    for (const Json& v : all["bad"]) {
        const auto text = v.contains("proof") ? v["proof"].get<std::string>()
                                              : "c2sp.org/tlog-proof@v1\nindex 0\n" + std::string(66'560, 'a') + "\n";
        EXPECT_FALSE(parse_proof_file(text)) << v["name"];
    }
}

// Sigsum's own text form is not ours, its tree, checkpoint and cosignature are.
TEST_F(PublishedVectors, SigsumProofsVerifyInTheirCommonParts) {
    const auto public_key = [](const std::string& ssh) { // The last 32 bytes of the base 64 word.
        const auto blob = from_base64(ssh.substr(ssh.find(' ') + 1));
        EXPECT_TRUE(blob && blob->size() == 51);
        return blob->substr(blob->size() - 32);
    };
    const Json all = json("sigsum/proof-v2.json");
    for (const Json& v : all["cases"]) {
        SCOPED_TRACE(v["name"]);
        std::multimap<std::string, std::string> fields;
        std::istringstream text(v["proof"].get<std::string>());
        for (std::string line; std::getline(text, line);)
            if (const auto at = line.find('='); at != line.npos) fields.emplace(line.substr(0, at), line.substr(at + 1));
        const auto field = [&](const std::string& name) { return fields.find(name)->second; };
        const auto log_key = public_key(v["log_key_ssh"]), submit_key = public_key(v["submit_key_ssh"]);
        const auto leaf_text = field("leaf");
        const auto key_hash = unhex(leaf_text.substr(0, 64)), leaf_signature = unhex(leaf_text.substr(65));
        EXPECT_EQ(key_hash, sha256(submit_key));
        const auto checksum = sha256(unhex(all["message_hash_hex"].get<std::string>()));
        const auto leaf = leaf_hash(checksum + leaf_signature + key_hash);
        EXPECT_TRUE(verify_ed25519(submit_key, std::string("sigsum.org/v1/tree-leaf\0", 24) + checksum, leaf_signature));

        const Checkpoint checkpoint{"sigsum.org/v1/tree/" + to_hex(sha256(log_key)), std::stoull(field("size")),
                                    *to_hash(unhex(field("root_hash")))};
        const VerifierKey log{checkpoint.origin, KeyType::Ed25519, log_key};
        Note note{to_text(checkpoint), {{log.name, log.id(), unhex(field("signature"))}}};
        std::vector<VerifierKey> keys{log};
        if (fields.count("cosignature")) {
            keys.push_back({"witness", KeyType::Cosignature, public_key(v["witness_key_ssh"])});
            std::istringstream words(field("cosignature"));
            std::string hash, signature;
            std::uint64_t time = 0;
            words >> hash >> time >> signature;
            std::string bytes;
            for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(time >> shift & 0xff);
            note.signatures.push_back({"witness", keys[1].id(), bytes + unhex(signature)});
        }
        const auto verified = verify_note(note, keys);
        ASSERT_TRUE(verified) << verified.error().key;
        EXPECT_EQ(verified->size(), keys.size());
        std::vector<Hash> proof;
        for (auto [one, end] = fields.equal_range("node_hash"); one != end; ++one) proof.push_back(*to_hash(unhex(one->second)));
        EXPECT_TRUE(verify_inclusion(leaf, std::stoull(field("leaf_index")), checkpoint.size, proof, checkpoint.root));
    }
}

TEST_F(PublishedVectors, Ed25519VerdictsAreThePublishedOnes) {
    int count = 0;
    for (const auto& file : std::filesystem::directory_iterator(vector_file("wycheproof"))) {
        const auto name = file.path().filename().string();
        if (name.find("ed25519") == name.npos) continue;
        const Json all = json("wycheproof/" + name);
        for (const Json& group : all["testGroups"]) {
            const auto key = unhex((group.contains("publicKey") ? group["publicKey"] : group["key"])["pk"].get<std::string>());
            for (const Json& v : group["tests"]) {
                EXPECT_EQ(verify_ed25519(key, unhex(v["msg"].get<std::string>()), unhex(v["sig"].get<std::string>())),
                          v["result"] == "valid")
                    << v["tcId"] << " " << v["comment"];
                ++count;
            }
        }
    }
    EXPECT_GE(count, 150);
}

} // namespace

} // namespace hoshirube::ledger
