#pragma once

#include "http/response.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube {

// A file that comes with the product. Its bytes live as long as the process.
struct Asset {
    std::string path; // "/assets/app-4f3a.js"
    std::string content_type;
    std::string_view bytes, gzip_bytes; // gzip_bytes may be empty.
    std::string etag;
    bool is_immutable;        // Its name changes with its content.
    bool is_for_disk = false; // To be kept and opened from there: what it may do is not what our pages may do.
};

// With content type by the path's ending and entity tag by content.
Asset make_asset(std::string path, std::string_view bytes, std::string_view gzip_bytes, bool is_immutable);

class Assets {
public:
    explicit Assets(std::vector<Asset> assets);
    const Asset* find(std::string_view path) const; // Null when there is none.

private:
    std::map<std::string, Asset, std::less<>> assets_;
};

// The asset as an answer, compressed where the reader accepts it.
Response respond_with(const Asset&, std::string_view accept_encoding);

} // namespace hoshirube
