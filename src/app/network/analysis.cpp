#include "app/network/analysis.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "graph/io_network.h"

namespace hoshirube {

namespace {

std::string sha256_of(const graph::Essentiality& roles) {
    Sha256 hash;
    graph::write_essentiality(roles, [&](std::string_view piece) { hash.add(piece); });
    return hash.finish_hex();
}

double eps_of_mode(const std::string& mode) { return mode == "published" ? graph::kPublishedEps : graph::kConvergedEps; }

} // namespace

Result<graph::CascadeRules> cascade_rules(const AnalysisOptions& options) {
    if (options.mode != "published" && options.mode != "converged")
        return invalid("impact.mode_unknown", "mode", {{"given", options.mode}});
    if (options.grade != "f64" && options.grade != "f32")
        return invalid("impact.grade_unknown", "grade", {{"given", options.grade}});
    graph::CascadeRules rules{.eps = eps_of_mode(options.mode)};
    if (options.eps) rules.eps = *options.eps;
    rules.grade = options.grade == "f64" ? graph::Grade::F64 : graph::Grade::F32;
    rules.substitution = options.has_substitution ? graph::Substitution::WithinMarket : graph::Substitution::None;
    if (!(rules.eps > 0) || std::isinf(rules.eps)) return invalid("impact.eps_invalid", "eps");
    if (rules.grade == graph::Grade::F32 && rules.eps < graph::kLeastEpsOfF32) return invalid("impact.grade_too_coarse", "grade");
    return rules;
}

Result<Analysis> prepare_analysis(Workbench& bench, const AnalysisOptions& options) {
    const auto rules = TRY(cascade_rules(options));
    const auto matrix = TRY(read_essentiality(bench.files, options.essentiality));
    auto opened = TRY(open_network(bench.files, options.folder));
    auto roles = TRY(matrix.arranged_for(opened.network.table().sector_name));
    auto cascade = TRY(graph::Cascade::prepare(opened.network, roles));
    auto roles_sha256 = sha256_of(roles);
    return Analysis{std::move(opened), std::move(roles), std::move(cascade), rules, options.mode, std::move(roles_sha256)};
}

Json about_run(const Analysis& analysis, const Json& task) { return about_run(analysis, analysis.rules, analysis.mode, task); }

Json about_run(const Analysis& analysis, const graph::CascadeRules& rules, const std::string& mode, const Json& task) {
    const auto& origin = analysis.opened.origin;
    Json parameters{{"eps", rules.eps},
                    {"grade", rules.grade == graph::Grade::F64 ? "f64" : "f32"},
                    {"has_substitution", rules.substitution == graph::Substitution::WithinMarket},
                    {"network_sha256", analysis.opened.sha256},
                    {"essentiality_sha256", analysis.roles_sha256},
                    {"firms", analysis.network().firm_count()},
                    {"links", analysis.network().link_count()},
                    {"task", task}};
    Json warnings = Json::array();
    // Without a leak every loss in the upstream channel tends to all of the output.
    if (mode == "converged" && !analysis.network().has_final_demand()) warnings.push_back("impact.warning.no_final_demand");
    const auto run_id = sha256_hex(Json{{"mode", mode}, {"parameters", parameters}, {"form", 1}}.dump()).substr(0, 16);
    return {{"meaning", "share of output at risk if the firm stops and nothing adapts"},
            {"source", origin.source},
            {"data_on", origin.data_on.empty() ? Json() : Json(origin.data_on)},
            {"is_synthetic", origin.is_synthetic},
            {"mode", rules.eps == eps_of_mode(mode) ? mode : "custom"},
            {"parameters", std::move(parameters)},
            {"warnings", std::move(warnings)},
            {"run_id", run_id}};
}

} // namespace hoshirube
