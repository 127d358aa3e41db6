#include "contract/database_test.h"
#include "contract/samples.h"

namespace hoshirube {

namespace {

class OfficialTextStoreContract : public DatabaseTest {};
HOSHIRUBE_ON_BOTH(OfficialTextStoreContract);

} // namespace

TEST_P(OfficialTextStoreContract, KeepsTheLastImportInTheOrderOfTheFile) {
    OfficialSource source{"2026-03-27", "要求事項.xlsx", sha256_hex("file"), sha256_hex("text"), "keeper", samples::kNoon};
    write([&](Transaction& t) {
        EXPECT_FALSE(ok(t.official_texts().source(source.edition)));
        ok(t.official_texts().replace(source, {{"9-9", "古い", "古い"}, {"9-8", "古い", "古い"}, {"9-7", "古い", "古い"}}));
        source.file_name = "要求事項.csv";
        ok(t.official_texts().replace(source, {{"1-1-1-2", "要求", "基準\n二"}, {"1-1-1-10", "", "基準"}}));
    });
    look([&](Transaction& t) {
        const auto stored = ok(t.official_texts().source(source.edition));
        ASSERT_TRUE(stored);
        EXPECT_EQ(stored->file_name, "要求事項.csv");
        EXPECT_EQ(stored->file_sha256, source.file_sha256);
        EXPECT_EQ(stored->text_sha256, source.text_sha256);
        EXPECT_EQ(stored->imported_by, "keeper");
        EXPECT_EQ(stored->imported_at, samples::kNoon);
        const auto texts = ok(t.official_texts().texts(source.edition));
        ASSERT_EQ(texts.size(), 2u);
        EXPECT_EQ(texts[0].criterion, "1-1-1-2");
        EXPECT_EQ(texts[0].requirement_text, "要求");
        EXPECT_EQ(texts[0].text, "基準\n二");
        EXPECT_EQ(texts[1].criterion, "1-1-1-10");
        EXPECT_TRUE(ok(t.official_texts().texts("2027-01-01")).empty());
    });
}

TEST_P(OfficialTextStoreContract, KeepsEveryVersionOfTheGuide) {
    GuideSource source{"2026-03-27", 1, "解説書.csv", sha256_hex("file"), "keeper", samples::kNoon};
    write([&](Transaction& t) {
        EXPECT_FALSE(ok(t.official_texts().latest_guide(source.edition)));
        ok(t.official_texts().add_guide(source, {{"1-1-1-1", "はじめの解説"}}));
        EXPECT_EQ(key_of(t.official_texts().add_guide(source, {})), "changed_meanwhile");
        source.version = 2;
        ok(t.official_texts().add_guide(source, {{"1-1-1-2", "二"}, {"1-1-1-1", "改めた解説\n続き"}}));
    });
    look([&](Transaction& t) {
        EXPECT_EQ(ok(t.official_texts().latest_guide(source.edition))->version, 2);
        const auto texts = ok(t.official_texts().guide_texts(source.edition, 2));
        ASSERT_EQ(texts.size(), 2u);
        EXPECT_EQ(texts[1].text, "改めた解説\n続き");
        EXPECT_EQ(ok(t.official_texts().guide_texts(source.edition, 1)).at(0).text, "はじめの解説");
    });
}

} // namespace hoshirube
