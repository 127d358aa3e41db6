#include "fuzz/fuzz.h"
#include "ledger/tile.h"

using namespace hoshirube;

// The first byte says how wide; the rest is a path, a tile or a bundle. What parses prints back the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const int width = data[0] + 1;
    const auto bytes = test::as_text(data + 1, size - 1);
    if (const auto name = ledger::parse_tile_path(bytes)) CHECK(ledger::tile_path(*name) == bytes);
    if (const auto hashes = ledger::parse_tile(bytes, width)) CHECK(ledger::to_tile(*hashes) == bytes);
    if (const auto entries = ledger::parse_bundle(bytes, width)) CHECK(ledger::to_bundle(*entries) == bytes);
    return 0;
}
