// The published tables themselves. They are not ours to commit, so these tests read them beside the
// repository.
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "formats/charset.h"
#include "formats/criteria_table.h"
#include "formats/csv.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace hoshirube {

namespace {

std::filesystem::path data_file(const std::string& name) {
    return std::filesystem::path(SOURCE_DIR) / ".." / "shared" / "data" / name;
}

std::string content(const std::string& name) {
    std::ifstream file(data_file(name), std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

class OfficialCriteriaTable : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(data_file("scs-criteria-2026-03-27.xlsx")))
            GTEST_SKIP() << "The published tables are not beside the repository (shared/data).";
    }

    static CriteriaTable read(const std::string& bytes) {
        auto table = read_criteria_table(bytes);
        EXPECT_TRUE(table) << table.error().key;
        return table ? std::move(*table) : CriteriaTable{};
    }
};

std::vector<std::string> cells_of(const CriteriaRow& row) {
    std::vector<std::string> cells{std::to_string(row.source_row),
                                   row.category_no,
                                   row.category,
                                   row.section_no,
                                   row.section,
                                   row.requirement,
                                   row.star3 ? "○" : "",
                                   row.star4 ? "○" : "",
                                   row.requirement_title,
                                   row.requirement_text,
                                   row.level,
                                   row.number,
                                   row.text,
                                   row.nist};
    cells.insert(cells.end(), row.references.begin(), row.references.end());
    return cells;
}

void expect_same_cells(const CriteriaTable& a, const CriteriaTable& b) {
    ASSERT_EQ(a.rows.size(), b.rows.size());
    for (std::size_t i = 0; i < a.rows.size(); ++i) EXPECT_EQ(cells_of(a.rows[i]), cells_of(b.rows[i]));
}

std::vector<std::string> numbers_of(const CriteriaTable& table) {
    std::vector<std::string> numbers;
    for (const auto& row : table.rows) numbers.push_back(row.number);
    return numbers;
}

} // namespace

TEST_F(OfficialCriteriaTable, IsTheSameInWorkbookCsvAndCp932) {
    const auto xlsx = read(content("scs-criteria-2026-03-27.xlsx"));
    const auto csv_bytes = content("scs-criteria-2026-03-27.csv");
    const auto csv = read(csv_bytes);
    ASSERT_EQ(xlsx.rows.size(), 153U);
    expect_same_cells(xlsx, csv);
    EXPECT_EQ(xlsx.reference_titles, csv.reference_titles);
    EXPECT_EQ(xlsx.number_column, "L");
    EXPECT_EQ(csv.number_column, "K");
    EXPECT_EQ(csv.sha256, sha256_hex(csv_bytes));
    const auto cp932 = to_cp932(decode_text(csv_bytes)->utf8);
    ASSERT_TRUE(cp932) << cp932.error().params.at(0).second;
    expect_same_cells(read(*cp932), csv);
}

TEST_F(OfficialCriteriaTable, HoldsTheTextsOfTheCatalogue) {
    const auto table = read(content("scs-criteria-2026-03-27.xlsx"));
    const auto catalogue = parse_json(content("scs-catalogue-2026-03-27.json"));
    ASSERT_TRUE(catalogue);
    ASSERT_EQ(catalogue->size(), table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const CriteriaRow& row = table.rows[i];
        const Json& expected = (*catalogue)[i];
        SCOPED_TRACE(row.number);
        EXPECT_EQ(row.number, expected["id"].get<std::string>());
        EXPECT_EQ(row.source_row, expected["official_xlsx_row"].get<unsigned>());
        EXPECT_EQ(row.text, expected["criterion_text_official"].get<std::string>());
        EXPECT_EQ(row.requirement_text, expected["requirement_text_official"].get<std::string>());
        EXPECT_EQ(row.requirement_title, expected["requirement_title"].get<std::string>());
        EXPECT_EQ(row.category, expected["category"].get<std::string>());
        EXPECT_EQ(row.section_no, expected["section_no"].get<std::string>());
        EXPECT_EQ(row.level, expected["level_marked"].get<std::string>());
        EXPECT_EQ(row.star3, expected["requirement_in_star3"].get<bool>());
        EXPECT_EQ(row.star4, expected["requirement_in_star4"].get<bool>());
        EXPECT_EQ(row.nist, expected["nist_csf_function"].get<std::string>());
        const Json& references = expected["references"]; // Trimmed there.
        EXPECT_EQ(trimmed(row.references[0]), references["cyber_essentials_v16"].get<std::string>());
        EXPECT_EQ(trimmed(row.references[1]), references["cmmc_32cfr170"].get<std::string>());
        EXPECT_EQ(trimmed(row.references[2]), references["iso_iec_27001_2022"].get<std::string>());
        EXPECT_EQ(trimmed(row.references[3]), references["government_common_standards_r7"].get<std::string>());
        EXPECT_EQ(trimmed(row.references[4]), references["auto_guideline_2_3"].get<std::string>());
    }
}

// The hash that a second project took from the operator's own workbook (yasagure3/SCS_Assessment).
TEST_F(OfficialCriteriaTable, HasTheProvenTextsOfThreeStars) {
    const auto table = read(content("scs-criteria-2026-03-27.xlsx"));
    Json rows = Json::array();
    for (const auto& row : table.rows) {
        if (row.level != "★3") continue;
        rows.push_back({{"id", row.number},
                        {"requirementId", row.requirement},
                        {"category", row.category},
                        {"requirementText", row.requirement_text},
                        {"officialText", row.text},
                        {"orderNo", rows.size() + 1},
                        {"sourceRow", row.source_row}});
    }
    EXPECT_EQ(rows.size(), 81U);
    EXPECT_EQ(sha256_hex(*canonical_json(rows)), "5992d0dc0ee096a81d8895aa9703cd22f4148dda7e3f7f880ba2633dc2cca7c0");
}

TEST_F(OfficialCriteriaTable, IsToldFromTheDraft) {
    const auto final_table = read(content("scs-criteria-2026-03-27.csv"));
    const auto draft = read(content("scs-criteria-draft-2025-12-26.csv"));
    EXPECT_EQ(draft.rows.size(), 157U);
    EXPECT_FALSE(draft.rows[0].nist.empty());
    EXPECT_TRUE(check_numbers(final_table, numbers_of(final_table)));
    const auto refused = check_numbers(draft, numbers_of(final_table));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "criteria_table.other_edition");
    EXPECT_FALSE(check_numbers(final_table, numbers_of(draft)));
}

} // namespace hoshirube
