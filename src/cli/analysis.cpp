#include "cli/analysis.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/separators.h"

namespace hoshirube::cli {

namespace {

constexpr double kBetweenReports = 1; // Seconds.

std::string rate_text(double rate) {
    if (rate >= 100) return with_separators(static_cast<std::uint64_t>(std::llround(rate)));
    const auto tenths = std::llround(rate * 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string megabytes(std::uint64_t bytes) { return with_separators(bytes / 1'000'000); }

} // namespace

Result<Work> Work::begin(Context& context, const Arguments& arguments) {
    const auto threads = TRY(arguments.small_number("--threads", context.machine.crew.size() > 1 ? 1 : 0));
    constexpr int kMostThreads = 1024;
    return Work(context, context.machine.threads(static_cast<unsigned>(std::min(threads, kMostThreads))));
}

Work::Work(Context& context, std::unique_ptr<graph::Executor> executor)
    : context_(&context), executor_(std::move(executor)), last_report_(std::make_unique<double>(-1)) {
    auto report = [&context, last = last_report_.get()](const Headway& headway) {
        const bool is_last = headway.done == headway.total;
        if (!is_last && *last >= 0 && headway.seconds - *last < kBetweenReports) return;
        *last = headway.seconds;
        const double rate = headway.seconds > 0 ? static_cast<double>(headway.done - headway.done_before) / headway.seconds : 0;
        const double left = rate > 0 ? static_cast<double>(headway.total - headway.done) / rate : 0;
        context.machine.progress << context.texts.text(context.language, "impact.progress",
                                                       {{"done", with_separators(headway.done)},
                                                        {"total", with_separators(headway.total)},
                                                        {"rate", rate_text(rate)},
                                                        {"minutes", rate_text(left / 60)},
                                                        {"memory", megabytes(context.machine.peak_memory_bytes())}})
                                 << std::endl;
    };
    bench_ = std::make_unique<Workbench>(
        Workbench{context.machine.files, *executor_, context.machine.crew, context.machine.seconds, std::move(report)});
}

Done Work::show(const Json& answer) {
    Context& context = *context_;
    if (context.machine.crew.rank() != 0) return {};
    const Json& warned = answer.contains("about") ? answer["about"] : answer;
    for (const Json& key : warned.value("warnings", Json::array()))
        context.machine.progress << context.texts.text(context.language, key.get<std::string>()) << '\n';
    context.machine.progress << context.texts.text(context.language, "impact.peak_memory",
                                                   {{"memory", megabytes(context.machine.peak_memory_bytes())}})
                             << '\n';
    return context.show(answer);
}

std::vector<Flag> analysis_flags() {
    return {
        {"--essentiality", "FILE",
         "The matrix of roles: first row buyer sectors, first column supplier sectors, cells 0, 1 or 2.", true},
        {"--mode", "published|converged",
         "When a cascade stops: as in the papers (eps 0.01), or when settled (1e-12). Default: published."},
        {"--eps", "E", "Another stopping rule: the smallest loss that an update must add."},
        {"--grade", "f64|f32", "f32 is for ranking: proven to lie within 1e-6, ties computed again in f64. Default: f64."},
        {"--no-substitution", "", "Lost suppliers count fully, however many others their market has."},
        {"--threads", "T", "Default: all of this machine."},
    };
}

Result<AnalysisOptions> analysis_options(const Arguments& arguments, const std::string& folder) {
    AnalysisOptions options;
    options.folder = folder;
    options.essentiality = arguments.text("--essentiality");
    options.mode = arguments.text("--mode", "published");
    options.grade = arguments.text("--grade", "f64");
    options.has_substitution = !arguments.has("--no-substitution");
    if (arguments.has("--eps")) options.eps = TRY(arguments.decimal("--eps", 0));
    return options;
}

} // namespace hoshirube::cli
