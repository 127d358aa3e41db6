#include "formats/oscal.h"

#include "base/text.h"
#include "fuzz/fuzz.h"

#include <nlohmann/json.hpp>

using namespace hoshirube;

// What is kept reads again to the same, and nothing more is ignored then.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto document = read_oscal(test::as_text(data, size));
    if (!document) {
        for (const auto& [name, value] : document.error().params) CHECK(is_utf8(value) && value.size() < 10'000);
        return 0;
    }
    for (const auto& fault : document->faults) CHECK(is_utf8(fault.found) && fault.found.size() < 200);
    const auto again = read_oscal(Json{{document->kind, document->kept}}.dump(), &*document);
    CHECK(again && again->kept == document->kept && again->ignored.empty());
    CHECK(oscal_control_ids(*again) == oscal_control_ids(*document));
    return 0;
}
