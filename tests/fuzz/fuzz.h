#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

// The one function libFuzzer calls with each input. A broken property stops it through CHECK.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace hoshirube::test {

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

} // namespace hoshirube::test
