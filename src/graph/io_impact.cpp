#include "graph/io_impact.h"

#include "base/json.h"
#include "graph/io_csv.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <random>

namespace hoshirube::graph {
namespace {

constexpr std::string_view kSample = "sample:";

template <class Number>
bool read_whole(std::string_view text, Number& number) {
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failure == std::errc{} && end == text.data() + text.size();
}

Result<std::vector<Firm>> sampled(const Network& network, std::string_view words) {
    const std::string_view numbers = words.substr(kSample.size());
    const std::size_t colon = numbers.find(':');
    std::uint32_t count = 0;
    std::uint64_t seed = 0;
    if (colon == std::string_view::npos || !read_whole(numbers.substr(0, colon), count) ||
        !read_whole(numbers.substr(colon + 1), seed) || count == 0)
        return invalid("impact.firms_invalid", "firms", {{"value", std::string(words.substr(0, 80))}});
    // Floyd's method would be shorter in memory; a shuffle of the first places is plainer.
    std::vector<Firm> firms(network.firm_count());
    std::iota(firms.begin(), firms.end(), Firm{0});
    count = std::min(count, network.firm_count());
    std::mt19937_64 random(seed);
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto rest = static_cast<std::uint64_t>(firms.size() - i);
        std::swap(firms[i], firms[i + random() % rest]);
    }
    firms.resize(count);
    std::sort(firms.begin(), firms.end());
    return firms;
}

Error not_found_error(std::string_view first, std::size_t count) {
    return invalid("impact.firm_not_found", "firms",
                   {{"id", std::string(first.substr(0, 80))}, {"count", std::to_string(count)}});
}

std::optional<Firm> found(const Network& network, std::string_view typed) {
    if (const auto firm = network.find(typed)) return firm;
    std::string folded;
    return network.find(folded_id(typed, folded));
}

} // namespace

Result<Firm> find_firm(const Network& network, std::string_view field, std::string_view typed) {
    if (const auto firm = found(network, typed)) return *firm;
    return invalid("impact.firm_not_found", field, {{"id", std::string(typed.substr(0, 80))}, {"count", "1"}});
}

Result<std::vector<Firm>> select_firms(const Network& network, std::string_view words) {
    if (words.starts_with(kSample)) return sampled(network, words);
    std::vector<Firm> firms;
    if (words == "all") {
        firms.resize(network.firm_count());
        std::iota(firms.begin(), firms.end(), Firm{0});
        return firms;
    }
    std::string_view first_unknown;
    std::size_t unknown = 0;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find_first_of(",\r\n"), words.size());
        std::string_view id = words.substr(0, end);
        words.remove_prefix(std::min(end + 1, words.size()));
        while (id.starts_with(' ')) id.remove_prefix(1);
        while (id.ends_with(' ')) id.remove_suffix(1);
        if (id.empty()) continue;
        const auto firm = found(network, id);
        if (firm) firms.push_back(*firm);
        else if (unknown++ == 0) first_unknown = id;
    }
    if (unknown > 0) return not_found_error(first_unknown, unknown);
    if (firms.empty()) return invalid("impact.firms_invalid", "firms", {{"value", ""}});
    return firms;
}

namespace {

// Adds the shares of one object of the shock file to `shocks` (sorted by firm at the end).
Result<Done> add_shares(const Network& network, const Json& shares, std::string_view name, double Shock::*channel,
                        std::vector<Shock>& shocks) {
    const Error::Params what{{"name", std::string(name)}};
    if (!shares.is_object()) return invalid("impact.shock_invalid", name, what);
    std::string first_unknown;
    std::size_t unknown = 0;
    for (const auto& [id, share] : shares.items()) {
        if (!share.is_number()) return invalid("impact.shock_invalid", name, {{"name", std::string(name) + "." + id}});
        const auto value = share.get<double>();
        if (!(value >= 0 && value <= 1)) return invalid("impact.shock_invalid", name, {{"name", std::string(name) + "." + id}});
        const auto firm = found(network, id);
        if (!firm) {
            if (unknown++ == 0) first_unknown = id;
            continue;
        }
        Shock shock{*firm, 0, 0};
        shock.*channel = value;
        shocks.push_back(shock);
    }
    if (unknown > 0) return not_found_error(first_unknown, unknown);
    return Done{};
}

} // namespace

Result<std::vector<Shock>> parse_shocks(const Network& network, std::string_view json) {
    const Json text = TRY(parse_json(json));
    if (!text.is_object() || !(text.contains("psi") || text.contains("psi_up")))
        return invalid("impact.shock_invalid", "psi", {{"name", "psi"}});
    for (const auto& [name, value] : text.items())
        if (name != "psi" && name != "psi_up") return invalid("impact.shock_invalid", name, {{"name", name}});
    std::vector<Shock> parts;
    if (text.contains("psi")) TRY(add_shares(network, text.at("psi"), "psi", &Shock::down, parts));
    if (text.contains("psi_up")) {
        TRY(add_shares(network, text.at("psi_up"), "psi_up", &Shock::up, parts));
    } else {
        for (Shock& part : parts) part.up = part.down;
    }
    std::sort(parts.begin(), parts.end(), [](const Shock& a, const Shock& b) { return a.firm < b.firm; });
    std::vector<Shock> shocks;
    for (const Shock& part : parts) {
        if (shocks.empty() || shocks.back().firm != part.firm) {
            shocks.push_back(part);
        } else {
            shocks.back().down += part.down; // Each channel has one part: the other one is 0.
            shocks.back().up += part.up;
        }
    }
    if (shocks.empty()) return invalid("impact.shock_empty", "psi");
    return shocks;
}

std::string impact_json(const Impact& impact) {
    std::string out = "{\"esri\": ";
    append_number(out, impact.esri);
    out += ", \"esri_down\": ";
    append_number(out, impact.esri_down);
    out += ", \"esri_up\": ";
    append_number(out, impact.esri_up);
    out += ", \"iterations\": " + std::to_string(impact.iterations) + "}\n";
    return out;
}

void append_impact_row(std::string& out, std::string_view id, const Impact& impact) {
    append_csv_cell(out, id);
    for (double share : {impact.esri, impact.esri_down, impact.esri_up}) {
        out += ',';
        append_number(out, share);
    }
    out += ',' + std::to_string(impact.iterations) + '\n';
}

ImpactProgress impact_progress(const Network& network, std::span<const Firm> firms, std::string_view file) {
    ImpactProgress progress;
    if (!file.starts_with(kImpactHeader)) return progress;
    progress.bytes = kImpactHeader.size();
    std::string expected;
    while (progress.rows < firms.size()) {
        const std::string_view rest = file.substr(progress.bytes);
        expected.clear();
        append_csv_cell(expected, network.table().id[firms[progress.rows]]);
        expected += ',';
        const std::size_t end = rest.find('\n', expected.size() - 1);
        if (!rest.starts_with(expected) || end == std::string_view::npos) break;
        progress.bytes += end + 1;
        ++progress.rows;
    }
    return progress;
}

} // namespace hoshirube::graph
