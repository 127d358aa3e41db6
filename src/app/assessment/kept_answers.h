#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace hoshirube {

// The answers of one assessment written out, and the state of the data that they show.
struct WrittenAnswers {
    std::string assessment_id;
    // Every act that changes what is shown moves one of these two in its own transaction, in whatever process it runs.
    std::int64_t head_version, latest_event;
    // The persons it names, by id: a name belongs to no assessment, so it is compared by itself.
    std::vector<std::pair<std::string, std::string>> names;
    std::string json;
};

// Answers written out before, for those who read the same again. It knows nothing of access: ask that first.
//
// Units    at most 4 MiB in all; what was read longest ago goes first. Half of that is the longest that is kept.
// Threads  any.
class KeptAnswers {
public:
    // Null unless that very state is kept.
    std::shared_ptr<const WrittenAnswers> find(const std::string& assessment_id, std::int64_t head_version,
                                               std::int64_t latest_event);
    void keep(std::shared_ptr<const WrittenAnswers> written);

private:
    std::mutex mutex_;
    std::vector<std::shared_ptr<const WrittenAnswers>> kept_; // The last read first.
    std::size_t bytes_ = 0;
};

} // namespace hoshirube
