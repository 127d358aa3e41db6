#pragma once

#include "app/network/analysis.h"
#include "cli/command.h"

namespace hoshirube::cli {

// One command that computes: its threads, its progress on standard error, and its answer.
class Work {
public:
    // Errors   Invalid `cli.number_expected` for --threads.
    static Result<Work> begin(Context&, const Arguments&);
    Work(Work&&) = default;

    Workbench& bench() { return *bench_; }

    // Warnings and peak memory to standard error, the answer to standard output. In a crew only rank 0 speaks.
    Done show(const Json& answer);

private:
    Work(Context& context, std::unique_ptr<graph::Executor> executor);

    Context* context_;
    std::unique_ptr<graph::Executor> executor_;
    std::unique_ptr<double> last_report_; // Outlives moves: the bench points to it.
    std::unique_ptr<Workbench> bench_;
};

// --essentiality, --mode, --eps, --grade, --no-substitution and --threads.
std::vector<Flag> analysis_flags();
Result<AnalysisOptions> analysis_options(const Arguments&, const std::string& folder);

} // namespace hoshirube::cli
