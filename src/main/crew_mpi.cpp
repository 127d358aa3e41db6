#include "main/crew.h"

#include <chrono>
#define OMPI_SKIP_MPICXX 1 // The C interface only.
#include <mpi.h>
#include <thread>
#include <type_traits>

namespace hoshirube {

namespace {

// Every process holds the whole network, so nothing but results travels. The nodes must be of one kind: results go as bytes.
class MpiCrew final : public RunningCrew {
public:
    MpiCrew(int& count, char**& words) {
        int granted = 0;
        MPI_Init_thread(&count, &words, MPI_THREAD_FUNNELED, &granted); // Only the main thread calls MPI.
        MPI_Comm_size(MPI_COMM_WORLD, &size_);
        MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    }
    unsigned size() const override { return static_cast<unsigned>(size_); }
    unsigned rank() const override { return static_cast<unsigned>(rank_); }

    std::vector<graph::Impact> gather(const std::vector<graph::Impact>& own) override {
        static_assert(std::is_trivially_copyable_v<graph::Impact>);
        constexpr int kBytes = sizeof(graph::Impact);
        const int mine = static_cast<int>(own.size()) * kBytes;
        std::vector<int> counts(size(), 0), places(size(), 0);
        MPI_Gather(&mine, 1, MPI_INT, counts.data(), 1, MPI_INT, 0, MPI_COMM_WORLD);
        for (std::size_t r = 1; r < counts.size(); ++r) places[r] = places[r - 1] + counts[r - 1];
        std::vector<graph::Impact> all(static_cast<std::size_t>(places.back() + counts.back()) / kBytes);
        MPI_Gatherv(own.data(), mine, MPI_BYTE, all.data(), counts.data(), places.data(), MPI_BYTE, 0, MPI_COMM_WORLD);
        return all;
    }
    std::uint64_t agree(std::uint64_t said) override {
        MPI_Bcast(&said, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
        return said;
    }
    int end(int status) override {
        if (status != 0) {
            // Most failures are the same everywhere; then rank 0, which has told the reader, ends all.
            if (rank_ != 0) std::this_thread::sleep_for(std::chrono::seconds(3));
            MPI_Abort(MPI_COMM_WORLD, status);
        }
        MPI_Finalize();
        return status;
    }

private:
    int size_ = 1, rank_ = 0;
};

} // namespace

std::unique_ptr<RunningCrew> join_crew(int& count, char**& words) { return std::make_unique<MpiCrew>(count, words); }

} // namespace hoshirube
