#include "base/json.h"
#include "fuzz/fuzz.h"

#include <nlohmann/json.hpp>

using namespace hoshirube;

// What parses has one canonical text, which parses to a value with the same canonical text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = parse_json(test::as_text(data, size));
    if (!value) return 0;
    const auto canonical = canonical_json(*value);
    if (!canonical) {
        CHECK(canonical.error().key == "json.not_canonical");
        return 0;
    }
    const auto again = parse_json(*canonical);
    CHECK(bool(again));
    const auto twice = canonical_json(*again);
    CHECK(twice && *twice == *canonical);
    return 0;
}
