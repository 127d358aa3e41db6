#include "graph/id_index.h"

#include <functional>

namespace hoshirube::graph {
namespace {

constexpr std::size_t kFirstSlots = 64;

std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

std::uint64_t hash_of(std::string_view id) { return std::hash<std::string_view>{}(id); }

} // namespace

std::optional<std::uint32_t> IdIndex::add(const std::vector<std::string>& ids, std::uint32_t at) {
    if (used_ * 2 >= slots_.size()) grow(ids);
    const std::uint64_t hash = hash_of(ids[at]);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t s = hash & mask;; s = (s + 1) & mask) {
        if (slots_[s].position == 0) {
            slots_[s] = {tag_of(hash), at + 1};
            ++used_;
            return std::nullopt;
        }
        const std::uint32_t there = slots_[s].position - 1;
        if (slots_[s].tag == tag_of(hash) && ids[there] == ids[at]) return there;
    }
}

std::optional<std::uint32_t> IdIndex::find(const std::vector<std::string>& ids, std::string_view id) const {
    if (slots_.empty()) return std::nullopt;
    const std::uint64_t hash = hash_of(id);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t s = hash & mask; slots_[s].position != 0; s = (s + 1) & mask) {
        const std::uint32_t there = slots_[s].position - 1;
        if (slots_[s].tag == tag_of(hash) && ids[there] == id) return there;
    }
    return std::nullopt;
}

void IdIndex::grow(const std::vector<std::string>& ids) {
    std::vector<Slot> old(slots_.empty() ? kFirstSlots : slots_.size() * 2);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.position == 0) continue;
        std::size_t s = hash_of(ids[slot.position - 1]) & mask;
        while (slots_[s].position != 0) s = (s + 1) & mask;
        slots_[s] = slot;
    }
}

} // namespace hoshirube::graph
