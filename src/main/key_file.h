#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace hoshirube {

// What stands in the file at `path`; where there is none, it is made with what `fresh` answers, readable by us alone. A second process
// that starts at the same time reads the first one's.
// Errors   Unavailable `data.folder` {path, reason}; as `fresh`.
Result<std::string> kept_key(const std::string& path, const std::function<Result<std::string>()>& fresh);

// All that stands in a file. Errors   Unavailable `data.folder` {path, reason}.
Result<std::string> read_whole(const std::string& path);
bool has_file(const std::string& path);
// Unavailable `data.folder` with the path and the system's reason, from errno.
Error folder_error(const std::string& path);

} // namespace hoshirube
