#include "graph/generator.h"
#include "graph/io_impact.h"
#include "graph/io_network.h"
#include "support/random.h"

#include <cmath>
#include <gtest/gtest.h>

namespace hoshirube::graph {
namespace {

constexpr std::string_view kNodes = "id,sector\na,01\nb,02\nc,01\n";

FirmTable firms_of(std::string_view text) {
    NodesReader reader;
    reader.add(text);
    auto firms = reader.finish();
    CHECK(firms);
    return std::move(*firms);
}

std::string text_of(const std::function<void(const TextSink&)>& write) {
    std::string text;
    write([&](std::string_view piece) { text += piece; });
    return text;
}

struct Refusal {
    std::string_view text, key, line, column, count, why;
};

void expect_refusal(const Error& error, const Refusal& c) {
    EXPECT_EQ(error.key, c.key);
    std::string line, column, count;
    for (const auto& [name, value] : error.params) {
        if (name == "line") line = value;
        if (name == "column") column = value;
        if (name == "count") count = value;
    }
    EXPECT_EQ(line, c.line);
    EXPECT_EQ(column, c.column);
    EXPECT_EQ(count, c.count);
}

TEST(NodesReader, ReadsEveryColumnInAnyOrderAndKeepsUnknownFiguresUnknown) {
    const FirmTable firms = firms_of("\xEF\xBB\xBFname,sector,id,revenue,market\r\n"
                                     "\"部品, 株式会社\",29,1010401000001, 12.5 ,M1\r\n"
                                     "x \"\"\"y\"\"\",30,7,,\r\n");
    EXPECT_EQ(firms.id, (std::vector<std::string>{"1010401000001", "7"}));
    EXPECT_EQ(firms.name, (std::vector<std::string>{"部品, 株式会社", "x \"y\""}));
    EXPECT_EQ(firms.revenue[0], 12.5);
    EXPECT_TRUE(std::isnan(firms.revenue[1]));
    EXPECT_EQ(firms.market_name, (std::vector<std::string>{"M1", "30"})) << "without a market, the sector is the market";
    EXPECT_TRUE(firms.cost.empty());
}

TEST(NodesReader, TakesTablesAsOfficeProgramsWriteThem) {
    constexpr std::string_view kWritten[] = {
        "id,sector,revenue\na,29,1200\nb,30,\n",
        " ID , Sector ,REVENUE\na,29,1200\nb,30,\n",
        "企業番号,業種,売上高（千円）\na,29,\"1,200\"\nb,30,\n",
        "売上　高,法人番号,業種\n\"¥1,200\",a,29\n,b,30\n",
        "id;sector;revenue\r\na;29;1,200\r\nb;30;\r\n;;\r\n;;\r\n",
        "id\tsector\trevenue\na\t29\t1200円\nb\t30\t\n",
        "id,sector,revenue\ra,29,1200\rb,30,\r",
        "id,sector,revenue,,\na,29,\\1200,,\nb,30,,,note\n,,,,\n\n",
    };
    for (const std::string_view text : kWritten) {
        SCOPED_TRACE(text);
        for (const std::size_t piece : {text.size(), std::size_t{1}}) {
            NodesReader reader;
            for (std::size_t at = 0; at < text.size(); at += piece) reader.add(text.substr(at, piece));
            const auto firms = reader.finish();
            ASSERT_TRUE(firms) << firms.error().key;
            EXPECT_EQ(firms->id, (std::vector<std::string>{"a", "b"}));
            EXPECT_EQ(firms->sector_name, (std::vector<std::string>{"29", "30"}));
            ASSERT_EQ(firms->revenue.size(), 2u);
            EXPECT_EQ(firms->revenue[0], 1200);
            EXPECT_TRUE(std::isnan(firms->revenue[1]));
        }
    }
}

TEST(NodesReader, KeepsPrefecturesByTheirCode) {
    const FirmTable firms = firms_of("id,sector,prefecture\na,1,1\nb,1,東京都\nc,1,京都\nd,1,北海道\ne,1,\nf,1,４７\n");
    EXPECT_EQ(firms.prefecture, (std::vector<std::string>{"01", "13", "26", "01", "", "47"}));
}

TEST(NodesReader, RefusesWithLineColumnAndCount) {
    constexpr Refusal kCases[] = {
        {"", "table.empty", "1", "0", "1", "empty file"},
        {"id,sector", "table.cut_off", "1", "0", "1", "no line end"},
        {"id\na\n", "table.column_missing", "1", "0", "1", "no sector column"},
        {"id,sector,color\na,1,red\n", "table.column_unknown", "1", "3", "1", "a column we do not know"},
        {"id,sector,id\na,1,a\n", "table.column_repeated", "1", "3", "1", "the same column twice"},
        {"id,sector\na,1\nb\n", "table.cells", "3", "0", "1", "too few cells"},
        {"id,sector\n,1\n", "node.id_missing", "2", "1", "1", "no id"},
        {"id,sector\na,1\na,1\na,2\n", "node.id_repeated", "3", "1", "2", "two repetitions"},
        {"id,sector\na,1\nb,\n", "node.sector_missing", "3", "2", "1", "no sector"},
        {"id,sector,revenue\na,1,-2\nb,1,x\nc,1,nan\nd,1,inf\n", "node.figure_invalid", "2", "3", "4", "bad figures"},
        {"id,sector\na,1\nb,2\nc,", "table.cut_off", "4", "0", "1", "cut in the last line"},
        {"id,sector\n\"a,1\nb,2\n", "table.quote_open", "2", "0", "1", "an open quote"},
        {"id,sector\n4.18E+12,1\n", "node.id_shortened", "2", "1", "1", "a long number that a spreadsheet shortened"},
        {"id,sector,prefecture\na,1,48\nb,1,京都県\nc,1,東京市\n", "node.prefecture_invalid", "2", "3", "2", "no prefectures"},
        {"id,sector\n\xFF,1\n", "table.not_utf8", "2", "1", "1", "not UTF-8"},
        {"supplier,buyer,weight\na,b,1\n", "table.is_links", "1", "0", "1", "the other table, its rows passed over"},
    };
    for (const Refusal& c : kCases) {
        SCOPED_TRACE(c.why);
        NodesReader reader;
        reader.add(c.text);
        const auto refused = reader.finish();
        ASSERT_FALSE(refused);
        expect_refusal(refused.error(), c);
    }
    NodesReader reader;
    reader.add("id,sector\n");
    EXPECT_EQ(reader.finish().error().key, "network.empty");
}

TEST(LinksReader, RefusesWithLineColumnAndCount) {
    constexpr Refusal kCases[] = {
        {"supplier,buyer\na,b\n", "table.column_missing", "1", "0", "1", "no weight column"},
        {"supplier,buyer,weight\na,b,1\na,z,1\n", "link.firm_unknown", "3", "2", "1", "unknown buyer"},
        {"supplier,buyer,weight\nq,z,1\n", "link.firm_unknown", "2", "1", "2", "both unknown"},
        {"supplier,buyer,weight\na,b,-1\n", "link.weight_invalid", "2", "3", "1", "negative"},
        {"supplier,buyer,weight\na,b,nan\nb,c,\nb,c,1e999\n", "link.weight_invalid", "2", "3", "3", "no numbers"},
        {"supplier,buyer,weight\na,b,1,2\n", "table.cells", "2", "0", "1", "too many cells"},
        {"supplier,buyer,weight\na,b,12\nb,c,1", "table.cut_off", "3", "0", "1", "cut: the number may be longer"},
        {"id,sector,weight\na,1,2\n", "table.is_nodes", "1", "0", "1", "the other table"},
    };
    const FirmTable firms = firms_of(kNodes);
    for (const Refusal& c : kCases) {
        SCOPED_TRACE(c.why);
        LinksReader reader(firms);
        reader.add(c.text);
        const auto refused = reader.finish();
        ASSERT_FALSE(refused);
        expect_refusal(refused.error(), c);
    }
}

TEST(LinksReader, NamesTenFaultsAndCountsTheRest) {
    std::string text = "supplier,buyer,weight\n";
    for (int i = 0; i < 30; ++i) text += "a,b,oops\n";
    LinksReader reader; // Any firm passes.
    reader.add(text);
    const auto error = reader.finish().error();
    EXPECT_EQ(error.also.size(), 9u);
    EXPECT_EQ(*error.also.back().param("line"), "11");
    EXPECT_EQ(unnamed_faults(error), 20);
    LinksReader sound;
    sound.add("supplier,buyer,weight\nnobody,knows,1\n");
    EXPECT_TRUE(sound.finish());
}

TEST(LinksReader, FindsOneBadLineAmongManyAndReadsPiecesOfAnySize) {
    std::string text = "supplier,buyer,weight\n";
    for (int i = 0; i < 20000; ++i) text += i == 12345 ? "a,b,oops\n" : "b,c,2.5\n";
    const FirmTable firms = firms_of(kNodes);
    for (std::size_t piece : {1u, 7u, 4096u}) {
        LinksReader reader(firms);
        for (std::size_t at = 0; at < text.size(); at += piece) reader.add(std::string_view(text).substr(at, piece));
        const auto refused = reader.finish();
        ASSERT_FALSE(refused);
        expect_refusal(refused.error(), {"", "link.weight_invalid", "12347", "3", "1", ""});
        EXPECT_EQ(refused.error().params[2].second, "oops");
    }
}

TEST(Essentiality, IsReadWithRowsInAnyOrder) {
    const auto read = parse_essentiality("\"\",\"x\",\"y\"\n\"y\",1,2\n\"x\",0,1");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->sectors(), (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(read->role(1, 1), Role::Essential);
    EXPECT_EQ(read->role(0, 0), Role::None);
    const auto arranged = read->arranged_for({"y"});
    ASSERT_TRUE(arranged);
    EXPECT_EQ(arranged->role(0, 0), Role::Essential);
    EXPECT_EQ(read->arranged_for({"z"}).error().key, "essentiality.sector_missing");
}

TEST(Essentiality, RefusesWhatIsNoMatrixOfRoles) {
    struct Case {
        std::string_view text, key;
    };
    constexpr Case kCases[] = {
        {"", "essentiality.empty"},
        {"x\n", "essentiality.empty"},
        {"s,x,y\nx,0,1\n", "essentiality.not_square"},
        {"s,x,y\nx,0,1\ny,0\n", "essentiality.row_length"},
        {"s,x,y\nx,0,1\ny,0,3\n", "essentiality.cell_invalid"},
        {"s,x,y\nx,0,1\nz,0,1\n", "essentiality.row_unknown"},
        {"s,x,y\nx,0,1\nx,0,1\n", "essentiality.sector_repeated"},
        {"s,x,x\nx,0,1\nx,0,1\n", "essentiality.sector_repeated"},
    };
    for (const Case& c : kCases) {
        const auto refused = parse_essentiality(c.text);
        ASSERT_FALSE(refused) << c.text;
        EXPECT_EQ(refused.error().key, c.key) << c.text;
    }
}

TEST(NetworkFiles, ReadBackWhatWasWritten) {
    for (NetworkKind kind : {NetworkKind::A, NetworkKind::Japan}) {
        const auto made = generate_network(kind, 300, 3);
        ASSERT_TRUE(made);
        const std::string nodes = text_of([&](const TextSink& sink) { write_nodes(made->firms, sink); });
        const FirmTable firms = firms_of(nodes);
        EXPECT_EQ(text_of([&](const TextSink& sink) { write_nodes(firms, sink); }), nodes);
        const std::string links = text_of([&](const TextSink& sink) { write_links(made->firms, made->links, sink); });
        LinksReader reader(firms);
        reader.add(links);
        const auto read = reader.finish();
        ASSERT_TRUE(read);
        ASSERT_EQ(read->size(), made->links.size());
        for (std::size_t i = 0; i < read->size(); ++i) EXPECT_EQ((*read)[i].weight, made->links[i].weight);
        const std::string matrix = text_of([&](const TextSink& sink) { write_essentiality(made->essentiality, sink); });
        const auto roles = parse_essentiality(matrix);
        ASSERT_TRUE(roles);
        EXPECT_EQ(text_of([&](const TextSink& sink) { write_essentiality(*roles, sink); }), matrix);
    }
}

TEST(Generator, MakesTheSameNetworkFromTheSameSeedOnly) {
    for (NetworkKind kind : {NetworkKind::A, NetworkKind::B, NetworkKind::Japan}) {
        const auto links = [&](std::uint64_t seed) {
            const auto made = generate_network(kind, 500, seed);
            return text_of([&](const TextSink& sink) { write_links(made->firms, made->links, sink); });
        };
        EXPECT_EQ(links(1), links(1));
        EXPECT_NE(links(1), links(2));
    }
    EXPECT_EQ(generate_network(NetworkKind::A, 1, 1).error().key, "generate.firms");
}

TEST(Generator, KeepsTheDegreesAndRolesOfThePublishedNetworks) {
    struct Case {
        NetworkKind kind;
        double links_a_firm, sells_nothing;
    };
    constexpr Case kCases[] = {{NetworkKind::A, 9.8, 0.3}, {NetworkKind::B, 8.0, 0}, {NetworkKind::Japan, 4.9, 0.25}};
    for (const Case& c : kCases) {
        const auto made = generate_network(c.kind, 20000, 9);
        const auto network = Network::build(made->firms, made->links);
        ASSERT_TRUE(network);
        EXPECT_NEAR(static_cast<double>(network->link_count()) / 20000, c.links_a_firm, 0.25);
        int silent = 0;
        for (Firm i = 0; i < 20000; ++i) silent += network->buyers(i).empty();
        EXPECT_NEAR(silent / 20000.0, c.sells_nothing, 0.02);
        const std::size_t sectors = made->essentiality.sectors().size();
        double essential = 0, other = 0;
        for (std::size_t k = 0; k < sectors * sectors; ++k) {
            const Role role = made->essentiality.role(k / sectors, k % sectors);
            essential += role == Role::Essential;
            other += role == Role::NonEssential;
        }
        EXPECT_NEAR(essential / static_cast<double>(sectors * sectors), 0.14, 0.02);
        EXPECT_NEAR(other / static_cast<double>(sectors * sectors), 0.10, 0.02);
        EXPECT_EQ(network->has_final_demand(), c.kind == NetworkKind::Japan);
    }
}

Network small_network() {
    auto network = Network::build(firms_of(kNodes), {{0, 1, 1}, {1, 2, 1}});
    CHECK(network);
    return std::move(*network);
}

TEST(Shocks, DefaultToTheSameShareUpstream) {
    const Network network = small_network();
    const auto shocks = parse_shocks(network, R"({"psi": {"b": 0.5, "a": 1}})");
    ASSERT_TRUE(shocks);
    ASSERT_EQ(shocks->size(), 2u);
    EXPECT_EQ((*shocks)[1].up, 0.5);
    const auto apart = parse_shocks(network, R"({"psi": {"b": 0.5}, "psi_up": {"c": 0.25}})");
    ASSERT_TRUE(apart);
    EXPECT_EQ((*apart)[0].up, 0);
    EXPECT_EQ((*apart)[1].up, 0.25);
    EXPECT_EQ(parse_shocks(network, R"({"psi": {"b": 0.5}, "psi_up": {"b": 0.25}})")->size(), 1u);
}

TEST(Shocks, RefuseWhatIsNoShare) {
    const Network network = small_network();
    for (const auto& [text, key] :
         std::vector<std::pair<std::string, std::string>>{{R"({"psi": {"b": 2}})", "impact.shock_invalid"},
                                                          {R"({"psi": {"b": "all"}})", "impact.shock_invalid"},
                                                          {R"({"psy": {"b": 1}})", "impact.shock_invalid"},
                                                          {R"({"psi": {"zz": 1}})", "impact.firm_not_found"},
                                                          {R"({"psi": {}})", "impact.shock_empty"},
                                                          {R"({"psi": )", "json.malformed"}}) {
        const auto refused = parse_shocks(network, text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().key, key) << text;
    }
}

TEST(Firms, AreSelectedByWords) {
    const Network network = small_network();
    EXPECT_EQ(*select_firms(network, "all"), (std::vector<Firm>{0, 1, 2}));
    EXPECT_EQ(*select_firms(network, "c, a"), (std::vector<Firm>{2, 0}));
    EXPECT_EQ(*select_firms(network, "b\r\nc\n"), (std::vector<Firm>{1, 2}));
    EXPECT_EQ(select_firms(network, "sample:2:5")->size(), 2u);
    EXPECT_EQ(*select_firms(network, "sample:2:5"), *select_firms(network, "sample:2:5"));
    EXPECT_EQ(select_firms(network, "sample:99:5")->size(), 3u);
    EXPECT_EQ(select_firms(network, "sample:x:5").error().key, "impact.firms_invalid");
    EXPECT_EQ(select_firms(network, "a,q,r").error().key, "impact.firm_not_found");
}

TEST(ImpactProgress, KeepsWholeRowsOfTheSameFirms) {
    const Network network = small_network();
    const std::vector<Firm> firms{0, 1, 2};
    std::string file(kImpactHeader);
    append_impact_row(file, "a", {.esri = 0.1, .iterations = 3});
    const std::size_t whole = file.size();
    append_impact_row(file, "b", {.esri = 0.25, .iterations = 2});
    EXPECT_EQ(impact_progress(network, firms, file).rows, 2u);
    file.resize(file.size() - 3);
    EXPECT_EQ(impact_progress(network, firms, file).rows, 1u);
    EXPECT_EQ(impact_progress(network, firms, file).bytes, whole);
    EXPECT_EQ(impact_progress(network, std::vector<Firm>{1, 2}, file).rows, 0u) << "other firms";
    EXPECT_EQ(impact_progress(network, firms, "id,es").bytes, 0u);
}

TEST(Numbers, AreReadAsOfficeProgramsWriteThem) {
    struct Case {
        std::string_view text;
        double value; // Negative: refused.
    };
    constexpr Case kCases[] = {{"1234.5", 1234.5},
                               {"１２３４．５", 1234.5},
                               {"1,234,567.25", 1234567.25},
                               {"１，２３４", 1234},
                               {"12,345", 12345},
                               {"1e3", 1000},
                               {"1,2", -1},
                               {"1,23,456", -1},
                               {",123", -1},
                               {"1234,567", -1},
                               {"1,234.5,678", -1},
                               {"", -1},
                               {"１２三", -1},
                               {"0x10", -1},
                               {"1,", -1}};
    for (const Case& c : kCases) {
        const auto number = parse_number(c.text);
        EXPECT_EQ(bool(number), c.value >= 0) << c.text;
        if (number) { EXPECT_EQ(*number, c.value) << c.text; }
    }
    EXPECT_EQ(*parse_number("-1,234"), -1234);
}

TEST(Ids, AreTheSameInFullWidth) {
    std::string folded;
    EXPECT_EQ(folded_id("７９９０００１－Ａ", folded), "7990001-A");
    EXPECT_EQ(folded_id("株式会社ア", folded), "株式会社ア");
    EXPECT_EQ(folded_id("ﾎｼ", folded), "ﾎｼ") << "half-width kana is no full-width letter";
}

} // namespace
} // namespace hoshirube::graph
