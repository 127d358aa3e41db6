#include "app/certificate/certificate.h"
#include "app/ledger/ledger.h"
#include "app/register/register.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr Request::Range kNumbers{0, 999'999'999};

Result<std::optional<std::int64_t>> chosen_number(const Request& request) {
    const auto number = TRY(request.query_integer("number", 0, kNumbers));
    return number > 0 ? std::optional<std::int64_t>(number) : std::nullopt;
}

// A file for whoever asks, the same for all.
Response open_file(std::string_view content_type, std::string body, Caching caching) {
    Response response;
    response.content_type = content_type;
    response.body = std::move(body);
    response.caching = caching;
    response.headers.add("Access-Control-Allow-Origin", "*"); // Verifiers on other sites read it too.
    return response;
}

Response named(Response response, const std::string& file_name) {
    response.headers.add("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
    return response;
}

// GET /register/{corporate_number}/star.jws?number=12
Result<Response> get_star(World& world, const Request& request) {
    const auto number = TRY(chosen_number(request));
    const auto& firm = request.path_text("corporate_number");
    auto star = TRY(signed_star(world, request.viewer(), firm, number));
    auto response = open_file("application/vc+jwt", std::move(star.jws), Caching::Revalidate);
    response.etag = "\"" + star.digest.substr(0, 24) + "\"";
    return named(std::move(response), "star-" + firm + ".jws");
}

Result<Response> get_proof(World& world, const Request& request) {
    const auto number = TRY(chosen_number(request));
    const auto& firm = request.path_text("corporate_number");
    auto proof = TRY(star_proof(world, request.viewer(), firm, number));
    return named(open_file("text/plain; charset=utf-8", std::move(proof), Caching::Brief), "star-" + firm + ".tlog-proof");
}

// Each of the three lists by its name.
Result<Response> list_of(World& world, const Request& request, std::string StatusLists::*which, std::string_view content_type) {
    const auto lists = TRY(status_lists(world, request.viewer().now));
    auto response = open_file(content_type, (*lists).*which, Caching::Brief);
    response.etag = "\"" + lists->etag_of_content + "\"";
    return response;
}
Result<Response> get_token_list(World& world, const Request& request) {
    return list_of(world, request, &StatusLists::token, "application/statuslist+jwt");
}
Result<Response> get_revocation(World& world, const Request& request) {
    return list_of(world, request, &StatusLists::revocation, "application/vc+jwt");
}
Result<Response> get_suspension(World& world, const Request& request) {
    return list_of(world, request, &StatusLists::suspension, "application/vc+jwt");
}

Result<Response> get_policy(World& world, const Request&) {
    return named(open_file("text/plain; charset=utf-8", trust_policy(world), Caching::Brief), "star.policy");
}

Result<Response> get_did(World& world, const Request&) {
    return open_file("application/did+json", did_document(world).dump(), Caching::Revalidate);
}

Result<Response> get_keys(World& world, const Request&) {
    return open_file("application/jwk-set+json", certificate_keys(world).dump(), Caching::Revalidate);
}

// Sent as it is read, uncompressed: a proxy in front that keeps it compresses it once for all.
Response snapshot_response(SnapshotFile snapshot, Caching caching, const std::string& file_name) {
    auto response = named(open_file("text/plain; charset=utf-8", {}, caching), file_name);
    response.file = std::move(snapshot.content);
    response.etag = "\"" + snapshot.day + "\"";
    return response;
}

// GET /ledger/snapshot: the newest. GET /ledger/snapshot/2026-12-01: of that day.
Result<Response> get_snapshot(World& world, const Request&) {
    return snapshot_response(TRY(snapshot_of(world, {})), Caching::Brief, "stars.snapshot");
}
Result<Response> get_snapshot_of(World& world, const Request& request) {
    const auto day = TRY(Day::parse(request.path_text("day")));
    return snapshot_response(TRY(snapshot_of(world, day)), Caching::Immutable, "stars-" + day.iso8601() + ".snapshot");
}

// POST /api/v1/public/bulk: a CSV in, a CSV out; no session, so any program may ask.
Result<Response> post_bulk(World& world, const Request& request) {
    std::optional<Day> since;
    if (const auto typed = request.query_text_or_empty("since"); !typed.empty()) since = TRY(Day::parse(typed));
    const auto rows = TRY(bulk_look_up(world, request.viewer(), request.body, since));
    return named(open_file("text/csv; charset=utf-8", write_csv(rows), Caching::NoStore), "stars.csv");
}

Route bulk_route(World& world) {
    Route route{Method::Post, "/api/v1/public/bulk", Permission::ReadPublic, Body::Text, Key::NotNeeded, bind(post_bulk, world)};
    route.max_file_bytes = kMaxBulkBytes;
    return route;
}

} // namespace

std::vector<Route> certificate_routes(World& world) {
    const std::string firm = "/register/{corporate_number}";
    return {
        get(firm + "/star.jws", Permission::ReadPublic, bind(get_star, world)),
        get(firm + "/star.tlog-proof", Permission::ReadPublic, bind(get_proof, world)),
        get(kTokenStatusPath, Permission::ReadPublic, bind(get_token_list, world)),
        get(kRevocationPath, Permission::ReadPublic, bind(get_revocation, world)),
        get(kSuspensionPath, Permission::ReadPublic, bind(get_suspension, world)),
        get("/ledger/snapshot", Permission::ReadPublic, bind(get_snapshot, world)),
        get("/ledger/snapshot/{day}", Permission::ReadPublic, bind(get_snapshot_of, world)),
        bulk_route(world),
        get("/ledger/policy", Permission::ReadPublic, bind(get_policy, world)),
        get("/.well-known/did.json", Permission::ReadPublic, bind(get_did, world)),
        get("/.well-known/jwks.json", Permission::ReadPublic, bind(get_keys, world)),
    };
}

} // namespace hoshirube
