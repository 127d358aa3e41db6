#include "app/assessment/kept_answers.h"

#include <algorithm>

namespace hoshirube {

namespace {

constexpr std::size_t kMostBytes = 4 * 1024 * 1024;

} // namespace

std::shared_ptr<const WrittenAnswers> KeptAnswers::find(const std::string& assessment_id, std::int64_t head_version,
                                                        std::int64_t latest_event) {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const auto& w) { return w->assessment_id == assessment_id; });
    if (found == kept_.end() || (*found)->head_version != head_version || (*found)->latest_event != latest_event) return nullptr;
    std::rotate(kept_.begin(), found, found + 1);
    return kept_.front();
}

void KeptAnswers::keep(std::shared_ptr<const WrittenAnswers> written) {
    const std::lock_guard lock(mutex_);
    const auto drop = [this](auto at) {
        bytes_ -= (*at)->json.size();
        kept_.erase(at);
    };
    const auto before =
        std::find_if(kept_.begin(), kept_.end(), [&](const auto& w) { return w->assessment_id == written->assessment_id; });
    if (before != kept_.end()) drop(before);
    if (written->json.size() > kMostBytes / 2) return;
    bytes_ += written->json.size();
    kept_.insert(kept_.begin(), std::move(written));
    while (bytes_ > kMostBytes) drop(kept_.end() - 1);
}

} // namespace hoshirube
