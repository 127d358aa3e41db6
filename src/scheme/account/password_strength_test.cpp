#include "scheme/account/password_strength.h"

#include <gtest/gtest.h>
#include <vector>

namespace hoshirube {
namespace {

TEST(PasswordStrength, RefusesWhatIsTriedFirstAndNothingElse) {
    const std::vector<std::string> own{"haruka", "Mizuno", "kanto-seiki"};
    struct Case {
        std::string_view password;
        bool is_easy;
        std::string_view why;
    };
    constexpr Case kCases[] = {
        {"password1234567", true, "a word and a row of digits"},
        {"P@ssw0rd!P@ssw0rd!", true, "written with digits, and twice"},
        {"1234567890123456", true, "a row, repeated"},
        {"aaaaaaaaaaaaaaaa", true, "one character"},
        {"qwertyuiopasdfgh", true, "over the keyboard"},
        {"1qaz2wsx3edc4rfv", true, "down the keyboard"},
        {"abcdefghijklmnop", true, "the alphabet"},
        {"hoshirube2026!!!", true, "the product and a year"},
        {"Mizuno19850412", true, "a name and a birthday"},
        {"haruka.mizuno20260101", true, "an address and a date"},
        {"kanto-seiki-2026", true, "the firm"},
        {"ｐａｓｓｗｏｒｄ１２３４", true, "full-width"},
        {"パスワードパスワード", true, "in Japanese"},
        {"tanakatarou1985", true, "a common name"},
        {"a long enough password", false, "a sentence"},
        {"correct horse battery 星", false, "four words"},
        {"k7#vTq9!xB2m", false, "random"},
        {"8301947562", false, "ten digits without order"},
        {"夏の海で見た流れ星", false, "a Japanese phrase"},
    };
    for (const auto& c : kCases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(is_easily_guessed(c.password, own), c.is_easy) << c.password;
    }
}

TEST(PasswordStrength, ReadsNothingBeyondItsEnd) {
    for (const std::string_view text : {"", "1", "19", "20", "pas", "\xe3\x81", "\xff\xff\xff\xff"})
        EXPECT_TRUE(is_easily_guessed(text, {})) << text;
    EXPECT_TRUE(is_easily_guessed(std::string(100'000, 'x'), {}));
}

} // namespace
} // namespace hoshirube
