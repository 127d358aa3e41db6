#pragma once

#include <functional>

namespace hoshirube::graph {

// Threads lent to a kernel. The analytics start none themselves; `main` owns the real ones.
class Executor {
public:
    virtual ~Executor() = default;

    virtual unsigned workers() const = 0;

    // Calls task(worker) once for every worker in [0, workers()), possibly at the same time, and returns
    // when all calls have returned.
    virtual void run(const std::function<void(unsigned worker)>& task) = 0;
};

// The caller's own thread as the one worker.
class SerialExecutor final : public Executor {
public:
    unsigned workers() const override { return 1; }
    void run(const std::function<void(unsigned)>& task) override { task(0); }
};

} // namespace hoshirube::graph
