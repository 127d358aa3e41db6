#include "fuzz/fuzz.h"
#include "graph/io_binary.h"
#include "graph/io_impact.h"
#include "graph/io_network.h"
#include "graph/io_table.h"

using namespace hoshirube;
using namespace hoshirube::graph;

namespace {

std::string written(const std::function<void(const TextSink&)>& write) {
    std::string bytes;
    write([&](std::string_view piece) { bytes += piece; });
    return bytes;
}

// In pieces of a size that the input chooses: where a piece ends must not matter.
template <class Reader>
void feed(Reader& reader, std::string_view bytes, std::size_t piece) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) reader.add(bytes.substr(0, piece));
}

// nodes, a line of "=", links: what is taken is written and comes back the same, as tables and as network.bin.
void check_tables(std::string_view text, std::size_t piece) {
    constexpr std::string_view kBetween = "=\n";
    const std::size_t cut = std::min(text.find(kBetween), text.size());
    NodesReader nodes;
    feed(nodes, text.substr(0, cut), piece);
    auto firms = nodes.finish();
    CHECK(firms || !firms.error().key.empty());
    if (!firms) return;
    LinksReader reader(*firms);
    feed(reader, text.substr(std::min(cut + kBetween.size(), text.size())), piece);
    auto links = reader.finish();
    if (!links) return;
    const auto network = Network::build(*firms, *links);
    if (!network) return;
    const auto binary = written([&](const TextSink& sink) { write_network(*network, sink); });
    const auto back = read_network(binary);
    CHECK(back && back->table().id == network->table().id && back->rows().sales == network->rows().sales);
    const auto table = written([&](const TextSink& sink) { write_nodes(network->table(), sink); });
    NodesReader again;
    again.add(table);
    const auto firms_again = again.finish();
    CHECK(firms_again && firms_again->id == network->table().id && firms_again->sector_name == network->table().sector_name);
    const auto sold = written([&](const TextSink& sink) { write_links(*network, sink); });
    LinksReader links_again(*firms_again);
    feed(links_again, sold, piece);
    const auto rows = links_again.finish();
    CHECK(rows && rows->size() == network->link_count());
    CHECK(written([&](const TextSink& sink) { write_links(*firms_again, *rows, sink); }) == sold);
}

// Firms that somebody names, the file of their impacts as far as it had come, and shocks.
void check_choice(const Network& network, std::string_view text) {
    const auto shocks = parse_shocks(network, text);
    CHECK(shocks || !shocks.error().key.empty());
    const auto one = find_firm(network, "firm", text);
    const auto chosen = select_firms(network, text);
    CHECK(chosen || !chosen.error().key.empty());
    if (!chosen) {
        CHECK(!one || text.find_first_of(", \r\n") != text.npos || text.starts_with("sample:"));
        return;
    }
    std::string file(kImpactHeader);
    const Impact impact{0.5, 0.25, 1e-7, 3, 0};
    for (const Firm firm : *chosen) append_impact_row(file, network.table().id[firm], impact);
    const auto progress = impact_progress(network, *chosen, file);
    CHECK(progress.rows == chosen->size() && progress.bytes == file.size());
    const auto cut = impact_progress(network, *chosen, std::string_view(file).substr(0, file.size() - 1));
    CHECK(cut.rows + 1 == chosen->size() && file[cut.bytes - 1] == '\n');
    CHECK(impact_progress(network, *chosen, text).bytes <= text.size());
    CHECK(impact_json(impact).starts_with("{\"esri\": 0.5,"));
}

// A table of a nation's sectors becomes a network whose figures add up to what stands in it.
void check_input_output_table(std::string_view text) {
    static const std::vector<std::string> kFinalDemand{"households"}, kIgnored{"total"};
    const auto network = parse_input_output_table(text, {kFinalDemand, kIgnored});
    CHECK(network || !network.error().key.empty());
    if (!network) return;
    CHECK(network->table().revenue.size() == network->firm_count());
    for (const double revenue : network->table().revenue) CHECK(revenue >= 0);
}

Network pair_of_firms() {
    FirmTable firms;
    firms.id = {"a", "b,c"};
    firms.sector = {0, 0};
    firms.sector_name = {"s"};
    return *Network::build(std::move(firms), {{0, 1, 1}});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const auto text = test::as_text(data + 1, size - 1);
    switch (data[0] % 4) {
    case 0: check_tables(text, 1 + data[0] / 4); break;
    case 1: {
        check_input_output_table(text);
        const auto matrix = parse_essentiality(text);
        if (!matrix) break;
        const auto again = parse_essentiality(written([&](const TextSink& sink) { write_essentiality(*matrix, sink); }));
        CHECK(again && again->sectors() == matrix->sectors());
        break;
    }
    case 2: {
        const auto network = read_network(text);
        CHECK(network || !network.error().key.empty());
        break;
    }
    default: {
        static const Network kNetwork = pair_of_firms();
        check_choice(kNetwork, text);
    }
    }
    return 0;
}
