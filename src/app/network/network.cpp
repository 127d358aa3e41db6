#include "app/network/network.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/network/network_folder.h"
#include "graph/closure.h"
#include "graph/generator.h"
#include "graph/io_impact.h"
#include "graph/io_network.h"
#include "graph/io_table.h"
#include "graph/network_summary.h"
#include "scheme/organisation/organisation.h"

namespace hoshirube {

namespace {

Result<graph::NetworkKind> kind_of(const std::string& given) {
    if (given == "A" || given == "a") return graph::NetworkKind::A;
    if (given == "B" || given == "b") return graph::NetworkKind::B;
    if (given == "japan") return graph::NetworkKind::Japan;
    return invalid("generate.kind", "kind", {{"given", given}});
}

// Ids that look like corporate numbers, and those of them whose check digit is wrong: a spreadsheet may have rounded them.
struct CorporateNumbers {
    std::size_t valid = 0, wrong = 0;
};
CorporateNumbers corporate_numbers(const graph::Network& network) {
    CorporateNumbers found;
    for (const auto& id : network.table().id) {
        if (id.size() != 13 || id.find_first_not_of("0123456789") != id.npos) continue;
        ++(parse_corporate_number("id", id) ? found.valid : found.wrong);
    }
    return found;
}

Json summary_json(const graph::Network& network, const NetworkOrigin& origin, const std::string& sha256) {
    const auto summary = graph::summarize(network);
    Json sectors = Json::array();
    for (const auto& one : summary.by_sector)
        sectors.push_back({{"sector", network.table().sector_name[one.sector]}, {"firms", one.firms}, {"sales", one.sales}});
    Json warnings = Json::array();
    if (!summary.has_final_demand) warnings.push_back("impact.warning.no_final_demand");
    if (summary.revenue_below_sales > 0) warnings.push_back("network.warning.revenue_below_sales");
    const auto numbers = corporate_numbers(network);
    if (numbers.wrong > 0) warnings.push_back("network.warning.corporate_numbers");
    return {{"source", origin.source},
            {"data_on", origin.data_on.empty() ? Json() : Json(origin.data_on)},
            {"is_synthetic", origin.is_synthetic},
            {"network_sha256", sha256},
            {"firms", summary.firms},
            {"links", summary.links},
            {"sectors", summary.sectors},
            {"markets", summary.markets},
            {"sells_nothing", summary.sells_nothing},
            {"buys_nothing", summary.buys_nothing},
            {"isolated", summary.isolated},
            {"most_buyers", summary.most_buyers},
            {"most_suppliers", summary.most_suppliers},
            {"revenue_known", summary.revenue_known},
            {"cost_known", summary.cost_known},
            {"weight_known", summary.weight_known},
            {"sales", summary.sales},
            {"has_final_demand", summary.has_final_demand},
            {"revenue_below_sales", summary.revenue_below_sales},
            {"corporate_numbers", {{"valid", numbers.valid}, {"wrong_check_digit", numbers.wrong}}},
            {"warnings", std::move(warnings)},
            {"by_sector", std::move(sectors)}};
}

Json member_json(const graph::Network& network, const graph::ClosureMember& member) {
    const auto& table = network.table();
    Json json{{"id", table.id[member.firm]},
              {"tier", member.tier},
              {"exposure", member.exposure},
              {"sector", table.sector_name[table.sector[member.firm]]}};
    if (!table.name.empty()) json["name"] = table.name[member.firm];
    if (!table.prefecture.empty()) json["prefecture"] = table.prefecture[member.firm];
    return json;
}

} // namespace

Result<Json> make_synthetic_network(Workbench& bench, const SyntheticOrder& order) {
    const auto kind = TRY(kind_of(order.kind));
    const bool is_count = order.firms >= graph::kFewestSyntheticFirms && order.firms <= graph::kMostSyntheticFirms;
    if (!is_count) {
        return invalid(
            "generate.firms", "firms",
            {{"least", std::to_string(graph::kFewestSyntheticFirms)}, {"most", std::to_string(graph::kMostSyntheticFirms)}});
    }
    const NetworkOrigin origin{"synthetic, kind " + order.kind + ", " + std::to_string(order.firms) + " firms, seed " +
                                   std::to_string(order.seed),
                               "", true};
    if (bench.files.exists(order.out + "/" + std::string(graph::kNodesFile))) {
        const auto there = open_network(bench.files, order.out);
        if (!there || there->origin.source != origin.source) return conflict("generate.folder_taken", {{"path", order.out}});
    }
    auto made = TRY(graph::generate_network(kind, static_cast<std::uint32_t>(order.firms), order.seed));
    const auto network = TRY(graph::Network::build(std::move(made.firms), std::move(made.links)));
    TRY(store_network(bench.files, order.out, network, origin, &made.essentiality));
    return network_json(bench, order.out);
}

Result<Json> import_network(Workbench& bench, const ImportOrder& order) {
    if (!order.data_on.empty()) TRY(Day::parse(order.data_on));
    const auto network = TRY(read_tables(bench.files, order.nodes, order.links));
    TRY(store_network(bench.files, order.out, network, {order.source, order.data_on, false}));
    return network_json(bench, order.out);
}

Result<Json> import_table(Workbench& bench, const TableOrder& order) {
    if (!order.data_on.empty()) TRY(Day::parse(order.data_on));
    std::string text;
    TRY(read_text(bench.files, order.table, [&](std::string_view piece) { text += piece; }));
    const auto network = TRY(graph::parse_input_output_table(text, {order.final_demand, order.ignored}));
    TRY(store_network(bench.files, order.out, network, {order.source, order.data_on, false}));
    return network_json(bench, order.out);
}

Result<Json> write_jsic_essentiality(Workbench& bench, const std::string& folder, std::string_view rules_text,
                                     const std::string& out) {
    const auto rules = TRY(graph::JsicRules::parse(rules_text));
    const auto opened = TRY(open_network(bench.files, folder));
    const auto matrix = TRY(graph::jsic_essentiality(rules, opened.network.table().sector_name));
    std::string bytes;
    graph::write_essentiality(matrix, [&](std::string_view piece) { bytes += piece; });
    TRY(write_whole(bench.files, out, bytes));
    return Json{{"out", out}, {"sectors", matrix.sectors().size()}};
}

Result<Json> network_json(Workbench& bench, const std::string& folder) {
    const auto opened = TRY(open_network(bench.files, folder));
    return summary_json(opened.network, opened.origin, opened.sha256);
}

Result<Json> closure_json(Workbench& bench, const ClosureOrder& order) {
    const auto opened = TRY(open_network(bench.files, order.folder));
    const auto& network = opened.network;
    const auto buyer = TRY(graph::find_firm(network, "buyer", order.buyer));
    graph::UpstreamClosure upstream(network);
    const auto closure = TRY(upstream.of(buyer, order.most_tiers, order.least_exposure));
    Json members = Json::array(), tiers = Json::array();
    for (const auto& member : closure.members) members.push_back(member_json(network, member));
    for (const auto& tier : closure.tiers) tiers.push_back({{"tier", tier.tier}, {"kept", tier.kept}, {"cut", tier.cut}});
    return Json{{"buyer", network.table().id[buyer]},
                {"max_tier", order.most_tiers},
                {"min_exposure", order.least_exposure},
                {"data_on", opened.origin.data_on.empty() ? Json() : Json(opened.origin.data_on)},
                {"source", opened.origin.source},
                {"members", std::move(members)},
                {"tiers", std::move(tiers)},
                {"cut", closure.cut},
                {"direct_share", closure.direct_share}};
}

} // namespace hoshirube
