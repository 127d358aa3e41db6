#include "graph/cascade.h"

#include "graph/batch.h"
#include "graph/frontier.h"
#include "graph/operators.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <utility>

namespace hoshirube::graph {

ScenarioSet ScenarioSet::closures(std::span<const Firm> firms) {
    ScenarioSet scenarios;
    for (Firm firm : firms) {
        const Shock shock{firm, 1, 1};
        scenarios.add({&shock, 1});
    }
    return scenarios;
}

void ScenarioSet::add(std::span<const Shock> shocks) {
    shocks_.insert(shocks_.end(), shocks.begin(), shocks.end());
    start_.push_back(shocks_.size());
}

Cascade::Cascade(std::unique_ptr<const Operators> operators) : operators_(std::move(operators)) {}
Cascade::~Cascade() = default;
Cascade::Cascade(Cascade&&) noexcept = default;
Cascade& Cascade::operator=(Cascade&&) noexcept = default;

Result<Cascade> Cascade::prepare(const Network& network, const Essentiality& essentiality) {
    const auto roles = TRY(essentiality.arranged_for(network.table().sector_name));
    return Cascade(std::make_unique<const Operators>(prepare_operators(network, roles)));
}

// What the workers share during one run, and what each keeps.
struct CascadeRunner::Workplace {
    struct Desk {
        std::unique_ptr<Frontier> frontier;
        std::unique_ptr<Batch> batch;
        Grade batch_grade = Grade::F64;
        std::vector<Shock> shocks;
    };
    std::vector<Desk> desks;
    std::unique_ptr<Batch> single; // For losses().
    std::optional<BatchShares<double>> f64;
    std::optional<BatchShares<float>> f32;

    const ScenarioSet* scenarios = nullptr;
    const std::vector<std::size_t>* chosen = nullptr; // Which of them to run; null: all.
    std::vector<Impact>* impacts = nullptr;
    std::vector<char>* is_proven = nullptr;
    Firm asked = Batch::Losses::kNoFirm; // Whose lost output is wanted of every scenario.
    std::vector<double>* lost_output = nullptr;
    std::atomic<std::size_t> next{0};

    void prepare(const Operators& operators, Grade grade) {
        if (grade == Grade::F64 && !f64) f64 = batch_shares<double>(operators);
        if (grade == Grade::F32 && !f32) f32 = batch_shares<float>(operators);
    }
    std::unique_ptr<Batch> make(const Operators& operators, const CascadeRules& rules, Grade grade) const {
        const BatchKernels kernels = best_batch_kernels();
        return grade == Grade::F64 ? make_batch(operators, *f64, rules, kernels) : make_batch(operators, *f32, rules, kernels);
    }
};

namespace {

// Shocks with firms numbered as in `operators`, in that order: the sum of a scenario then does not depend on
// how its shocks were listed.
void renumber(std::span<const Shock> shocks, const Operators& operators, std::vector<Shock>& renumbered) {
    renumbered.assign(shocks.begin(), shocks.end());
    for (Shock& shock : renumbered) shock.firm = operators.number_of[shock.firm];
    std::sort(renumbered.begin(), renumbered.end(), [](const Shock& a, const Shock& b) { return a.firm < b.firm; });
}

std::uint64_t budget_of(const Operators& operators, const CascadeRules& rules) {
    const double links = static_cast<double>(operators.sale_count() + operators.delivery_count());
    return static_cast<std::uint64_t>(std::min(rules.handover_share * links, 1e18));
}

bool is_share(double value) { return value >= 0 && value <= 1; }

} // namespace

CascadeRunner::CascadeRunner(const Cascade& cascade, CascadeRules rules, Executor& executor)
    : cascade_(cascade), rules_(rules), executor_(executor), workplace_(std::make_unique<Workplace>()) {
    workplace_->desks.resize(executor.workers());
}

CascadeRunner::~CascadeRunner() = default;

Result<Done> CascadeRunner::check(const ScenarioSet& scenarios) const {
    if (!(rules_.eps > 0) || std::isinf(rules_.eps)) return invalid("impact.eps_invalid", "eps");
    if (rules_.grade == Grade::F32 && rules_.eps < kLeastEpsOfF32) return invalid("impact.grade_too_coarse", "grade");
    const Operators& operators = cascade_.operators();
    std::vector<Firm> seen;
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        const Error::Params which{{"scenario", std::to_string(i + 1)}};
        seen.clear();
        for (const Shock& shock : scenarios[i]) {
            if (shock.firm >= operators.firm_count()) return invalid("impact.firm_unknown", "psi", which);
            if (!is_share(shock.down) || !is_share(shock.up)) return invalid("impact.share_invalid", "psi", which);
            seen.push_back(shock.firm);
        }
        std::sort(seen.begin(), seen.end());
        if (std::adjacent_find(seen.begin(), seen.end()) != seen.end()) return invalid("impact.firm_repeated", "psi", which);
    }
    return Done{};
}

// Follows scenarios until one must go to the batch; false when there are no more.
bool CascadeRunner::fill_a_lane(unsigned worker, Grade grade) {
    Workplace& place = *workplace_;
    Workplace::Desk& desk = place.desks[worker];
    const Operators& operators = cascade_.operators();
    const std::uint64_t budget = budget_of(operators, rules_);
    const std::size_t count = place.chosen ? place.chosen->size() : place.scenarios->size();
    for (std::size_t at; (at = place.next.fetch_add(1)) < count;) {
        const std::size_t scenario = place.chosen ? (*place.chosen)[at] : at;
        renumber((*place.scenarios)[scenario], operators, desk.shocks);
        const auto ending = desk.frontier->follow(desk.shocks, budget);
        if (ending == Frontier::Ending::Settled) {
            (*place.impacts)[scenario] = desk.frontier->impact();
            if (place.lost_output) (*place.lost_output)[scenario] = desk.frontier->lost_output(place.asked);
        }
        if (ending == Frontier::Ending::HandedOver) {
            if (!desk.batch) desk.batch = place.make(operators, rules_, grade);
            desk.batch->load(scenario, desk.shocks, desk.frontier->state(), Batch::Losses::of(place.asked));
        }
        desk.frontier->reset();
        if (ending == Frontier::Ending::HandedOver) return true;
    }
    return false;
}

// A worker alternates between the two kernels: a stopped lane is filled at once, so the batch is always full
// while there are heavy scenarios left.
void CascadeRunner::work(unsigned worker, Grade grade) {
    Workplace& place = *workplace_;
    Workplace::Desk& desk = place.desks[worker];
    if (!desk.frontier) desk.frontier = std::make_unique<Frontier>(cascade_.operators(), rules_);
    if (desk.batch && desk.batch_grade != grade) desk.batch.reset();
    desk.batch_grade = grade;
    std::vector<Batch::Finished> finished;
    while (true) {
        while (!desk.batch || desk.batch->has_free_lane())
            if (!fill_a_lane(worker, grade)) break;
        if (!desk.batch || desk.batch->is_empty()) return;
        finished.clear();
        desk.batch->step(finished);
        for (const Batch::Finished& one : finished) {
            (*place.impacts)[one.ticket] = one.impact;
            (*place.is_proven)[one.ticket] = one.is_proven;
            if (place.lost_output && !one.losses.empty()) (*place.lost_output)[one.ticket] = one.losses[0].down;
        }
    }
}

Result<std::vector<Impact>> CascadeRunner::run(const ScenarioSet& scenarios) {
    TRY(check(scenarios));
    return run_all(scenarios, rules_.grade);
}

std::vector<Impact> CascadeRunner::run_all(const ScenarioSet& scenarios, Grade grade) {
    Workplace& place = *workplace_;
    const auto share_out = [&](Grade which) {
        place.prepare(cascade_.operators(), which);
        place.next = 0;
        executor_.run([&](unsigned worker) { work(worker, which); });
    };
    std::vector<Impact> impacts(scenarios.size());
    std::vector<char> is_proven(scenarios.size(), 1);
    place.scenarios = &scenarios;
    place.impacts = &impacts;
    place.is_proven = &is_proven;
    place.chosen = nullptr;
    share_out(grade);

    std::vector<std::size_t> unproven;
    for (std::size_t i = 0; i < scenarios.size(); ++i)
        if (!is_proven[i]) unproven.push_back(i);
    if (!unproven.empty()) {
        place.chosen = &unproven;
        share_out(Grade::F64);
    }
    return impacts;
}

Result<std::vector<double>> CascadeRunner::lost_output(Firm firm, const ScenarioSet& scenarios) {
    TRY(check(scenarios));
    Workplace& place = *workplace_;
    std::vector<double> lost(scenarios.size(), 0);
    place.asked = cascade_.operators().number_of[firm];
    place.lost_output = &lost;
    run_all(scenarios, Grade::F64);
    place.asked = Batch::Losses::kNoFirm;
    place.lost_output = nullptr;
    return lost;
}

Result<ScenarioLosses> CascadeRunner::losses(std::span<const Shock> shocks, const Watch& watch) {
    ScenarioSet one;
    one.add(shocks);
    TRY(check(one));
    const Operators& operators = cascade_.operators();
    Workplace& place = *workplace_;
    Workplace::Desk& desk = place.desks[0];
    const auto named = [&](const Impact& impact, std::vector<FirmLoss> losses) {
        for (FirmLoss& loss : losses) loss.firm = operators.firm_at[loss.firm];
        return ScenarioLosses{impact, std::move(losses)};
    };
    if (!desk.frontier) desk.frontier = std::make_unique<Frontier>(operators, rules_);
    renumber(shocks, operators, desk.shocks);
    const auto updated = [&] { watch(named(desk.frontier->impact(), desk.frontier->state().losses)); };
    const auto ending =
        desk.frontier->follow(desk.shocks, budget_of(operators, rules_), watch ? updated : std::function<void()>());
    const CascadeState state = desk.frontier->state();
    const Impact impact = desk.frontier->impact();
    desk.frontier->reset();
    if (ending == Frontier::Ending::Settled) return named(impact, state.losses);
    place.prepare(operators, Grade::F64);
    if (!place.single) place.single = make_single(operators, *place.f64, rules_);
    place.single->load(0, desk.shocks, state, Batch::Losses::all());
    std::vector<Batch::Finished> finished;
    for (place.single->step(finished); finished.empty(); place.single->step(finished)) {
        if (!watch) continue;
        auto now = place.single->look(0);
        watch(named(now.impact, std::move(now.losses)));
    }
    auto result = named(finished[0].impact, std::move(finished[0].losses));
    if (watch) watch(result);
    return result;
}

} // namespace hoshirube::graph
