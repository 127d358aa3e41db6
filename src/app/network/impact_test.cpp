#include "app/network/impact.h"
#include "app/network/memory_files.h"
#include "app/network/network.h"

#include <barrier>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <thread>

namespace hoshirube {

namespace {

using samples::MemoryFiles;

// Processes as threads that meet at every gather.
class Meeting {
public:
    explicit Meeting(unsigned size) : parts_(size), barrier_(size) {}

    class Member final : public Crew {
    public:
        Member(Meeting& meeting, unsigned rank) : meeting_(meeting), rank_(rank) {}
        unsigned size() const override { return static_cast<unsigned>(meeting_.parts_.size()); }
        unsigned rank() const override { return rank_; }
        std::vector<graph::Impact> gather(const std::vector<graph::Impact>& own) override {
            meeting_.parts_[rank_] = own;
            meeting_.barrier_.arrive_and_wait();
            std::vector<graph::Impact> all;
            if (rank_ == 0)
                for (const auto& part : meeting_.parts_) all.insert(all.end(), part.begin(), part.end());
            meeting_.barrier_.arrive_and_wait();
            return all;
        }
        std::uint64_t agree(std::uint64_t said) override {
            if (rank_ == 0) meeting_.said_ = said;
            meeting_.barrier_.arrive_and_wait();
            return meeting_.said_;
        }

    private:
        Meeting& meeting_;
        unsigned rank_;
    };

private:
    std::vector<std::vector<graph::Impact>> parts_;
    std::uint64_t said_ = 0;
    std::barrier<> barrier_;
};

Result<Json> measure(MemoryFiles& files, Crew& crew, const std::string& out) {
    graph::SerialExecutor executor;
    Workbench bench{files, executor, crew, [] { return 0.0; }, [](const Headway&) {}};
    AnalysisOptions options;
    options.folder = "net";
    options.essentiality = "net/essentiality.csv";
    return measure_impacts(bench, {options, "all", out});
}

void make_network(MemoryFiles& files) {
    Meeting alone(1);
    Meeting::Member crew(alone, 0);
    graph::SerialExecutor executor;
    Workbench bench{files, executor, crew, [] { return 0.0; }, [](const Headway&) {}};
    ASSERT_TRUE(make_synthetic_network(bench, {"A", 700, 3, "net"}));
}

TEST(MeasuredImpacts, AreTheSameBytesForAnyNumberOfProcesses) {
    MemoryFiles files;
    make_network(files);
    for (const unsigned size : {1U, 2U, 3U}) {
        Meeting meeting(size);
        std::vector<std::thread> processes;
        for (unsigned rank = 0; rank < size; ++rank) {
            processes.emplace_back([&, rank] {
                Meeting::Member crew(meeting, rank);
                EXPECT_TRUE(measure(files, crew, "out" + std::to_string(size)));
            });
        }
        for (auto& process : processes) process.join();
        EXPECT_EQ(files.files["out" + std::to_string(size)], files.files["out1"]) << size;
    }
    EXPECT_EQ(std::count(files.files["out1"].begin(), files.files["out1"].end(), '\n'), 701);
}

TEST(MeasuredImpacts, GoOnAfterAFullDiskAndAppearOnlyWhole) {
    MemoryFiles files;
    make_network(files);
    Meeting alone(1);
    Meeting::Member crew(alone, 0);
    ASSERT_TRUE(measure(files, crew, "whole"));
    files.bytes_left = files.files["whole"].size() / 2;
    const auto failed = measure(files, crew, "out");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().key, "cli.file_unwritable");
    EXPECT_FALSE(files.exists("out"));
    files.bytes_left = 1 << 30;
    const auto answer = measure(files, crew, "out");
    ASSERT_TRUE(answer);
    EXPECT_GT((*answer)["kept_from_before"].get<std::size_t>(), 0u);
    EXPECT_EQ(files.files["out"], files.files["whole"]);
}

TEST(StoredNetwork, IsWholeOrAbsentWhereverTheDiskFills) {
    MemoryFiles whole;
    make_network(whole);
    std::size_t size = 0;
    for (const auto& [path, bytes] : whole.files) size += bytes.size();
    Meeting alone(1);
    Meeting::Member crew(alone, 0);
    graph::SerialExecutor executor;
    for (std::size_t room = 0; room < size; room += size / 20 + 1) {
        MemoryFiles files;
        files.bytes_left = room;
        Workbench bench{files, executor, crew, [] { return 0.0; }, [](const Headway&) {}};
        EXPECT_FALSE(make_synthetic_network(bench, {"A", 700, 3, "net"}));
        EXPECT_TRUE(files.files.empty()) << room << " bytes left " << files.files.begin()->first;
    }
}

} // namespace

} // namespace hoshirube
