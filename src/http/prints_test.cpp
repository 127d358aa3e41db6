#include "http/prints.h"

#include <gtest/gtest.h>

namespace hoshirube {
namespace {

constexpr Instant kNow(1'800'000'000'000);

class PrintsTest : public testing::Test {
protected:
    Result<std::string> ask(const std::string& key, const std::string& caller = "203.0.113.7", std::size_t size = 1000,
                            Instant now = kNow) {
        return prints_.kept(key, caller, now, [&]() -> Result<std::string> {
            ++made_;
            if (key == "broken") return unavailable("pdf.font_missing");
            return key + std::string(size, '.');
        });
    }
    Prints prints_;
    int made_ = 0;
};

TEST_F(PrintsTest, MakesOneThingOnceHoweverOftenItIsAskedFor) {
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(ask("mark", "198.51.100." + std::to_string(i % 250))->substr(0, 4), "mark");
    EXPECT_EQ(made_, 1);
}

TEST_F(PrintsTest, MakesOneCallerWaitWhoHasManyThingsMade) {
    int answered = 0;
    for (int i = 0; i < 100; ++i) answered += static_cast<bool>(ask("mark " + std::to_string(i)));
    EXPECT_EQ(answered, 30);
    EXPECT_EQ(ask("mark 99").error().key, "print.limited");
    EXPECT_TRUE(ask("mark 5")) << "what is there is given";
    EXPECT_TRUE(ask("mark 99", "198.51.100.1")) << "to others too";
    EXPECT_TRUE(ask("mark 98", "203.0.113.7", 1000, kNow.plus_seconds(3)));
}

TEST_F(PrintsTest, KeepsAtMostSoMuch) {
    for (int i = 0; i < 200; ++i) ASSERT_TRUE(ask(std::to_string(i), std::to_string(i), 100'000));
    const int before = made_;
    ASSERT_TRUE(ask("199"));
    EXPECT_EQ(made_, before) << "the newest is kept";
    ASSERT_TRUE(ask("0"));
    EXPECT_EQ(made_, before + 1) << "the oldest is not";
}

TEST_F(PrintsTest, KeepsNoFailure) {
    EXPECT_FALSE(ask("broken"));
    EXPECT_FALSE(ask("broken"));
    EXPECT_EQ(made_, 2);
}

} // namespace
} // namespace hoshirube
