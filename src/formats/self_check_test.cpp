#include "formats/self_check.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/catalogue.h"

namespace hoshirube {

namespace {

SelfCheck example() {
    SelfCheck check;
    check.edition = "2026-03-27";
    check.catalogue_sha256 = test::edition_2026().sha256();
    check.star = 4;
    check.firm = "星見部品製作所";
    check.profile = {{"pcs", "28"}, {"external_media", "yes"}};
    Answer answer;
    answer.criterion = "2-1-1-1";
    answer.state = AnswerState::Planned;
    answer.note = "<script>alert(1)</script>\n=1+1 髙";
    answer.planned_on = test::day("2027-03-31");
    answer.planned_owner = "髙木";
    check.answers.emplace(answer.criterion, answer);
    check.evidence.emplace(answer.criterion, std::vector<std::string>{"台帳.xlsx", "=cmd.pdf"});
    check.stamps.emplace(answer.criterion, "a.1.0123456789abcdef");
    return check;
}

std::string key_of(std::string_view file) {
    const auto read = read_self_check(file);
    return read ? "read" : read.error().key;
}

} // namespace

TEST(SelfCheckFile, ComesBackAsItLeft) {
    const auto text = write_self_check(example());
    EXPECT_TRUE(text.starts_with("{\n \"format\": \"hoshirube.self-check\",")) << "the first line says what it is";
    const auto read = read_self_check(text);
    ASSERT_TRUE(read) << read.error().key;
    EXPECT_EQ(write_self_check(*read), text);
    const auto& answer = read->answers.at("2-1-1-1");
    EXPECT_EQ(answer.note, "<script>alert(1)</script>\n=1+1 髙");
    EXPECT_EQ(answer.planned_on, test::day("2027-03-31"));
    EXPECT_EQ(read->evidence.at("2-1-1-1")[1], "=cmd.pdf");
    EXPECT_TRUE(read_self_check("\xef\xbb\xbf" + text)) << "an editor put a mark in front";
}

TEST(SelfCheckFile, SaysWhatIsWrongWithAFile) {
    const auto whole = write_self_check(example());
    EXPECT_EQ(key_of(""), "self_check.broken");
    EXPECT_EQ(key_of(std::string_view(whole).substr(0, whole.size() / 2)), "self_check.broken") << "cut off";
    EXPECT_EQ(key_of("PK\x03\x04"), "self_check.broken");
    EXPECT_EQ(key_of("[]"), "self_check.not_one");
    EXPECT_EQ(key_of(R"({"system-security-plan":{}})"), "self_check.not_one");
    EXPECT_EQ(key_of(R"({"format":"hoshirube.self-check","version":2,"star":3,"answers":[]})"), "self_check.newer");
    EXPECT_EQ(key_of(R"({"format":"hoshirube.self-check","version":1,"star":3,"answers":[]})"), "read");
    EXPECT_EQ(key_of(R"({"format":"hoshirube.self-check","version":1,"answers":[]})"), "self_check.malformed");
    EXPECT_EQ(key_of(R"({"format":"hoshirube.self-check","version":1,"star":3})"), "self_check.malformed");
    const auto with = [](const std::string& answers) {
        return R"({"format":"hoshirube.self-check","version":1,"star":3,"answers":[)" + answers + "]}";
    };
    struct Case {
        std::string answers;
        const char* key;
        const char* where;
    };
    const Case cases[] = {
        {R"({"criterion":"1-1-1-1","state":"met"})", "read", ""},
        {R"({"criterion":"1-1-1-1","state":"met"},{"criterion":"1-1-1-1","state":"met"})", "self_check.number_twice", ""},
        {R"({"criterion":"1-1-1-1","state":"maybe"})", "self_check.malformed", "answers.0.state"},
        {R"({"criterion":"1-1-1-1"})", "self_check.malformed", "answers.0.state"},
        {R"({"state":"met"})", "self_check.malformed", "answers.0.criterion"},
        {R"({"criterion":"1-1-1-1","state":"met","note":7})", "self_check.malformed", "answers.0.note"},
        {R"({"criterion":"1-1-1-1","state":"met","branches":"a"})", "self_check.malformed", "answers.0.branches"},
        {R"({"criterion":"1-1-1-1","state":"met","branches":[1]})", "self_check.malformed", "answers.0.branches"},
        {R"({"criterion":"1-1-1-1","state":"met","planned_on":"31/3/2027"})", "self_check.malformed", "answers.0.planned_on"},
        {"null", "self_check.malformed", "answers.0"},
    };
    for (const auto& c : cases) {
        const auto read = read_self_check(with(c.answers));
        EXPECT_EQ(read ? "read" : read.error().key, c.key) << c.answers;
        if (!read && *c.where) { EXPECT_EQ(*read.error().param("where"), c.where); }
    }
}

TEST(SelfCheckFile, BelongsToOneEdition) {
    auto check = example();
    EXPECT_TRUE(check_fits(check, test::edition_2026()));
    const auto other = check_fits(check, test::draft_2025());
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().key, "self_check.other_edition");
    check.star = 5;
    EXPECT_EQ(check_fits(check, test::edition_2026()).error().key, "self_check.star_unknown");
    check.star = 3;
    check.answers["9-9-9-9"].criterion = "9-9-9-9";
    EXPECT_EQ(check_fits(check, test::edition_2026()).error().key, "self_check.number_unknown");
}

} // namespace hoshirube
