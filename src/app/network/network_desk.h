#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "app/network/view.h"
#include "base/day.h"
#include "graph/closure.h"

namespace hoshirube {

struct World;

// The run last looked at, in memory: its network made ready, its firms in order, and one runner for scenarios and reasons.
struct OpenedRun {
    std::string run_id, network_id;
    Analysis analysis;
    RankedFirms ranked;

    // Its working memory is made at the first scenario and kept for the next ones: one at a time.
    template <typename Work>
    auto with_runner(const Work& work) {
        const std::lock_guard lock(runner_use_);
        return work(runner_);
    }

    // The same with what stands upstream of firms, made at the first question.
    template <typename Work>
    auto with_upstream(const Work& work) {
        const std::lock_guard lock(runner_use_);
        if (!upstream_) upstream_.emplace(analysis.network());
        return work(runner_, *upstream_);
    }

    OpenedRun(std::string run, std::string network, Analysis made_ready, RankedFirms in_order)
        : run_id(std::move(run)), network_id(std::move(network)), analysis(std::move(made_ready)), ranked(std::move(in_order)) {}

private:
    std::mutex runner_use_;
    graph::SerialExecutor executor_;
    graph::CascadeRunner runner_{analysis.cascade, analysis.rules, executor_};
    std::optional<graph::UpstreamClosure> upstream_;
};

// What the server computes cascades with: files, threads, long jobs one at a time, and one run in memory.
//
// Nothing is held and no thread runs before the first use. A job tells how far it is; it can be cancelled.
// Threads  all functions may be called at once.
class NetworkDesk {
public:
    struct Parts {
        Files& files;
        Background& background;
        std::function<std::unique_ptr<graph::Executor>()> job_threads; // For jobs; requests use their own thread.
        std::function<double()> seconds;
        std::function<Instant()> now;
        std::string folder; // One folder a network below it.
        std::string_view jsic_rules;
    };
    explicit NetworkDesk(Parts parts) : parts_(std::move(parts)) {}
    ~NetworkDesk() { stop(); }
    NetworkDesk(const NetworkDesk&) = delete;
    NetworkDesk& operator=(const NetworkDesk&) = delete;

    Files& files() { return parts_.files; }
    Instant now() const { return parts_.now(); }
    std::string_view jsic_rules() const { return parts_.jsic_rules; }
    std::string folder(const std::string& network_id) const { return parts_.folder + "/" + network_id; }

    // Runs `job` in the background under `id`, once at a time. `after` gets what it answered.
    using Job = std::function<Result<Json>(Workbench&)>;
    void begin(const std::string& id, Job job, std::function<void(Result<Json>)> after);
    void cancel(const std::string& id); // No effect where no such job is.
    void stop();                        // Cancels all jobs; what they kept is gone on with after the next start.
    bool is_stopping() const;

    struct JobView {
        bool is_running; // Otherwise it waits for its turn.
        std::optional<Headway> headway;
    };
    std::optional<JobView> job(const std::string& id) const;

    // For one request: its own thread as the one worker.
    void with_bench(const std::function<void(Workbench&)>& work);

    // The run in memory; `load` makes it where another one or none is there, after that one was let go.
    //
    // Errors   Unavailable `network.loading`: somebody else is loading; ask again. As `load`.
    using Loader = std::function<Result<std::shared_ptr<OpenedRun>>(Workbench&)>;
    Result<std::shared_ptr<OpenedRun>> opened(const std::string& run_id, const Loader& load);
    void keep(std::shared_ptr<OpenedRun>);      // Puts one that was just made into memory.
    void let_go(const std::string& network_id); // Forgets what is in memory of this network.
    void let_go_unused();                       // Forgets what was not used since the last call.

private:
    struct JobState {
        bool is_running = false, is_cancelled = false;
        std::optional<Headway> headway;
    };
    void work(const std::string& id, const std::shared_ptr<JobState>& state, const Job& job,
              const std::function<void(Result<Json>)>& after);

    Parts parts_;
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<JobState>> jobs_;
    bool is_stopping_ = false;
    std::mutex loading_;
    std::shared_ptr<OpenedRun> opened_; // Shared: a request may still answer from it while another one takes its place.
    bool was_used_ = false;
};

// That of a server.
NetworkDesk& desk_of(World&);

} // namespace hoshirube
