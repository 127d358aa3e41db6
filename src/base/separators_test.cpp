#include "base/separators.h"

#include <gtest/gtest.h>

namespace hoshirube {

TEST(WithSeparators, PartsThousands) {
    EXPECT_EQ(with_separators(0), "0");
    EXPECT_EQ(with_separators(999), "999");
    EXPECT_EQ(with_separators(1000), "1,000");
    EXPECT_EQ(with_separators(1234567), "1,234,567");
}

} // namespace hoshirube
