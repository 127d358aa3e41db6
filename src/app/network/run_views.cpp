#include "app/network/run_views.h"

#include <nlohmann/json.hpp>

#include "app/network/decisions.h"
#include "app/network/figures.h"
#include "app/network/network_desk.h"
#include "app/network/report.h"
#include "app/network/run_files.h"
#include "formats/picture/chart_png.h"
#include "graph/io_impact.h"

namespace hoshirube {

namespace {

Result<NetworkRun> finished_run(World& world, const Viewer& viewer, const std::string& run_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    auto run = TRY(transaction->networks().get_run(run_id));
    const auto network = TRY(transaction->networks().get(run.network_id));
    const auto organisation = TRY(transaction->organisations().get(network.organisation_id));
    if (auto allowed = require(world, *transaction, viewer, Permission::AnalyseNetworks, organisation); !allowed)
        return allowed.error().code == ErrorCode::NotFound ? not_found("network_run.not_found") : allowed.error();
    if (run.state != RunState::Done) return conflict("network_run.not_done");
    return run;
}

std::string files_of(NetworkDesk& desk, const NetworkRun& run) { return run_folder(desk.folder(run.network_id), run.id); }

Result<std::shared_ptr<OpenedRun>> loaded(NetworkDesk& desk, Workbench& bench, const NetworkRun& run) {
    const auto options = TRY(options_of(run, desk.folder(run.network_id)));
    auto analysis = TRY(prepare_analysis(bench, options));
    const auto csv = TRY(read_whole(bench.files, impact_path(files_of(desk, run))));
    auto measured = TRY(read_impacts(analysis.network(), csv));
    RankedFirms ranked(analysis.network(), std::move(measured));
    return std::make_shared<OpenedRun>(run.id, run.network_id, std::move(analysis), std::move(ranked));
}

// `work` on the run in memory, with a bench of this thread.
template <typename T>
Result<T> on_run(World& world, const Viewer& viewer, const std::string& run_id,
                 const std::function<Result<T>(Workbench&, OpenedRun&)>& work) {
    auto& desk = desk_of(world);
    const auto run = TRY(finished_run(world, viewer, run_id));
    const auto opened = TRY(desk.opened(run_id, [&](Workbench& bench) { return loaded(desk, bench, run); }));
    std::optional<Result<T>> result;
    desk.with_bench([&](Workbench& bench) { result = work(bench, *opened); });
    return std::move(*result);
}

bool is_first_page(const RankedOrder& order) {
    return order.first == 0 && order.count == kFirstPage && order.search.empty() && order.sector.empty() &&
           order.prefecture.empty() && (order.sort.empty() || order.sort == "esri");
}

std::string figure_svg(const Texts& texts, Language language, const std::string& figure, const Json& json) {
    if (figure == "profile") return profile_figure(texts, language, json);
    if (figure == "size") return size_figure(texts, language, json);
    if (figure == "sectors") return sector_figure(texts, language, json);
    return prefecture_figure(texts, language, json.at("items"), "largest_esri", json.at("about"));
}

Result<std::string> drawn(const World& world, const Viewer& viewer, FigureForm form, std::string svg) {
    if (form == FigureForm::Picture) return svg;
    const auto faces = TRY(world.press.typefaces());
    return chart_png(svg, faces, viewer.language == Language::English ? "en" : "ja");
}

Result<Json> page_of(OpenedRun& run, const RankedOrder& order) {
    return run.with_runner(
        [&](graph::CascadeRunner& runner) { return ranked_page_json(run.analysis, runner, run.ranked, order); });
}

Result<Json> cascade_of(OpenedRun& run, std::string_view text) {
    const auto shocks = TRY(graph::parse_shocks(run.analysis.network(), text));
    return run.with_runner([&](graph::CascadeRunner& runner) { return cascade_json(run.analysis, runner, shocks); });
}

} // namespace

Result<FigureForm> parse_form(std::string_view text) {
    if (text.empty() || text == "json") return FigureForm::Whole;
    if (text == "csv") return FigureForm::Table;
    if (text == "svg") return FigureForm::Picture;
    if (text == "png") return FigureForm::Pixels;
    return invalid("form.unknown", "form", {{"given", std::string(text.substr(0, 40))}});
}

Result<std::string> run_firms_text(World& world, const Viewer& viewer, const std::string& run_id, const RankedOrder& order) {
    if (is_first_page(order)) {
        const auto run = TRY(finished_run(world, viewer, run_id));
        auto& desk = desk_of(world);
        return read_whole(desk.files(), files_of(desk, run) + "/ranked.json");
    }
    return on_run<std::string>(world, viewer, run_id, [&](Workbench&, OpenedRun& run) -> Result<std::string> {
        const auto page = TRY(page_of(run, order));
        return page.dump();
    });
}

Result<std::string> run_firms_csv(World& world, const Viewer& viewer, const std::string& run_id, RankedOrder order) {
    order.first = 0;
    order.count = kMostExported;
    order.has_reasons = false;
    return on_run<std::string>(world, viewer, run_id, [&](Workbench&, OpenedRun& run) -> Result<std::string> {
        const auto page = TRY(page_of(run, order));
        return ranked_csv(page);
    });
}

Result<std::string> run_figure(World& world, const Viewer& viewer, const std::string& run_id, const std::string& figure,
                               FigureForm form) {
    const auto run = TRY(finished_run(world, viewer, run_id));
    auto& desk = desk_of(world);
    const auto path = files_of(desk, run) + "/" + figure + ".json";
    const bool is_known = figure == "profile" || figure == "size" || figure == "sectors" || figure == "prefectures";
    if (!is_known || !desk.files().exists(path))
        return not_found("network_run.figure_unknown", {{"figure", figure.substr(0, 40)}});
    auto text = TRY(read_whole(desk.files(), path));
    if (form == FigureForm::Whole) return text;
    const auto json = TRY(parse_json(text));
    if (form == FigureForm::Table) return figure_csv(figure, json);
    return drawn(world, viewer, form, figure_svg(world.texts, viewer.language, figure, json));
}

Result<Json> run_firm_json(World& world, const Viewer& viewer, const std::string& run_id, const std::string& firm_id) {
    return on_run<Json>(world, viewer, run_id, [&](Workbench&, OpenedRun& run) -> Result<Json> {
        const auto firm = run.analysis.network().find(firm_id);
        if (!firm) return not_found("network_run.firm_unknown", {{"id", firm_id.substr(0, 40)}});
        const graph::Shock shock{*firm, 1, 1};
        return run.with_runner([&](graph::CascadeRunner& runner) -> Result<Json> {
            auto row = TRY(ranked_firm_json(run.analysis, runner, run.ranked, *firm));
            auto cascade = TRY(cascade_json(run.analysis, runner, {&shock, 1}));
            return Json{
                {"firm", firm_json(run.analysis.network(), *firm)}, {"row", std::move(row)}, {"cascade", std::move(cascade)}};
        });
    });
}

Result<Json> run_scenario_json(World& world, const Viewer& viewer, const std::string& run_id, std::string_view text) {
    return on_run<Json>(world, viewer, run_id, [&](Workbench&, OpenedRun& run) -> Result<Json> {
        const auto shocks = TRY(graph::parse_shocks(run.analysis.network(), text));
        const auto scenario = TRY(run.with_runner([&](graph::CascadeRunner& runner) { return runner.losses(shocks); }));
        const auto& impact = scenario.impact;
        Json task = Json::array();
        for (const auto& shock : shocks) task.push_back({run.analysis.network().table().id[shock.firm], shock.down, shock.up});
        return Json{{"esri", impact.esri},
                    {"esri_down", impact.esri_down},
                    {"esri_up", impact.esri_up},
                    {"iterations", impact.iterations},
                    {"about", about_run(run.analysis, {{"name", "scenario"}, {"shocks", std::move(task)}})}};
    });
}

Result<std::string> run_cascade(World& world, const Viewer& viewer, const std::string& run_id, std::string_view text,
                                FigureForm form) {
    return on_run<std::string>(world, viewer, run_id, [&](Workbench&, OpenedRun& run) -> Result<std::string> {
        const auto cascade = TRY(cascade_of(run, text));
        if (form == FigureForm::Whole) return cascade.dump();
        if (form == FigureForm::Table) return figure_csv("cascade", cascade);
        return drawn(world, viewer, form, cascade_figure(world.texts, viewer.language, cascade));
    });
}

Result<std::string> run_plan(World& world, const Viewer& viewer, const std::string& run_id, const Json& order, FigureForm form) {
    return on_run<std::string>(world, viewer, run_id, [&](Workbench& bench, OpenedRun& run) -> Result<std::string> {
        const auto plan = TRY(plan_json(bench, run.analysis, order));
        if (form == FigureForm::Whole) return plan.dump();
        if (form == FigureForm::Table) return figure_csv("plan", plan);
        return drawn(world, viewer, form, plan_figure(world.texts, viewer.language, plan));
    });
}

Result<std::string> run_exposure(World& world, const Viewer& viewer, const std::string& run_id, const std::string& buyer,
                                 std::uint32_t most_tiers, FigureForm form) {
    if (form != FigureForm::Whole && form != FigureForm::Table) return invalid("form.none", "form");
    return on_run<std::string>(world, viewer, run_id, [&](Workbench&, OpenedRun& run) -> Result<std::string> {
        if (!run.analysis.network().find(buyer)) return not_found("network_run.firm_unknown", {{"id", buyer.substr(0, 40)}});
        ExposureOrder order{buyer};
        order.most_tiers = most_tiers;
        order.most = kMostSuppliers;
        const auto exposure =
            TRY(run.with_runner([&](graph::CascadeRunner& runner) { return exposure_json(run.analysis, runner, order); }));
        return form == FigureForm::Whole ? exposure.dump() : figure_csv("exposure", exposure);
    });
}

} // namespace hoshirube
