#include <optional>

#include <nlohmann/json.hpp>

#include "app/network/decisions.h"
#include "app/network/figures.h"
#include "app/network/impact.h"
#include "app/network/outage.h"
#include "app/network/report.h"
#include "app/network/view.h"
#include "cli/analysis.h"
#include "graph/io_impact.h"

namespace hoshirube::cli {

namespace {

Result<Done> impact(Context& context, const Arguments& arguments) {
    const auto options = TRY(analysis_options(arguments, arguments.operand(0)));
    auto work = TRY(Work::begin(context, arguments));
    return work.show(TRY(measure_impacts(work.bench(), {options, arguments.text("--firms", "all"), arguments.text("--out")})));
}

Result<Done> scenario(Context& context, const Arguments& arguments) {
    const auto options = TRY(analysis_options(arguments, arguments.operand(0)));
    auto work = TRY(Work::begin(context, arguments));
    return work.show(TRY(measure_scenario(work.bench(), {options, arguments.text("--shock"), arguments.text("--out")})));
}

// The typefaces are opened only where pictures in pixels are asked for.
class OwnPens {
public:
    static Result<OwnPens> of(const Context& context, const Arguments& arguments) {
        std::optional<pdf::Typefaces> faces;
        if (arguments.has("--png")) faces = TRY(context.press.typefaces());
        return OwnPens(context, std::move(faces));
    }
    Pens lent() const { return {context_.texts, context_.language, faces_ ? &*faces_ : nullptr}; }

private:
    OwnPens(const Context& context, std::optional<pdf::Typefaces> faces) : context_(context), faces_(std::move(faces)) {}
    const Context& context_;
    std::optional<pdf::Typefaces> faces_;
};

Result<Json> order_of(Work& work, const std::string& path) {
    const auto text = TRY(read_whole(work.bench().files, path));
    return parse_json(text);
}

// The whole answer into the folder or file named, its main figures to the screen.
Result<Done> cascade(Context& context, const Arguments& arguments) {
    const auto options = TRY(analysis_options(arguments, arguments.operand(0)));
    const auto pens = TRY(OwnPens::of(context, arguments));
    auto work = TRY(Work::begin(context, arguments));
    const auto analysis = TRY(prepare_analysis(work.bench(), options));
    const auto shock = TRY(read_whole(work.bench().files, arguments.text("--shock")));
    const auto shocks = TRY(graph::parse_shocks(analysis.network(), shock));
    graph::CascadeRunner runner(analysis.cascade, analysis.rules, work.bench().executor);
    const auto answer = TRY(cascade_json(analysis, runner, shocks));
    return work.show(TRY(write_cascade(work.bench(), pens.lent(), answer, arguments.text("--out"))));
}

Result<Done> report(Context& context, const Arguments& arguments) {
    const auto options = TRY(analysis_options(arguments, arguments.operand(0)));
    ReportOrder order{arguments.text("--impact"), arguments.text("--out")};
    order.count = static_cast<std::size_t>(TRY(arguments.small_number("--top", 50)));
    order.firms_a_sector = static_cast<std::size_t>(TRY(arguments.small_number("--firms-a-sector", 3)));
    const auto pens = TRY(OwnPens::of(context, arguments));
    auto work = TRY(Work::begin(context, arguments));
    const auto analysis = TRY(prepare_analysis(work.bench(), options));
    return work.show(TRY(write_report(work.bench(), pens.lent(), analysis, order)));
}

Result<Done> outage(Context& context, const Arguments& arguments) {
    auto options = TRY(analysis_options(arguments, arguments.operand(0)));
    options.mode = "converged";
    if (!options.eps) options.eps = kDayEps;
    const auto pens = TRY(OwnPens::of(context, arguments));
    auto work = TRY(Work::begin(context, arguments));
    const auto order = TRY(order_of(work, arguments.text("--outage")));
    const auto analysis = TRY(prepare_analysis(work.bench(), options));
    const auto answer = TRY(outage_json(analysis, analysis.rules, order));
    return work.show(TRY(write_outage(work.bench(), pens.lent(), answer, arguments.text("--out"))));
}

Result<Done> exposure(Context& context, const Arguments& arguments) {
    const auto options = TRY(analysis_options(arguments, arguments.operand(0)));
    ExposureOrder order{arguments.text("--buyer")};
    order.most_tiers = static_cast<std::uint32_t>(TRY(arguments.small_number("--max-tier", 3)));
    order.least_exposure = TRY(arguments.decimal("--min-exposure", order.least_exposure));
    auto work = TRY(Work::begin(context, arguments));
    const auto analysis = TRY(prepare_analysis(work.bench(), options));
    graph::CascadeRunner runner(analysis.cascade, analysis.rules, work.bench().executor);
    graph::UpstreamClosure upstream(analysis.network());
    const auto answer = TRY(exposure_json(analysis, runner, upstream, order));
    return work.show(TRY(write_exposure(work.bench(), answer, arguments.text("--out"))));
}

Result<Done> plan(Context& context, const Arguments& arguments) {
    const auto options = TRY(analysis_options(arguments, arguments.operand(0)));
    const auto pens = TRY(OwnPens::of(context, arguments));
    auto work = TRY(Work::begin(context, arguments));
    const auto order = TRY(order_of(work, arguments.text("--plan")));
    const auto analysis = TRY(prepare_analysis(work.bench(), options));
    graph::CascadeRunner runner(analysis.cascade, analysis.rules, work.bench().executor);
    const auto answer = TRY(plan_json(analysis, runner, order));
    return work.show(TRY(write_plan(work.bench(), pens.lent(), answer, arguments.text("--out"))));
}

Result<Done> noise(Context& context, const Arguments& arguments) {
    const auto options = TRY(analysis_options(arguments, arguments.operand(0)));
    NoiseOrder order;
    order.rules.age_months = TRY(arguments.decimal("--age-months", 0));
    order.rules.half_life_months = TRY(arguments.decimal("--half-life-months", order.rules.half_life_months));
    order.rules.missing_share = TRY(arguments.decimal("--missing", 0));
    order.rules.weight_spread = TRY(arguments.decimal("--weight-spread", 0));
    order.runs = static_cast<std::uint32_t>(TRY(arguments.small_number("--runs", 20)));
    order.seed = static_cast<std::uint64_t>(TRY(arguments.number("--seed", 1)));
    const auto pens = TRY(OwnPens::of(context, arguments));
    auto work = TRY(Work::begin(context, arguments));
    const auto analysis = TRY(prepare_analysis(work.bench(), options));
    const auto firms = TRY(chosen_firms(work.bench(), analysis.network(), arguments.text("--firms", "all")));
    const auto answer = TRY(noise_json(work.bench(), analysis, firms, order));
    return work.show(TRY(write_noise(work.bench(), pens.lent(), answer, arguments.text("--out"))));
}

Result<Done> screen(Context& context, const Arguments& arguments) {
    auto options = TRY(analysis_options(arguments, arguments.operand(0)));
    options.mode = "converged";
    auto work = TRY(Work::begin(context, arguments));
    const auto analysis = TRY(prepare_analysis(work.bench(), options));
    return work.show(TRY(write_screening(work.bench(), analysis, arguments.text("--out"))));
}

std::vector<Flag> with(std::vector<Flag> flags, std::vector<Flag> more) {
    flags.insert(flags.end(), more.begin(), more.end());
    return flags;
}

} // namespace

std::vector<Command> impact_commands() {
    const Operand folder{"DIR", "The network's folder.", false};
    const Flag firms{"--firms", "all|IDS|@FILE|sample:N:SEED", "Which firms. Default: all."};
    const Flag out_folder{"--out", "FOLDER", "Files to write: JSON, CSV and SVG.", true};
    const Flag png{"--png", "", "Write each figure as PNG too; needs the typefaces that paper needs."};
    return {
        {"impact",
         "Compute, firm by firm, the share of output at risk if the firm stops and nothing adapts. An interrupted run goes on.",
         {folder},
         with(analysis_flags(), {firms, {"--out", "FILE", "CSV: id,esri,esri_down,esri_up,iterations.", true}}),
         Needs::Nothing,
         impact},
        {"impact scenario",
         "Compute one scenario: several firms, partial capacity.",
         {folder},
         with(analysis_flags(),
              {{"--shock", "FILE", "JSON: {\"psi\": {\"ID\": 0.5}, \"psi_up\": {…}}, shares of capacity lost.", true},
               {"--out", "FILE", "JSON.", true}}),
         Needs::Nothing,
         scenario},
        {"impact cascade",
         "Show one scenario update by update and tier by tier, with the firms that lose most and the paths there.",
         {folder},
         with(analysis_flags(), {{"--shock", "FILE", "As for impact scenario.", true}, out_folder, png}),
         Needs::Nothing,
         cascade},
        {"impact report",
         "Write the ranked list with reasons, the profile, size against risk, sectors and prefectures from an impact.csv.",
         {folder},
         with(analysis_flags(), {{"--impact", "FILE", "What impact wrote.", true},
                                 {"--top", "N", "Firms in the ranked list. Default: 50."},
                                 {"--firms-a-sector", "N", "Firms drawn a sector for the map of sectors. Default: 3."},
                                 out_folder,
                                 png}),
         Needs::Nothing,
         report},
        {"impact outage",
         "Follow a stop of days with stocks at the buyers; the cascade without stocks stands beside it as the upper bound.",
         {folder},
         with(analysis_flags(),
              {{"--outage", "FILE", "JSON: outages, days, stock_days; see docs/analytics.md#days.", true}, out_folder, png}),
         Needs::Nothing,
         outage},
        {"impact exposure",
         "List what one buyer loses when each of its suppliers stops, with how much was cut, and its single-source inputs.",
         {folder},
         with(analysis_flags(), {{"--buyer", "ID", "The buyer.", true},
                                 {"--max-tier", "N", "Tiers to go up. Default: 3."},
                                 {"--min-exposure", "X", "Suppliers on weaker paths are only counted. Default: 0.001."},
                                 out_folder}),
         Needs::Nothing,
         exposure},
        {"impact plan",
         "Compare expected loss now and under a plan of stars, with ranges, the marginal curve, the ranking by size beside it, and common causes.",
         {folder},
         with(
             analysis_flags(),
             {{"--plan", "FILE", "JSON: firms, stops_a_year, outage_days, common_causes; see docs/analytics.md#decisions.", true},
              out_folder,
              png}),
         Needs::Nothing,
         plan},
        {"impact noise",
         "Rank firms in worlds whose links aged or were missing: rank intervals.",
         {folder},
         with(analysis_flags(), {firms,
                                 {"--age-months", "M", "Age of the data. Default: 0."},
                                 {"--half-life-months", "M", "Of a link. Default: 13."},
                                 {"--missing", "SHARE", "Links the data lacks, as a share of those it has. Default: 0."},
                                 {"--weight-spread", "S", "Standard deviation of the logarithm of each weight. Default: 0."},
                                 {"--runs", "N", "Worlds. Default: 20."},
                                 {"--seed", "S", "The same seed gives the same worlds. Default: 1."},
                                 out_folder,
                                 png}),
         Needs::Nothing,
         noise},
        {"impact screen",
         "Bound every firm's converged upstream share from one linear solve.",
         {folder},
         with(analysis_flags(), {{"--out", "FILE", "CSV: id,lower,upper.", true}}),
         Needs::Nothing,
         screen},
    };
}

} // namespace hoshirube::cli
