#include "http/prints.h"

namespace hoshirube {

Result<Done> Prints::take(const std::string& caller, Instant now) {
    auto taken = limit_.take(caller, now);
    if (!taken) taken.error().key = "print.limited";
    return taken;
}

std::optional<std::string> Prints::find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return std::nullopt;
    prints_.splice(prints_.begin(), prints_, found->second);
    return found->second->bytes;
}

void Prints::keep(const std::string& key, const std::string& bytes) {
    const auto size = key.size() + bytes.size();
    if (size > kMaxKeptBytes / 8) return;
    const std::lock_guard lock(mutex_);
    if (by_key_.count(key) > 0) return; // Another worker made it meanwhile.
    prints_.push_front({key, bytes});
    by_key_.emplace(key, prints_.begin());
    for (bytes_ += size; bytes_ > kMaxKeptBytes; prints_.pop_back()) {
        const auto& oldest = prints_.back();
        bytes_ -= oldest.key.size() + oldest.bytes.size();
        by_key_.erase(oldest.key);
    }
}

Result<std::string> Prints::kept(const std::string& key, const std::string& caller, Instant now,
                                 const std::function<Result<std::string>()>& make) {
    if (auto found = find(key)) return std::move(*found);
    TRY(take(caller, now));
    auto made = make();
    if (made) keep(key, *made);
    return made;
}

} // namespace hoshirube
