#include "formats/self_check.h"

#include "base/text.h"
#include "fuzz/fuzz.h"

using namespace hoshirube;

// What is read is written to a text that reads to the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto check = read_self_check(test::as_text(data, size));
    if (!check) {
        for (const auto& [name, value] : check.error().params) CHECK(is_utf8(value) && value.size() < 1'000);
        return 0;
    }
    const auto text = write_self_check(*check);
    const auto again = read_self_check(text);
    CHECK(again && write_self_check(*again) == text);
    return 0;
}
