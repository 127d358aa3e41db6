#include "app/network/network_desk.h"

#include <nlohmann/json.hpp>

#include "app/act.h"

namespace hoshirube {

namespace {

class CrewOfOne final : public Crew {
public:
    unsigned size() const override { return 1; }
    unsigned rank() const override { return 0; }
    std::vector<graph::Impact> gather(const std::vector<graph::Impact>& own) override { return own; }
    std::uint64_t agree(std::uint64_t said_by_rank_0) override { return said_by_rank_0; }
};

} // namespace

void NetworkDesk::begin(const std::string& id, Job job, std::function<void(Result<Json>)> after) {
    const auto state = std::make_shared<JobState>();
    {
        const std::lock_guard lock(mutex_);
        if (is_stopping_ || !jobs_.emplace(id, state).second) return;
    }
    parts_.background.run([this, id, state, job = std::move(job), after = std::move(after)] { work(id, state, job, after); });
}

void NetworkDesk::work(const std::string& id, const std::shared_ptr<JobState>& state, const Job& job,
                       const std::function<void(Result<Json>)>& after) {
    const auto is_cancelled = [&] {
        const std::lock_guard lock(mutex_);
        return state->is_cancelled || is_stopping_;
    };
    if (!is_cancelled()) {
        {
            const std::lock_guard lock(mutex_);
            state->is_running = true;
        }
        CrewOfOne crew;
        const auto threads = parts_.job_threads();
        Workbench bench{parts_.files,
                        *threads,
                        crew,
                        parts_.seconds,
                        [&](const Headway& headway) {
                            const std::lock_guard lock(mutex_);
                            state->headway = headway;
                        },
                        is_cancelled};
        auto result = job(bench);
        if (!is_stopping()) after(std::move(result));
    }
    const std::lock_guard lock(mutex_);
    jobs_.erase(id);
}

void NetworkDesk::cancel(const std::string& id) {
    const std::lock_guard lock(mutex_);
    if (const auto found = jobs_.find(id); found != jobs_.end()) found->second->is_cancelled = true;
}

void NetworkDesk::stop() {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
}

bool NetworkDesk::is_stopping() const {
    const std::lock_guard lock(mutex_);
    return is_stopping_;
}

std::optional<NetworkDesk::JobView> NetworkDesk::job(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return std::nullopt;
    return JobView{found->second->is_running, found->second->headway};
}

void NetworkDesk::with_bench(const std::function<void(Workbench&)>& work) {
    CrewOfOne crew;
    graph::SerialExecutor executor;
    Workbench bench{parts_.files, executor, crew, parts_.seconds, [](const Headway&) {}};
    work(bench);
}

Result<std::shared_ptr<OpenedRun>> NetworkDesk::opened(const std::string& run_id, const Loader& load) {
    const auto found = [&]() -> std::shared_ptr<OpenedRun> {
        const std::lock_guard lock(mutex_);
        was_used_ = true;
        return opened_ && opened_->run_id == run_id ? opened_ : nullptr;
    };
    if (auto there = found()) return there;
    const std::unique_lock loading(loading_, std::try_to_lock);
    if (!loading) return unavailable("network.loading");
    if (auto there = found()) return there;
    {
        const std::lock_guard lock(mutex_);
        opened_.reset(); // Two large ones must not lie in memory together.
    }
    std::optional<Result<std::shared_ptr<OpenedRun>>> loaded;
    with_bench([&](Workbench& bench) { loaded = load(bench); });
    if (*loaded) {
        const std::lock_guard lock(mutex_);
        opened_ = **loaded;
    }
    return *loaded;
}

void NetworkDesk::keep(std::shared_ptr<OpenedRun> run) {
    const std::lock_guard lock(mutex_);
    opened_ = std::move(run);
    was_used_ = true;
}

void NetworkDesk::let_go(const std::string& network_id) {
    const std::lock_guard lock(mutex_);
    if (opened_ && opened_->network_id == network_id) opened_.reset();
}

void NetworkDesk::let_go_unused() {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(was_used_, false)) opened_.reset();
}

NetworkDesk& desk_of(World& world) {
    CHECK(world.networks != nullptr);
    return *world.networks;
}

} // namespace hoshirube
