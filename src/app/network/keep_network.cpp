#include "app/network/keep_network.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "app/network/impact.h"
#include "app/network/network.h"
#include "app/network/network_desk.h"
#include "app/network/report.h"
#include "app/network/run_files.h"
#include "base/text.h"

namespace hoshirube {

namespace {

constexpr std::array<std::string_view, 3> kFiles{"nodes", "links", "essentiality"};
constexpr std::size_t kFirmsASector = 3;

Json kept_json(const Error& error) {
    Json params = Json::object(), also = Json::array();
    for (const auto& [name, value] : error.params) params[name] = value;
    for (const auto& one : error.also) also.push_back(kept_json(one));
    return Json{{"key", error.key}, {"field", error.field}, {"params", std::move(params)}, {"also", std::move(also)}};
}

std::string error_json(const Error& error) { return kept_json(error).dump(-1, ' ', false, Json::error_handler_t::replace); }

Error kept_error(const Json& kept) {
    auto error = invalid(kept.at("key").get<std::string>(), kept.at("field").get<std::string>());
    for (const auto& [name, value] : kept.at("params").items()) error.params.emplace_back(name, value.get<std::string>());
    for (const auto& one : kept.value("also", Json::array())) error.also.push_back(kept_error(one)); // Since it names several.
    return error;
}

// The sentences of a kept error in the reader's language.
Json problem_json(const World& world, const Viewer& viewer, const std::string& kept) {
    if (kept.empty()) return Json();
    const auto error = kept_error(Json::parse(kept));
    Json also = Json::array();
    for (const auto& one : error.also)
        also.push_back({{"field", one.field}, {"title", world.texts.sentence(viewer.language, one)}});
    return {{"key", error.key},
            {"field", error.field},
            {"title", world.texts.sentence(viewer.language, error)},
            {"also", std::move(also)},
            {"unnamed", unnamed_faults(error)}};
}

Json progress_json(const NetworkDesk& desk, const std::string& id) {
    const auto job = desk.job(id);
    if (!job) return Json();
    Json json{{"is_running", job->is_running}, {"done", 0}, {"total", 0}, {"done_before", 0}, {"seconds", 0}};
    if (job->headway) {
        json["done"] = job->headway->done;
        json["total"] = job->headway->total;
        json["done_before"] = job->headway->done_before;
        json["seconds"] = job->headway->seconds;
    }
    return json;
}

std::string_view name_of(NetworkState state) {
    switch (state) {
    case NetworkState::Collecting: return "collecting";
    case NetworkState::Preparing: return "preparing";
    case NetworkState::Ready: return "ready";
    case NetworkState::Failed: return "failed";
    }
    return "";
}

std::string_view name_of(RunState state, const std::optional<NetworkDesk::JobView>& job) {
    switch (state) {
    case RunState::Waiting: return job && job->is_running ? "running" : "waiting";
    case RunState::Done: return "done";
    case RunState::Failed: return "failed";
    case RunState::Cancelled: return "cancelled";
    }
    return "";
}

Json run_json(World& world, const Viewer& viewer, const NetworkRun& run) {
    const auto& desk = desk_of(world);
    return {{"id", run.id},
            {"network", run.network_id},
            {"mode", run.mode},
            {"eps", run.eps},
            {"grade", run.grade},
            {"has_substitution", run.has_substitution},
            {"firms", run.firms},
            {"state", name_of(run.state, desk.job(run.id))},
            {"problem", problem_json(world, viewer, run.problem)},
            {"result", run.result.empty() ? Json() : Json::parse(run.result)},
            {"progress", run.state == RunState::Waiting ? progress_json(desk, run.id) : Json()},
            {"created_at", run.created_at.iso8601()},
            {"finished_at", run.finished_at ? Json(run.finished_at->iso8601()) : Json()},
            {"version", run.version}};
}

Json one_json(World& world, const Viewer& viewer, const KeptNetwork& network, const std::vector<NetworkRun>& runs) {
    auto& desk = desk_of(world);
    Json files = Json::array(), list = Json::array();
    for (const auto file : kFiles)
        if (desk.files().exists(upload_path(desk.folder(network.id), file))) files.push_back(file);
    for (const auto& run : runs) list.push_back(run_json(world, viewer, run));
    return {{"id", network.id},
            {"name", network.name},
            {"source", network.source},
            {"data_on", network.data_on},
            {"is_invented", !network.example.empty()},
            {"state", name_of(network.state)},
            {"files", std::move(files)},
            {"problem", problem_json(world, viewer, network.problem)},
            {"summary", network.summary.empty() ? Json() : Json::parse(network.summary)},
            {"progress", network.state == NetworkState::Preparing ? progress_json(desk, network.id) : Json()},
            {"created_at", network.created_at.iso8601()},
            {"version", network.version},
            {"runs", std::move(list)}};
}

Result<KeptNetwork> own_network(World& world, Transaction& transaction, const Asker& asker, const std::string& network_id) {
    auto network = TRY(transaction.networks().get(network_id));
    const auto organisation = TRY(transaction.organisations().get(network.organisation_id));
    if (const auto allowed = require(world, transaction, asker, Permission::AnalyseNetworks, organisation); !allowed)
        return allowed.error().code == ErrorCode::NotFound ? not_found("network.not_found") : allowed.error();
    return network;
}

struct OwnRun {
    NetworkRun run;
    KeptNetwork network;
};
Result<OwnRun> own_run(World& world, Transaction& transaction, const Asker& asker, const std::string& run_id) {
    auto run = TRY(transaction.networks().get_run(run_id));
    auto network = own_network(world, transaction, asker, run.network_id);
    if (network) return OwnRun{std::move(run), std::move(*network)};
    return network.error().code == ErrorCode::NotFound ? not_found("network_run.not_found") : network.error();
}

Result<Done> check_collecting(const KeptNetwork& network) {
    if (!network.example.empty() || network.state == NetworkState::Preparing || network.state == NetworkState::Ready)
        return conflict("network.not_collecting");
    return Done{};
}

Act act_of_job(const NetworkDesk& desk, const std::string& actor_id, const std::string& id) {
    return {actor_id, desk.now(), "job-" + id + "-" + new_id(), id};
}

// What a matrix that came with the network lacks shows now, not at the first run.
Result<Done> make_essentiality(Workbench& bench, const std::string& folder, std::string_view jsic_rules) {
    const auto own = upload_path(folder, "essentiality");
    if (!bench.files.exists(own)) {
        auto written = write_jsic_essentiality(bench, folder, jsic_rules, essentiality_path(folder));
        if (!written) return std::move(written.error()).at("essentiality");
        return Done{};
    }
    auto matrix = read_essentiality(bench.files, own);
    if (!matrix) return std::move(matrix.error()).at("essentiality");
    const auto opened = TRY(open_network(bench.files, folder));
    auto arranged = matrix->arranged_for(opened.network.table().sector_name);
    if (!arranged) return std::move(arranged.error()).at("essentiality");
    return bench.files.rename(own, essentiality_path(folder));
}

Result<Json> made_ready(Workbench& bench, const KeptNetwork& network, const std::string& folder, std::string_view jsic_rules) {
    TRY(bench.files.make_folder(folder));
    if (!network.example.empty()) {
        const auto order = Json::parse(network.example);
        return make_synthetic_network(bench, {order.at("kind"), order.at("firms"), order.at("seed"), folder});
    }
    const auto nodes = upload_path(folder, "nodes"), links = upload_path(folder, "links");
    auto summary = TRY(import_network(bench, {nodes, links, folder, network.source, network.data_on}));
    TRY(make_essentiality(bench, folder, jsic_rules));
    for (const auto& path : {nodes, links}) TRY(bench.files.remove(path));
    return summary;
}

void begin_preparation(World& world, const KeptNetwork& network) {
    auto& desk = desk_of(world);
    const auto job = [&desk, network](Workbench& bench) {
        return made_ready(bench, network, desk.folder(network.id), desk.jsic_rules());
    };
    // What cannot be noted now stays "preparing" and is done again after the next start.
    const auto after = [&world, &desk, id = network.id, actor = network.created_by](const Result<Json>& summary) {
        const auto act = act_of_job(desk, actor, id);
        (void)perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
            auto kept = TRY(transaction.networks().get(id));
            kept.state = summary ? NetworkState::Ready : NetworkState::Failed;
            kept.problem = summary ? "" : error_json(summary.error());
            kept.summary = summary ? summary->dump() : "";
            TRY(transaction.networks().save(kept));
            TRY(record(transaction, act, summary ? "network.prepared" : "network.refused", kept.organisation_id, id,
                       summary ? Json{{"sha256", summary->at("network_sha256")}} : Json{{"key", summary.error().key}}));
            return Receipt{id, kept.version + 1};
        });
    };
    desk.begin(network.id, job, after);
}

// Everything that pages show of a run, written out, so that the first look needs no network in memory.
Result<Json> computed(NetworkDesk& desk, const Texts& texts, Workbench& bench, const NetworkRun& run) {
    const auto folder = desk.folder(run.network_id), out = run_folder(folder, run.id);
    TRY(bench.files.make_folder(out));
    desk.let_go(run.network_id);
    const auto options = TRY(options_of(run, folder));
    auto analysis = TRY(prepare_analysis(bench, options));
    auto result = TRY(measure_impacts(bench, analysis, run.firms, impact_path(out)));
    TRY(write_report(bench, {texts, Language::Japanese}, analysis, {impact_path(out), out, kFirstPage, kFirmsASector}));
    const auto csv = TRY(read_whole(bench.files, impact_path(out)));
    auto measured = TRY(read_impacts(analysis.network(), csv));
    RankedFirms ranked(analysis.network(), std::move(measured));
    desk.keep(std::make_shared<OpenedRun>(run.id, run.network_id, std::move(analysis), std::move(ranked)));
    return Json{{"run_id", result.at("about").at("run_id")}, {"firms", result.at("firms")}, {"seconds", result.at("seconds")}};
}

void begin_computation(World& world, const NetworkRun& run) {
    auto& desk = desk_of(world);
    const auto job = [&desk, &world, run](Workbench& bench) { return computed(desk, world.texts, bench, run); };
    const auto after = [&world, &desk, id = run.id, actor = run.created_by](const Result<Json>& result) {
        const auto act = act_of_job(desk, actor, id);
        (void)perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
            auto kept = TRY(transaction.networks().get_run(id));
            if (kept.state != RunState::Waiting) return Receipt{id, kept.version}; // Cancelled meanwhile.
            const auto network = TRY(transaction.networks().get(kept.network_id));
            kept.state = result ? RunState::Done : RunState::Failed;
            kept.problem = result ? "" : error_json(result.error());
            kept.result = result ? result->dump() : "";
            kept.finished_at = act.now;
            TRY(transaction.networks().save_run(kept));
            TRY(record(transaction, act, result ? "network.measured" : "network.run_failed", network.organisation_id, id,
                       result ? Json{{"run_id", result->at("run_id")}} : Json{{"key", result.error().key}}));
            return Receipt{id, kept.version + 1};
        });
    };
    desk.begin(run.id, job, after);
}

Result<std::string> example_json(const NetworkFields& fields) {
    if (!fields.example) return std::string();
    const auto& example = *fields.example;
    if (example.kind != "A" && example.kind != "B" && example.kind != "japan")
        return invalid("generate.kind", "example.kind", {{"given", example.kind}});
    if (example.firms < 2 || example.firms > kMostExampleFirms)
        return invalid("generate.firms", "example.firms", {{"least", "2"}, {"most", std::to_string(kMostExampleFirms)}});
    return Json{{"kind", example.kind}, {"firms", example.firms}, {"seed", example.seed}}.dump();
}

void remove_files(NetworkDesk& desk, const std::string& network_id, const std::vector<NetworkRun>& runs) {
    const auto folder = desk.folder(network_id);
    for (const auto& run : runs) (void)desk.files().remove_folder(run_folder(folder, run.id));
    (void)desk.files().remove_folder(folder);
}

} // namespace

Result<AnalysisOptions> options_of(const NetworkRun& run, const std::string& folder) {
    AnalysisOptions options{folder, essentiality_path(folder), run.mode, {}, run.grade, run.has_substitution};
    if (!run.eps.empty()) {
        double eps = 0;
        const auto end = std::from_chars(run.eps.data(), run.eps.data() + run.eps.size(), eps);
        if (end.ec != std::errc{} || end.ptr != run.eps.data() + run.eps.size()) return invalid("impact.eps_invalid", "eps");
        options.eps = eps;
    }
    return options;
}

Result<Receipt> keep_network(World& world, const Act& act, const std::string& organisation_id, const NetworkFields& fields) {
    const auto name = TRY(clean_text("name", fields.name, 100));
    if (name.empty()) return invalid("network.name_missing", "name");
    const auto source = TRY(clean_text("source", fields.source, 200));
    if (!fields.data_on.empty())
        if (auto day = Day::parse(fields.data_on); !day) return std::move(day.error()).at("data_on");
    const auto example = TRY(example_json(fields));
    const KeptNetwork network{new_id(),
                              organisation_id,
                              name,
                              source,
                              fields.data_on,
                              example,
                              example.empty() ? NetworkState::Collecting : NetworkState::Preparing,
                              "",
                              "",
                              act.actor_id,
                              act.now,
                              1};
    const auto performed = perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::AnalyseNetworks, organisation));
        TRY(transaction.networks().add(network));
        TRY(record(transaction, act, "network.kept", organisation_id, network.id,
                   Json{{"name", name}, {"is_invented", !example.empty()}}));
        return Receipt{network.id, 1};
    });
    const auto receipt = TRY(performed);
    if (!example.empty() && receipt.id == network.id) begin_preparation(world, network);
    return receipt;
}

Result<Done> may_put_network_file(World& world, const Viewer& viewer, const std::string& network_id, const std::string& file) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto network = TRY(own_network(world, *transaction, viewer, network_id));
    if (std::find(kFiles.begin(), kFiles.end(), file) == kFiles.end())
        return not_found("network.file_unknown", {{"file", file.substr(0, 40)}});
    return check_collecting(network);
}

Result<Receipt> put_network_file(World& world, const Act& act, const std::string& network_id, const NetworkFile& file) {
    auto& desk = desk_of(world);
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto network = TRY(own_network(world, transaction, act, network_id));
        TRY(check_collecting(network));
        TRY(record(transaction, act, "network.file_handed_in", network.organisation_id, network_id,
                   Json{{"file", file.file}, {"sha256", file.sha256}, {"size_bytes", file.size_bytes}}));
        network.state = NetworkState::Collecting;
        network.problem.clear();
        TRY(transaction.networks().save(network));
        // Again after a busy database: the file has been moved already.
        if (desk.files().exists(file.path)) {
            TRY(desk.files().make_folder(desk.folder(network_id)));
            TRY(desk.files().rename(file.path, upload_path(desk.folder(network_id), file.file)));
        }
        return Receipt{network_id, network.version + 1};
    });
}

Result<Receipt> prepare_network(World& world, const Act& act, const std::string& network_id) {
    auto& desk = desk_of(world);
    std::optional<KeptNetwork> begun;
    const auto performed = perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto network = TRY(own_network(world, transaction, act, network_id));
        TRY(check_collecting(network));
        for (const char* file : {"nodes", "links"})
            if (!desk.files().exists(upload_path(desk.folder(network_id), file))) return conflict("network.files_missing");
        network.state = NetworkState::Preparing;
        network.problem.clear();
        TRY(transaction.networks().save(network));
        TRY(record(transaction, act, "network.preparation_begun", network.organisation_id, network_id, Json::object()));
        begun = network;
        return Receipt{network_id, network.version + 1};
    });
    const auto receipt = TRY(performed);
    if (begun) begin_preparation(world, *begun);
    return receipt;
}

Result<Receipt> remove_network(World& world, const Act& act, const std::string& network_id) {
    auto& desk = desk_of(world);
    std::vector<NetworkRun> runs;
    const auto performed = perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto network = TRY(own_network(world, transaction, act, network_id));
        runs = TRY(transaction.networks().runs_of(network_id));
        TRY(transaction.networks().remove(network_id));
        TRY(record(transaction, act, "network.removed", network.organisation_id, network_id, Json{{"name", network.name}}));
        return Receipt{network_id, 0};
    });
    const auto receipt = TRY(performed);
    desk.cancel(network_id);
    for (const auto& run : runs) desk.cancel(run.id);
    desk.let_go(network_id);
    remove_files(desk, network_id, runs);
    return receipt;
}

Result<Json> networks_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::AnalyseNetworks, organisation));
    Json items = Json::array();
    for (const auto& network : TRY(transaction->networks().of_organisation(organisation_id))) {
        const auto runs = TRY(transaction->networks().runs_of(network.id));
        items.push_back(one_json(world, viewer, network, runs));
    }
    return Json{{"items", std::move(items)}};
}

Result<Json> kept_network_json(World& world, const Viewer& viewer, const std::string& network_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto network = TRY(own_network(world, *transaction, viewer, network_id));
    const auto runs = TRY(transaction->networks().runs_of(network_id));
    return one_json(world, viewer, network, runs);
}

Result<Receipt> begin_run(World& world, const Act& act, const std::string& network_id, const RunFields& fields) {
    auto& desk = desk_of(world);
    const NetworkRun run{new_id(),     network_id,
                         fields.mode,  fields.eps,
                         fields.grade, fields.has_substitution,
                         fields.firms, RunState::Waiting,
                         "",           "",
                         act.actor_id, act.now,
                         {},           1};
    const auto options = TRY(options_of(run, desk.folder(network_id)));
    TRY(cascade_rules(options));
    const auto performed = perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto network = TRY(own_network(world, transaction, act, network_id));
        if (network.state != NetworkState::Ready) return conflict("network.not_ready");
        TRY(transaction.networks().add_run(run));
        TRY(record(
            transaction, act, "network.run_begun", network.organisation_id, run.id,
            Json{{"network", network_id}, {"mode", run.mode}, {"eps", run.eps}, {"grade", run.grade}, {"firms", run.firms}}));
        return Receipt{run.id, 1};
    });
    const auto receipt = TRY(performed);
    if (receipt.id == run.id) begin_computation(world, run);
    return receipt;
}

Result<Receipt> cancel_run(World& world, const Act& act, const std::string& run_id) {
    const auto performed = perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto [run, network] = TRY(own_run(world, transaction, act, run_id));
        if (run.state != RunState::Waiting) return conflict("network_run.finished");
        run.state = RunState::Cancelled;
        run.finished_at = act.now;
        TRY(transaction.networks().save_run(run));
        TRY(record(transaction, act, "network.run_cancelled", network.organisation_id, run_id, Json::object()));
        return Receipt{run_id, run.version + 1};
    });
    const auto receipt = TRY(performed);
    desk_of(world).cancel(run_id);
    return receipt;
}

Result<Json> network_run_json(World& world, const Viewer& viewer, const std::string& run_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto own = TRY(own_run(world, *transaction, viewer, run_id));
    Json json = run_json(world, viewer, own.run);
    json["network_name"] = own.network.name;
    json["organisation"] = own.network.organisation_id;
    json["is_invented"] = !own.network.example.empty();
    return json;
}

Result<Done> resume_networks(World& world) {
    std::vector<KeptNetwork> networks;
    std::vector<NetworkRun> runs;
    {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
        networks = TRY(transaction->networks().in_preparation());
        runs = TRY(transaction->networks().waiting_runs());
    }
    for (const auto& network : networks) begin_preparation(world, network);
    for (const auto& run : runs) begin_computation(world, run);
    return Done{};
}

} // namespace hoshirube
