#pragma once

#include <cstdlib>
#include <functional>
#include <random>

#include <gtest/gtest.h>

namespace hoshirube::test {

using Random = std::mt19937_64;

inline std::uint32_t below(Random& random, std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); }

// Runs `property` on `runs` seeds; HOSHIRUBE_SEED=n replays one.
inline void for_seeds(int runs, const std::function<void(Random&)>& property) {
    const char* only = std::getenv("HOSHIRUBE_SEED");
    const std::uint64_t first = only ? std::strtoull(only, nullptr, 10) : 1;
    const std::uint64_t count = only ? 1 : static_cast<std::uint64_t>(runs);
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        SCOPED_TRACE("replay with HOSHIRUBE_SEED=" + std::to_string(seed));
        Random random(seed);
        property(random);
        if (testing::Test::HasFailure()) return;
    }
}

} // namespace hoshirube::test
