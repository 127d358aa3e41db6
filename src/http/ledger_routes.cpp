#include "http/routes.h"

#include "ledger/note.h"
#include "ledger/sequencer.h"

namespace hoshirube {

namespace {

// What witnesses, monitors and verifiers read: bytes as they lie there, no database asked.
Result<Response> get_checkpoint(World& world, const Request&) {
    auto note = TRY(world.public_ledger.store.read(ledger::kCheckpointFile));
    if (!note) return not_found("ledger.not_found");
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(*note);
    response.caching = Caching::Brief;
    return response;
}

Result<Response> get_tile(World& world, const Request& request) {
    std::string path; // Without "/ledger/".
    for (std::size_t i = 1; i < request.target.segments.size(); ++i) path += (i > 1 ? "/" : "") + request.target.segments[i];
    const auto name = ledger::parse_tile_path(path);
    if (!name) return not_found("ledger.not_found");
    auto bytes = TRY(ledger::read_tile(world.public_ledger.store, *name));
    if (!bytes) return not_found("ledger.not_found");
    Response response;
    response.content_type = "application/octet-stream";
    response.body = std::move(*bytes);
    response.caching = Caching::Immutable;
    return response;
}

// The verifier's key, to be pinned; for a first look only, since who serves a forged ledger serves a forged key.
Result<Response> get_key(World& world, const Request&) {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = ledger::to_text(world.public_ledger.signer.key()) + "\n";
    response.caching = Caching::Brief;
    return response;
}

} // namespace

std::vector<Route> ledger_routes(World& world) {
    return {get("/ledger/checkpoint", Permission::ReadPublic, bind(get_checkpoint, world)),
            get("/ledger/key", Permission::ReadPublic, bind(get_key, world)),
            get("/ledger/tile/*", Permission::ReadPublic, bind(get_tile, world))};
}

} // namespace hoshirube
