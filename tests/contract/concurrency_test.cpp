#include <atomic>
#include <thread>

#include "contract/database_test.h"
#include "contract/samples.h"

namespace hoshirube {

namespace {

class ConcurrencyContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            ok(t.organisations().add(samples::organisation("alpha", 1)));
            for (int i = 0; i < kThreads; ++i) ok(t.assessments().add(samples::assessment("a" + std::to_string(i), "alpha")));
        });
    }

    static constexpr int kThreads = 4, kSaves = 25;

    // What app's perform() does: the whole act again whenever storage asks for it. Counts the repetitions.
    void act(const std::function<Result<Done>(Transaction&)>& body) { act(*database_, body); }
    void act(Database& database, const std::function<Result<Done>(Transaction&)>& body) {
        for (int tries = 0; tries < 200; ++tries) {
            const auto done = attempt(database, body);
            if (done) return;
            ASSERT_EQ(done.error().key, "storage.busy") << done.error().detail;
            ++repetitions_;
        }
        FAIL() << "never got through";
    }
    static Result<Done> attempt(Database& database, const std::function<Result<Done>(Transaction&)>& body) {
        auto transaction = TRY(database.begin(Database::Mode::Write, kKeeper));
        TRY(body(*transaction));
        return transaction->commit();
    }
    static void in_parallel(const std::function<void(int)>& body) {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kThreads; ++i) threads.emplace_back(body, i);
    }

    std::atomic<int> repetitions_{0};
};
HOSHIRUBE_ON_BOTH(ConcurrencyContract);

Result<Done> save_next(Transaction& t, const std::string& assessment_id, const std::string& actor) {
    auto answer = samples::answer("1-1-1-1");
    const auto present = TRY(t.assessments().find_answer(assessment_id, answer.criterion));
    answer.version = present ? present->version : 0;
    answer.updated_by = actor;
    TRY(t.assessments().save_answer(assessment_id, answer));
    return t.events().append(samples::event("answer.saved", actor, assessment_id), samples::kNoon);
}

// With all that an act of the product does.
Result<Done> whole_act(Transaction& t, const std::string& assessment_id, const std::string& key) {
    TRY(t.earlier("hanako", key, "asked"));
    TRY(save_next(t, assessment_id, "hanako"));
    return t.remember("hanako", key, "asked", {assessment_id, 1}, samples::kNoon);
}

} // namespace

TEST_P(ConcurrencyContract, LosesNoSaveOfWritersOnOneAnswer) {
    in_parallel([this](int thread) {
        for (int i = 0; i < kSaves; ++i) act([&](Transaction& t) { return save_next(t, "a0", "p" + std::to_string(thread)); });
    });
    look([](Transaction& t) { EXPECT_EQ(ok(t.assessments().answers("a0")).at("1-1-1-1").version, kThreads * kSaves); });
}

TEST_P(ConcurrencyContract, LetsWritersOfDifferentThingsThrough) {
    in_parallel([this](int thread) {
        const auto id = "a" + std::to_string(thread);
        for (int i = 0; i < kSaves; ++i) act([&](Transaction& t) { return whole_act(t, id, id + "/" + std::to_string(i)); });
    });
    look([](Transaction& t) {
        for (int i = 0; i < kThreads; ++i)
            EXPECT_EQ(ok(t.assessments().answers("a" + std::to_string(i))).at("1-1-1-1").version, kSaves);
        EXPECT_EQ(ok(t.events().after(0, 1000)).size(), static_cast<std::size_t>(kThreads * kSaves));
    });
    RecordProperty("repetitions", repetitions_.load());
}

TEST_P(ConcurrencyContract, TellsTheSlowerOfTwoWhoReadTheSameVersion) {
    auto answer = samples::answer("1-1-1-1");
    write([&](Transaction& t) { ok(t.assessments().save_answer("a0", answer)); });
    answer.version = 1; // Both people have this on their screens.
    std::atomic<int> saved{0}, refused{0};
    in_parallel([&](int) {
        act([&](Transaction& t) -> Result<Done> {
            auto result = t.assessments().save_answer("a0", answer);
            if (!result && result.error().key == "answer.changed_meanwhile") {
                ++refused;
                return Done{};
            }
            TRY(std::move(result));
            return Done{};
        });
    });
    look([&](Transaction& t) { saved = static_cast<int>(ok(t.assessments().answers("a0")).at("1-1-1-1").version) - 1; });
    EXPECT_EQ(saved, 1);
    EXPECT_EQ(refused, kThreads - 1);
}

TEST_P(ConcurrencyContract, GivesEachCertificateItsOwnNumber) {
    const auto firm = samples::organisation("alpha", 1);
    in_parallel([&](int thread) {
        const auto id = "a" + std::to_string(thread);
        act([&](Transaction& t) -> Result<Done> {
            const auto number = TRY(t.register_().next_number());
            return t.register_().add(samples::certificate("c" + id, number, id, firm));
        });
    });
    look([&](Transaction& t) {
        const auto certificates = ok(t.register_().certificates_of(firm.corporate_number));
        ASSERT_EQ(certificates.size(), static_cast<std::size_t>(kThreads));
        for (int i = 0; i < kThreads; ++i) EXPECT_EQ(certificates[static_cast<std::size_t>(i)].number, kThreads - i);
    });
}

TEST_P(ConcurrencyContract, DoesAnActThatArrivesSeveralTimesAtOnceOnce) {
    std::atomic<int> done{0};
    in_parallel([&](int) {
        bool is_mine = false;
        act([&](Transaction& t) -> Result<Done> {
            is_mine = false;
            const auto earlier = TRY(t.earlier("hanako", "key", "asked"));
            if (earlier) return Done{};
            is_mine = true;
            TRY(save_next(t, "a0", "hanako"));
            return t.remember("hanako", "key", "asked", {"a0", 1}, samples::kNoon);
        });
        if (is_mine) ++done;
    });
    EXPECT_EQ(done, 1);
    look([](Transaction& t) { EXPECT_EQ(ok(t.assessments().answers("a0")).at("1-1-1-1").version, 1); });
}

TEST_P(ConcurrencyContract, HidesNoEventFromAReaderWhoFollowsTheSequence) {
    std::atomic<bool> is_finished{false};
    std::size_t seen = 0;
    std::jthread reader([&] {
        std::int64_t last = 0;
        for (bool is_last_look = false; !is_last_look;) {
            is_last_look = is_finished;
            look([&](Transaction& t) {
                for (const auto& event : ok(t.events().after(last, 1000))) {
                    last = event.sequence;
                    ++seen;
                }
            });
        }
    });
    in_parallel([this](int thread) {
        for (int i = 0; i < kSaves; ++i) act([&](Transaction& t) { return save_next(t, "a" + std::to_string(thread), "p"); });
    });
    is_finished = true;
    reader.join();
    EXPECT_EQ(seen, static_cast<std::size_t>(kThreads * kSaves));
}

TEST_P(ConcurrencyContract, LetsTwoProcessesWriteAtOnce) {
    const auto other = ok(open_database(url_)); // As the command line beside the server, or a second server.
    std::jthread beside([&] {
        for (int i = 0; i < kSaves; ++i)
            act(*other, [&](Transaction& t) { return whole_act(t, "a0", "cli" + std::to_string(i)); });
    });
    for (int i = 0; i < kSaves; ++i) act([&](Transaction& t) { return whole_act(t, "a0", "server" + std::to_string(i)); });
    beside.join();
    look([](Transaction& t) { EXPECT_EQ(ok(t.assessments().answers("a0")).at("1-1-1-1").version, 2 * kSaves); });
    RecordProperty("repetitions", repetitions_.load());
}

} // namespace hoshirube
