#include <algorithm>

#include "fuzz/fuzz.h"
#include "ledger/tile.h"

using namespace hoshirube;

namespace {

// What an append must write has names that read to the same, and no file is written twice.
void check_growth(const ledger::TileName& name) {
    const auto size = name.index % 100'000 + static_cast<std::uint64_t>(name.width);
    const auto old_size = name.index % (size + 1);
    const auto names = ledger::new_tiles(old_size, size);
    CHECK(names.empty() == (old_size == size));
    for (const auto& one : names) {
        const auto back = ledger::parse_tile_path(ledger::tile_path(one));
        CHECK(back && *back == one && std::count(names.begin(), names.end(), one) == 1);
        CHECK(ledger::tile_width(one.level, one.index, size) == one.width);
    }
    CHECK(ledger::tile_width(name.level, size, size) == 0);
}

} // namespace

// The first byte says how wide; the rest is a path, a tile or a bundle. What parses prints back the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const int width = data[0] + 1;
    const auto bytes = test::as_text(data + 1, size - 1);
    if (const auto name = ledger::parse_tile_path(bytes)) {
        CHECK(ledger::tile_path(*name) == bytes);
        check_growth(*name);
    }
    if (const auto hashes = ledger::parse_tile(bytes, width)) CHECK(ledger::to_tile(*hashes) == bytes);
    if (const auto entries = ledger::parse_bundle(bytes, width)) CHECK(ledger::to_bundle(*entries) == bytes);
    return 0;
}
