#include "graph/io_table.h"

#include <gtest/gtest.h>

namespace hoshirube::graph {
namespace {

const std::vector<std::string> kDemand{"household", "import"}, kIgnored{"total", "value added"};

TEST(InputOutputTable, BecomesANetworkOfSectorsWithOutputAsRevenue) {
    const auto network = parse_input_output_table("\xEF\xBB\xBF,agri,steel,household,import,total\n"
                                                  "agri,1,2,\"1,000\",-3,1000\n"
                                                  "steel,4,0,5,,9\n"
                                                  "value added,1,1,,,\n",
                                                  {kDemand, kIgnored});
    ASSERT_TRUE(network) << network.error().key;
    EXPECT_EQ(network->firm_count(), 2u);
    EXPECT_EQ(network->link_count(), 3u) << "own use counts, a zero does not";
    EXPECT_DOUBLE_EQ(network->revenue(0), 1000);
    EXPECT_DOUBLE_EQ(network->revenue(1), 9);
    EXPECT_TRUE(network->has_final_demand());
}

TEST(InputOutputTable, IsRefusedWithItsPlaceAndTheCountOfProblems) {
    struct Case {
        std::string_view table, key, line;
    };
    constexpr Case kCases[] = {
        {"", "table.empty", "1"},
        {",a,b\na,1,2\nb,3,-4\n", "io_table.cell_invalid", "3"},
        {",a,b\na,1,x\nb,3,nan\n", "io_table.cell_invalid", "2"},
        {",a,b\na,1,2\nc,3,4\n", "io_table.row_unknown", "3"},
        {",a,b\na,1,2\n", "io_table.column_unknown", "1"},
        {",a,b\na,1\nb,1,2\n", "table.cells", "2"},
        {",a,b\na,1,2\na,1,2\n", "node.id_repeated", "3"},
        {",a,a\na,1,2\n", "table.column_repeated", "1"},
    };
    for (const Case& c : kCases) {
        const auto network = parse_input_output_table(c.table, {{}, {}});
        ASSERT_FALSE(network) << c.table;
        EXPECT_EQ(network.error().key, c.key);
        EXPECT_EQ(network.error().params[0].second, c.line) << c.table;
    }
    EXPECT_EQ(parse_input_output_table(",a,import\na,1,-5\n", {kDemand, {}}).error().key, "io_table.output_invalid");
}

} // namespace
} // namespace hoshirube::graph
