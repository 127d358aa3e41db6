#include "app/network/impact.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "graph/io_impact.h"

namespace hoshirube {

namespace {

// Firms a process computes between two looks at the clock. Small at first, so that something is soon seen and kept.
constexpr std::size_t kFirstBlock = 64, kLargestBlock = 4096;

// Names the firms by what they are, so that a list and a file with the same ids are the same task.
std::string hash_of(const graph::Network& network, const std::vector<graph::Firm>& firms) {
    Sha256 hash;
    for (const graph::Firm firm : firms) {
        hash.add(network.table().id[firm]);
        hash.add("\n");
    }
    return hash.finish_hex();
}

// Rows on their way: appended to a file that takes its name only when all are there.
class Rows {
public:
    static Result<Rows> go_on(Workbench& bench, const graph::Network& network, const std::vector<graph::Firm>& firms,
                              const std::string& out, const std::string& run_id) {
        TRY(bench.files.may_appear(out));
        Rows rows{bench.files, out, out + "." + run_id + ".partial"};
        graph::ImpactProgress kept;
        if (bench.files.exists(rows.partial_)) {
            const auto bytes = TRY(read_whole(bench.files, rows.partial_));
            kept = graph::impact_progress(network, firms, bytes);
        }
        rows.count_ = kept.rows;
        rows.file_ = TRY(bench.files.write(rows.partial_, kept.bytes));
        if (kept.bytes == 0) TRY(rows.file_->add(graph::kImpactHeader));
        return rows;
    }
    std::size_t count() const { return count_; }

    Result<Done> add(const graph::Network& network, std::span<const graph::Firm> firms, std::span<const graph::Impact> impacts) {
        std::string text;
        for (std::size_t i = 0; i < firms.size(); ++i) graph::append_impact_row(text, network.table().id[firms[i]], impacts[i]);
        TRY(file_->add(text));
        count_ += firms.size();
        return file_->flush();
    }
    Result<Done> appear() {
        TRY(file_->close());
        return files_->rename(partial_, out_);
    }

private:
    Rows(Files& files, std::string out, std::string partial)
        : files_(&files), out_(std::move(out)), partial_(std::move(partial)) {}

    Files* files_;
    std::string out_, partial_;
    std::unique_ptr<Files::Outgoing> file_;
    std::size_t count_ = 0;
};

// The part of a round's firms that falls to this process: consecutive parts by rank, equal also in the last, short round.
std::span<const graph::Firm> own_part(std::span<const graph::Firm> round, const Crew& crew) {
    const std::size_t part = (round.size() + crew.size() - 1) / crew.size();
    const std::size_t from = std::min(round.size(), part * crew.rank());
    return round.subspan(from, std::min(part, round.size() - from));
}

} // namespace

Result<std::vector<graph::Firm>> chosen_firms(Workbench& bench, const graph::Network& network, const std::string& words) {
    if (!words.starts_with('@')) return graph::select_firms(network, words);
    const auto list = TRY(read_whole(bench.files, words.substr(1)));
    return graph::select_firms(network, list);
}

Result<Json> measure_impacts(Workbench& bench, const ImpactOrder& order) {
    const auto analysis = TRY(prepare_analysis(bench, order.options));
    return measure_impacts(bench, analysis, order.firms, order.out);
}

Result<Json> measure_impacts(Workbench& bench, const Analysis& analysis, const std::string& words, const std::string& out) {
    const auto& network = analysis.network();
    const auto firms = TRY(chosen_firms(bench, network, words));
    const auto about =
        about_run(analysis, {{"name", "impact"}, {"count", firms.size()}, {"firms_sha256", hash_of(network, firms)}});
    const bool writes = bench.crew.rank() == 0;
    std::optional<Rows> rows;
    if (writes) rows = TRY(Rows::go_on(bench, network, firms, out, about["run_id"].get<std::string>()));
    const std::size_t kept = bench.crew.agree(writes ? rows->count() : 0);

    graph::CascadeRunner runner(analysis.cascade, analysis.rules, bench.executor);
    const double start = bench.seconds();
    std::size_t block = kFirstBlock;
    for (std::size_t done = kept; done < firms.size(); block = std::min(block * 2, kLargestBlock)) {
        if (bench.is_cancelled && bench.is_cancelled()) return conflict("impact.cancelled");
        const auto round = std::span(firms).subspan(done, std::min(block * bench.crew.size(), firms.size() - done));
        const auto own = TRY(runner.run(graph::ScenarioSet::closures(own_part(round, bench.crew))));
        const auto all = bench.crew.gather(own);
        if (writes) TRY(rows->add(network, round, all));
        done += round.size();
        if (writes) bench.report({done, firms.size(), bench.seconds() - start, kept});
    }
    const double seconds = bench.seconds() - start;
    if (writes) {
        TRY(rows->appear());
        TRY(write_whole(bench.files, out + ".about.json", about.dump(2) + "\n"));
    }
    const auto computed = static_cast<double>(firms.size() - kept);
    return Json{{"out", out},
                {"firms", firms.size()},
                {"kept_from_before", kept},
                {"seconds", seconds},
                {"firms_per_second", seconds > 0 ? computed / seconds : 0},
                {"about", about}};
}

Result<Json> measure_scenario(Workbench& bench, const ScenarioOrder& order) {
    const auto analysis = TRY(prepare_analysis(bench, order.options));
    const auto text = TRY(read_whole(bench.files, order.shock));
    const auto shocks = TRY(graph::parse_shocks(analysis.network(), text));
    const auto about = about_run(analysis, {{"name", "scenario"}, {"shock_sha256", sha256_hex(text)}});
    graph::CascadeRunner runner(analysis.cascade, analysis.rules, bench.executor);
    graph::ScenarioSet scenarios;
    scenarios.add(shocks);
    const double start = bench.seconds();
    const auto impacts = TRY(runner.run(scenarios));
    const double seconds = bench.seconds() - start;
    bench.report({1, 1, seconds, 0});
    if (bench.crew.rank() == 0) {
        TRY(write_whole(bench.files, order.out, graph::impact_json(impacts[0])));
        TRY(write_whole(bench.files, order.out + ".about.json", about.dump(2) + "\n"));
    }
    return Json{{"out", order.out},
                {"esri", impacts[0].esri},
                {"esri_down", impacts[0].esri_down},
                {"esri_up", impacts[0].esri_up},
                {"iterations", impacts[0].iterations},
                {"seconds", seconds},
                {"about", about}};
}

} // namespace hoshirube
