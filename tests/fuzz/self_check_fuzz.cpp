#include "formats/self_check.h"

#include "base/text.h"
#include "fuzz/fuzz.h"
#include "support/catalogue.h"

#include <nlohmann/json.hpp>

using namespace hoshirube;

// What is read is written to a text that reads to the same; what belongs to the edition is judged, whatever it says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto check = read_self_check(test::as_text(data, size));
    if (!check) {
        for (const auto& [name, value] : check.error().params) CHECK(is_utf8(value) && value.size() < 1'000);
        return 0;
    }
    const auto text = write_self_check(*check);
    const auto again = read_self_check(text);
    CHECK(again && write_self_check(*again) == text);
    const auto& edition = test::edition_2026();
    const auto fits = check_fits(*check, edition);
    if (!fits) {
        for (const auto& [name, value] : fits.error().params) CHECK(is_utf8(value) && value.size() < 100);
        return 0;
    }
    const auto judged = judgement_json(judge(*check, edition, test::start_guide()));
    CHECK(judged["progress"]["criteria"].get<std::size_t>() > 0 && !judged["categories"].empty());
    return 0;
}
