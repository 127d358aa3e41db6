#pragma once

#include <string>
#include <vector>

#include "ledger/store.h"

namespace hoshirube::test {

// A ledger's source in memory: what waits, and what is in.
class QueueSource : public ledger::Source {
public:
    void add(std::string entry) { waiting.push_back(std::move(entry)); }

    Result<std::optional<ledger::Head>> head() override { return kept; }
    Result<ledger::Batch> next(const ledger::Head& from, std::uint64_t, std::size_t limit) override {
        ledger::Batch batch{{}, from.through};
        while (batch.lines.size() < limit && static_cast<std::size_t>(batch.through) < waiting.size()) {
            batch.lines.push_back({waiting[static_cast<std::size_t>(batch.through)], batch.through + 1, {}, {}});
            ++batch.through;
        }
        return batch;
    }
    Result<bool> advance(const std::optional<ledger::Head>& from, const ledger::Head& to, std::uint64_t,
                         const ledger::Batch&) override {
        if (from.has_value() != kept.has_value() || (from && from->checkpoint != kept->checkpoint)) return false;
        kept = to;
        return true;
    }

    std::vector<std::string> waiting; // All entries ever, in order.
    std::optional<ledger::Head> kept;
};

} // namespace hoshirube::test
