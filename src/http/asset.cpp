#include "http/asset.h"

#include "base/hash.h"

namespace hoshirube {

namespace {

struct Ending {
    std::string_view ending, content_type;
};
constexpr Ending kEndings[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".json", "application/json"},
    {".yaml", "application/yaml; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {".png", "image/png"},
    {".woff2", "font/woff2"},
};

} // namespace

Asset make_asset(std::string path, std::string_view bytes, std::string_view gzip_bytes, bool is_immutable) {
    std::string_view type = "application/octet-stream";
    for (const auto& [ending, content_type] : kEndings)
        if (path.size() > ending.size() && path.substr(path.size() - ending.size()) == ending) type = content_type;
    auto etag = "W/\"" + sha256_hex(bytes).substr(0, 32) + "\"";
    return {std::move(path), std::string(type), bytes, gzip_bytes, std::move(etag), is_immutable, false};
}

Assets::Assets(std::vector<Asset> assets) {
    for (auto& asset : assets) {
        auto path = asset.path;
        assets_.emplace(std::move(path), std::move(asset));
    }
}

const Asset* Assets::find(std::string_view path) const {
    const auto found = assets_.find(path);
    return found == assets_.end() ? nullptr : &found->second;
}

Response respond_with(const Asset& asset, std::string_view accept_encoding) {
    Response response;
    response.content_type = asset.content_type;
    response.is_gzip = !asset.gzip_bytes.empty() && accepts_gzip(accept_encoding);
    response.fixed = response.is_gzip ? asset.gzip_bytes : asset.bytes;
    response.caching = asset.is_immutable ? Caching::Immutable : Caching::Revalidate;
    response.etag = asset.etag;
    if (asset.is_for_disk) response.headers.add("Content-Disposition", "attachment");
    return response;
}

} // namespace hoshirube
