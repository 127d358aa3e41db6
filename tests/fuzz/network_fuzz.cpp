#include "fuzz/fuzz.h"
#include "graph/io_binary.h"
#include "graph/io_impact.h"
#include "graph/io_network.h"

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
    const auto shocks = parse_shocks(*network, text);
    CHECK(shocks || !shocks.error().key.empty());
    const auto chosen = select_firms(*network, text);
    CHECK(chosen || !chosen.error().key.empty());
}

Network pair_of_firms() {
    FirmTable firms;
    firms.id = {"a", "b"};
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
        const auto shocks = parse_shocks(kNetwork, text);
        CHECK(shocks || !shocks.error().key.empty());
    }
    }
    return 0;
}
