#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube::graph {

// Finds the position of an id in a list of ids: open addressing, eight bytes a slot, at most half full.
//
// The list is passed to each call and must be the same one, only longer.
class IdIndex {
public:
    // The position of an equal id already in the index, or nothing after adding position `at`.
    std::optional<std::uint32_t> add(const std::vector<std::string>& ids, std::uint32_t at);
    std::optional<std::uint32_t> find(const std::vector<std::string>& ids, std::string_view id) const;

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t position = 0; // One more than the position; 0 marks a free slot.
    };
    void grow(const std::vector<std::string>& ids);

    std::vector<Slot> slots_;
    std::size_t used_ = 0;
};

} // namespace hoshirube::graph
