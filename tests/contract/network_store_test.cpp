#include "contract/database_test.h"
#include "contract/samples.h"

namespace hoshirube {

namespace {

KeptNetwork sample(const std::string& id) {
    return {id, "alpha", "部品", "購買の記録", "2026-09-30", "", NetworkState::Collecting, "", "", "bea", samples::kNoon, 1};
}

NetworkRun sample_run(const std::string& id, std::int64_t later) {
    return {id,    "n1", "published",   "0.01",
            "f64", true, "sample:20:1", RunState::Waiting,
            "",    "",   "bea",         Instant(samples::kNoon.milliseconds() + later),
            {},    1};
}

class NetworkStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            ok(t.organisations().add(samples::organisation("alpha", 1)));
            ok(t.networks().add(sample("n1")));
            ok(t.networks().add_run(sample_run("r1", 0)));
            ok(t.networks().add_run(sample_run("r2", 1)));
        });
    }
};
HOSHIRUBE_ON_BOTH(NetworkStoreContract);

} // namespace

TEST_P(NetworkStoreContract, KeepsWhatItWasGiven) {
    look([](Transaction& t) {
        const auto n = ok(t.networks().get("n1"));
        EXPECT_EQ(n.organisation_id + n.name + n.source + n.data_on + n.created_by, "alpha部品購買の記録2026-09-30bea");
        EXPECT_EQ(n.state, NetworkState::Collecting);
        EXPECT_EQ(n.created_at, samples::kNoon);
        EXPECT_EQ(ok(t.networks().of_organisation("alpha")).size(), 1u);
        EXPECT_TRUE(ok(t.networks().of_organisation("beta")).empty());
        EXPECT_EQ(key_of(t.networks().get("n2")), "network.not_found");
        const auto runs = ok(t.networks().runs_of("n1"));
        ASSERT_EQ(runs.size(), 2u);
        EXPECT_EQ(runs[0].id, "r2") << "newest first";
        EXPECT_EQ(runs[0].mode + runs[0].eps + runs[0].grade + runs[0].firms, "published0.01f64sample:20:1");
        EXPECT_TRUE(runs[0].has_substitution);
        EXPECT_FALSE(runs[0].finished_at);
    });
}

TEST_P(NetworkStoreContract, SavesOnTopOfTheVersionThatWasRead) {
    write([](Transaction& t) {
        auto n = sample("n1");
        n.state = NetworkState::Preparing;
        ok(t.networks().save(n));
        EXPECT_EQ(key_of(t.networks().save(n)), "changed_meanwhile");
        auto run = sample_run("r1", 0);
        run.state = RunState::Done;
        run.result = "{}";
        run.finished_at = samples::kNoon;
        ok(t.networks().save_run(run));
        EXPECT_EQ(key_of(t.networks().save_run(run)), "changed_meanwhile");
    });
    look([](Transaction& t) {
        EXPECT_EQ(ok(t.networks().get("n1")).version, 2);
        EXPECT_EQ(ok(t.networks().in_preparation()).size(), 1u);
        EXPECT_EQ(ok(t.networks().get_run("r1")).finished_at, samples::kNoon);
        const auto waiting = ok(t.networks().waiting_runs());
        ASSERT_EQ(waiting.size(), 1u);
        EXPECT_EQ(waiting[0].id, "r2");
    });
}

TEST_P(NetworkStoreContract, RemovesANetworkWithItsRuns) {
    write([](Transaction& t) { ok(t.networks().remove("n1")); });
    write([](Transaction& t) {
        EXPECT_EQ(key_of(t.networks().get_run("r1")), "network_run.not_found");
        EXPECT_EQ(key_of(t.networks().remove("n1")), "network.not_found");
    });
}

} // namespace hoshirube
