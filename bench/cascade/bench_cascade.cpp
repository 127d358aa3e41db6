// bench_cascade A|B FIRMS SAMPLE [THREADS] [SEED]
//
// Milliseconds a firm for the cascade of single closures, as published (eps 0.01), on a synthetic network:
// the runner in both grades, and the plain kernel on a few of the same firms in the same run, with the ratio
// and the largest difference. The last lines set the batched pull against the read bandwidth measured just
// before.
//
// With HOSHIRUBE_BENCH_DUMP=FILE the network is also written in the binary layout of the method's sketch
// (int64 firms, links, sectors; int32 suppliers, buyers; f64 weights; int32 sectors) and the results of the
// sampled firms to FILE.values (firm,esri,down,up,updates), which bench/cascade/sketch.sh hands to it.

#include "graph/batch.h"
#include "graph/cascade.h"
#include "graph/generator.h"
#include "graph/operators.h"
#include "graph/plain_kernel.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <random>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace {

using namespace hoshirube::graph;

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](timeval t) { return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec); };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double wall_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

long peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

class Threads final : public Executor {
public:
    explicit Threads(unsigned count) : count_(count) {}
    unsigned workers() const override { return count_; }
    void run(const std::function<void(unsigned)>& task) override {
        std::vector<std::thread> threads;
        for (unsigned worker = 0; worker < count_; ++worker) threads.emplace_back(task, worker);
        for (std::thread& thread : threads) thread.join();
    }

private:
    unsigned count_;
};

void dump(const char* path, const SyntheticNetwork& made, const std::string& matrix_path) {
    std::ofstream file(path, std::ios::binary);
    const auto write = [&](const auto& value) { file.write(reinterpret_cast<const char*>(&value), sizeof value); };
    write(static_cast<std::int64_t>(made.firms.id.size()));
    write(static_cast<std::int64_t>(made.links.size()));
    write(static_cast<std::int64_t>(made.firms.sector_name.size()));
    for (const Link& link : made.links) write(static_cast<std::int32_t>(link.supplier));
    for (const Link& link : made.links) write(static_cast<std::int32_t>(link.buyer));
    for (const Link& link : made.links) write(link.weight);
    for (std::uint32_t sector : made.firms.sector) write(static_cast<std::int32_t>(sector));
    std::ofstream matrix(matrix_path);
    const std::size_t sectors = made.firms.sector_name.size();
    matrix << "x\n";
    for (std::size_t k = 0; k < sectors; ++k) {
        matrix << k;
        for (std::size_t l = 0; l < sectors; ++l) matrix << ',' << static_cast<int>(made.essentiality.role(k, l));
        matrix << '\n';
    }
}

void dump_values(const std::string& path, const std::vector<Firm>& firms, const std::vector<Impact>& impacts) {
    std::ofstream file(path);
    file.precision(17);
    file << "firm,esri,down,up,updates\n";
    for (std::size_t i = 0; i < firms.size(); ++i)
        file << firms[i] << ',' << impacts[i].esri << ',' << impacts[i].esri_down << ',' << impacts[i].esri_up << ','
             << impacts[i].iterations << '\n';
}

struct Timed {
    std::vector<Impact> impacts;
    double cpu_ms_a_firm, wall_ms_a_firm;
};

Timed time_grade(const Cascade& cascade, Grade grade, const ScenarioSet& scenarios, Executor& executor, double share) {
    CascadeRunner runner(cascade, {.eps = kPublishedEps, .grade = grade, .handover_share = share}, executor);
    const double cpu = cpu_seconds(), wall = wall_seconds();
    auto impacts = runner.run(scenarios);
    CHECK(impacts);
    const double each = 1e3 / static_cast<double>(scenarios.size());
    return {std::move(*impacts), (cpu_seconds() - cpu) * each, (wall_seconds() - wall) * each};
}

void print_grade(const char* name, const Timed& timed) {
    double iterations = 0, most = 0, sum = 0;
    for (const Impact& impact : timed.impacts) {
        iterations += impact.iterations;
        most = std::max(most, static_cast<double>(impact.iterations));
        sum += impact.esri;
    }
    const auto count = static_cast<double>(timed.impacts.size());
    std::printf("%s: %.4f ms CPU a firm, %.4f ms wall; updates mean %.2f, most %.0f; mean ESRI %.6g\n", name, timed.cpu_ms_a_firm,
                timed.wall_ms_a_firm, iterations / count, most, sum / count);
}

void compare_with_plain(const Network& network, const Essentiality& roles, const std::vector<Firm>& firms, const Timed& fast) {
    const std::size_t plain_firms = std::min<std::size_t>(firms.size(), 2'000'000 / network.link_count() + 2);
    const plain::Kernel kernel(network, roles);
    const double before = cpu_seconds();
    double difference = 0;
    int other_counts = 0;
    for (std::size_t i = 0; i < plain_firms; ++i) {
        const auto outcome = kernel.close(firms[i], {});
        difference = std::max(difference, std::abs(outcome.esri - fast.impacts[i].esri));
        other_counts += static_cast<std::uint32_t>(outcome.iterations) != fast.impacts[i].iterations;
    }
    const double each = (cpu_seconds() - before) * 1e3 / static_cast<double>(plain_firms);
    std::printf("plain kernel, %zu of these firms: %.2f ms a firm, ratio %.0f; largest difference %.2g, "
                "other update counts %d\n",
                plain_firms, each, each / fast.cpu_ms_a_firm, difference, other_counts);
}

double read_gigabytes_a_second() {
    constexpr std::size_t kWords = std::size_t{32} << 20;
    const std::vector<std::uint64_t> memory(kWords, 1);
    const std::uint64_t* words = memory.data(); // Unchecked, so that the loop may use vector instructions.
    double best = 0;
    for (int round = 0; round < 4; ++round) {
        const double start = wall_seconds();
        std::uint64_t sums[8] = {}; // So that no addition waits for the one before.
        for (std::size_t i = 0; i < kWords; i += 8)
            for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += words[i + lane];
        const double gigabytes = static_cast<double>(std::accumulate(sums, sums + 8, std::uint64_t{0})) * 8 / 1e9;
        best = std::max(best, gigabytes / (wall_seconds() - start));
    }
    return best;
}

// One update of a full batch, everything in it: both channels and the replaceability. Without deliveries that matter it is
// the upstream channel's.
template <class Real>
void time_update(const char* name, const Operators& operators, double bandwidth) {
    const auto shares = batch_shares<Real>(operators);
    const auto batch = make_batch(operators, shares, {.eps = 1e-300}, best_batch_kernels());
    const std::size_t lanes = kLineBytes / sizeof(Real);
    for (Firm i = 0; i < lanes; ++i) {
        const Shock shock{i, 1, 1};
        CascadeState state;
        state.losses.push_back({i, 1, 1});
        batch->load(i, {&shock, 1}, state, Batch::Losses::none());
    }
    std::vector<Batch::Finished> finished;
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        const double start = wall_seconds();
        batch->step(finished);
        best = std::min(best, wall_seconds() - start);
    }
    const auto links = static_cast<double>(operators.sale_count() + operators.delivery_count());
    const double lines_a_firm = operators.delivery_count() > 0 ? 8 : 3; // Read, or fetched to be written, and written.
    const double bytes = links * (4 + sizeof(Real) + kLineBytes) + operators.firm_count() * lines_a_firm * kLineBytes;
    std::printf("%s, %s: %.3f ns a link and scenario; %.1f GB/s, %.0f %% of the %.1f GB/s read\n", name,
                best_batch_kernels().name, best / links / static_cast<double>(lanes) * 1e9, bytes / best / 1e9,
                bytes / best / 1e7 / bandwidth, bandwidth);
}

} // namespace

int main(int count, char** words) {
    if (count < 4) {
        std::fprintf(stderr, "bench_cascade A|B|japan FIRMS SAMPLE [THREADS] [SEED]\n");
        return 2;
    }
    const std::string kind = words[1];
    const auto firm_count = static_cast<Firm>(std::atoi(words[2]));
    const int sample = std::atoi(words[3]);
    Threads executor(count > 4 ? static_cast<unsigned>(std::atoi(words[4])) : 1);
    const auto seed = static_cast<std::uint64_t>(count > 5 ? std::atoll(words[5]) : 20261122);

    double start = wall_seconds();
    auto made = generate_network(kind == "A"   ? NetworkKind::A
                                 : kind == "B" ? NetworkKind::B
                                               : NetworkKind::Japan,
                                 firm_count, seed);
    CHECK(made);
    if (const char* path = std::getenv("HOSHIRUBE_BENCH_DUMP")) dump(path, *made, std::string(path) + ".csv");
    const Essentiality roles = made->essentiality;
    const double generated = wall_seconds();
    const auto network = Network::build(std::move(made->firms), std::move(made->links));
    CHECK(network);
    const double built = wall_seconds();
    auto cascade = Cascade::prepare(*network, roles);
    CHECK(cascade);
    const double prepared = wall_seconds();
    const Operators& operators = cascade->operators();
    std::printf("%s, %u firms, %zu links, %.1f %% of them matter downstream; generated in %.2f s, checked "
                "and compressed in %.2f s, prepared in %.2f s\n",
                words[1], network->firm_count(), network->link_count(),
                100.0 * static_cast<double>(operators.delivery_count()) / static_cast<double>(network->link_count()),
                generated - start, built - generated, prepared - built);

    std::vector<Firm> firms;
    std::mt19937_64 random(7);
    for (int i = 0; i < sample; ++i) firms.push_back(static_cast<Firm>(random() % network->firm_count()));
    const ScenarioSet scenarios = ScenarioSet::closures(firms);
    const char* share_text = std::getenv("HOSHIRUBE_BENCH_SHARE");
    const double share = share_text ? std::atof(share_text) : CascadeRules{.eps = 1}.handover_share;
    const Timed f64 = time_grade(*cascade, Grade::F64, scenarios, executor, share);
    print_grade("f64", f64);
    if (const char* path = std::getenv("HOSHIRUBE_BENCH_DUMP")) dump_values(std::string(path) + ".values", firms, f64.impacts);
    const Timed f32 = time_grade(*cascade, Grade::F32, scenarios, executor, share);
    print_grade("f32", f32);
    double difference = 0, bound = 0;
    int other_counts = 0, exact = 0;
    for (std::size_t i = 0; i < firms.size(); ++i) {
        difference = std::max(difference, std::abs(f64.impacts[i].esri - f32.impacts[i].esri));
        bound = std::max(bound, f32.impacts[i].error_bound);
        exact += f32.impacts[i].error_bound == 0;
        other_counts += f64.impacts[i].iterations != f32.impacts[i].iterations;
    }
    std::printf("f32 against f64: largest difference %.2g, largest proven bound %.2g, other update counts "
                "%d, in f64 after all or light %d\n",
                difference, bound, other_counts, exact);
    compare_with_plain(*network, roles, firms, f64);
    const double bandwidth = read_gigabytes_a_second();
    time_update<double>("f64 update", operators, bandwidth);
    time_update<float>("f32 update", operators, bandwidth);
    const std::size_t sectors = roles.sectors().size();
    const auto no_roles = Essentiality::build(roles.sectors(), std::vector<Role>(sectors * sectors, Role::None));
    CHECK(no_roles);
    const auto upstream = Cascade::prepare(*network, *no_roles);
    CHECK(upstream);
    time_update<double>("f64 update upstream", upstream->operators(), bandwidth);
    time_update<float>("f32 update upstream", upstream->operators(), bandwidth);
    std::printf("peak memory %ld MB\n", peak_megabytes());
    return 0;
}
