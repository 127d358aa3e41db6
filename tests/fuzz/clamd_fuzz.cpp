// What a scanner answers: whatever it says, a name that is shown is short, plain and never empty.
#include "evidence/clamd.h"
#include "fuzz.h"

using namespace hoshirube;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto found = parse_clamd_answer(test::as_text(data, size));
    if (found && *found) {
        CHECK(!(*found)->empty() && (*found)->size() <= 100);
        for (const char c : **found) CHECK(c > ' ' && c < 0x7f);
    }
    const auto place = parse_clamd_place(std::string(test::as_text(data, size)));
    CHECK(!place || !place->socket_path.empty() || place->port > 0);
    return 0;
}
