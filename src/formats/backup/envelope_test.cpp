#include <gtest/gtest.h>

#include "formats/backup/envelope.h"

namespace hoshirube::backup {

namespace {

const Lock kPassphrase{"correct horse battery", {}};

std::string sealed(const Lock& lock, std::string_view plain) {
    const auto sealer = Sealer::make(lock);
    EXPECT_TRUE(sealer);
    auto bytes = (*sealer)->head();
    for (std::size_t at = 0; at < plain.size(); at += 10000) bytes += (*sealer)->add(plain.substr(at, 10000));
    return bytes + (*sealer)->finish();
}

Result<std::string> opened(const Lock& lock, std::string_view bytes, std::size_t piece = 50000) {
    const auto opener = TRY(Opener::make(lock));
    std::string plain;
    for (std::size_t at = 0; at < bytes.size(); at += piece) plain += TRY(opener->feed(bytes.substr(at, piece)));
    plain += TRY(opener->finish());
    return plain;
}

std::string key_of(const Result<std::string>& result) { return result ? "opened" : result.error().key; }

std::string text_of(std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(i * 31 >> 3);
    return text;
}

} // namespace

TEST(BackupEnvelope, OpensWithTheSecretOfItsRecipientAlone) {
    const auto pair = make_key_pair(), other = make_key_pair();
    for (const std::size_t size : {0u, 1u, 65535u, 65536u, 65537u, 131072u, 200000u}) {
        const auto plain = text_of(size);
        const auto bytes = sealed({{}, pair.recipient}, plain);
        for (const std::size_t piece : {1000u, 65553u, 1u << 20})
            EXPECT_EQ(*opened({{}, pair.secret}, bytes, piece), plain) << size;
        EXPECT_EQ(key_of(opened({{}, other.secret}, bytes)), "backup.wrong_key");
        EXPECT_EQ(key_of(opened(kPassphrase, bytes)), "backup.needs_key");
    }
}

TEST(BackupEnvelope, OpensWithItsPassphraseAlone) {
    const auto bytes = sealed(kPassphrase, "rows");
    EXPECT_EQ(*opened(kPassphrase, bytes), "rows");
    EXPECT_EQ(key_of(opened({"correct horse batterx", {}}, bytes)), "backup.wrong_passphrase");
    EXPECT_EQ(key_of(opened({{}, make_key_pair().secret}, bytes)), "backup.needs_passphrase");
    EXPECT_NE(sealed(kPassphrase, "rows"), bytes) << "never the same twice";
}

TEST(BackupEnvelope, RefusesEveryCutAndEveryChangedByte) {
    const auto pair = make_key_pair();
    const auto bytes = sealed({{}, pair.recipient}, "a few rows");
    for (std::size_t end = 0; end < bytes.size(); ++end)
        EXPECT_FALSE(opened({{}, pair.secret}, std::string_view(bytes).substr(0, end))) << end;
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (const int bit : {0, 3, 7}) {
            auto changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            EXPECT_FALSE(opened({{}, pair.secret}, changed)) << at;
        }
    EXPECT_FALSE(opened({{}, pair.secret}, bytes + "x"));
    const auto long_one = sealed({{}, pair.recipient}, text_of(200000));
    const auto head = long_one.size() - 3 * 65553 - (200000 - 3 * 65536) - 17;
    const auto swapped = long_one.substr(0, head) + long_one.substr(head + 65553, 65553) + long_one.substr(head, 65553) +
                         long_one.substr(head + 2 * 65553);
    EXPECT_EQ(key_of(opened({{}, pair.secret}, swapped)), "backup.changed_at");
    EXPECT_EQ(key_of(opened({{}, pair.secret}, long_one.substr(0, head + 65553))), "backup.cut");
    EXPECT_EQ(key_of(opened({{}, pair.secret}, long_one.substr(0, head + 2 * 65553 + 5))), "backup.cut");
}

TEST(BackupEnvelope, AsksForALockThatHolds) {
    EXPECT_EQ(Sealer::make({"short", {}}).error().key, "backup.passphrase_short");
    EXPECT_EQ(Sealer::make({{}, "hoshirube-backup:AAAA"}).error().key, "backup.key_malformed");
    EXPECT_EQ(Sealer::make({{}, make_key_pair().secret}).error().key, "backup.key_malformed") << "a secret is no recipient";
    EXPECT_EQ(Opener::make({{}, make_key_pair().recipient}).error().key, "backup.key_malformed");
}

TEST(BackupEnvelope, TriesNoPassphraseThatCostsMoreThanAMachineHas) {
    for (const char* head :
         {R"({"check":"","lock":"passphrase","memory_bytes":17179869184,"operations":3,"salt":"AAAAAAAAAAAAAAAAAAAAAA=="})",
          R"({"check":"","lock":"passphrase","memory_bytes":67108864,"operations":4000000000,"salt":"AAAAAAAAAAAAAAAAAAAAAA=="})",
          R"({"check":"","lock":"passphrase","memory_bytes":1024,"operations":1,"salt":"AAAAAAAAAAAAAAAAAAAAAA=="})",
          R"({"check":"","lock":"none"})", "[]", "{}", ""})
        EXPECT_EQ(key_of(opened(kPassphrase, "hoshirube backup 1\n" + std::string(head) + "\n" + std::string(60, 'x'))),
                  "backup.malformed")
            << head;
    EXPECT_EQ(key_of(opened(kPassphrase, "SQLite format 3")), "backup.malformed");
    EXPECT_EQ(key_of(opened(kPassphrase, "")), "backup.malformed");
    EXPECT_EQ(key_of(opened(kPassphrase, "hoshirube backup 2\n{}\n" + std::string(60, 'x'))), "backup.malformed");
}

} // namespace hoshirube::backup
