// What a file is by its content: always one of the kinds that are known, never a word of the file's own.
#include "base/text.h"
#include "evidence/media_type.h"
#include "fuzz.h"

using namespace hoshirube;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = test::as_text(data, size);
    const auto type = media_type(bytes);
    CHECK(type.find('/') != type.npos && type.size() < 100);
    for (const char c : type) CHECK(c > ' ' && c < 0x7f && c != '"' && c != '<');
    CHECK(type == media_type(bytes));
    return 0;
}
