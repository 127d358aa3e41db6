#pragma once

#include <optional>

#include "cli/command.h"
#include "formats/star/check.h"

namespace hoshirube::cli {

struct StarPaths {
    std::string certificate;
    std::optional<std::string> proof, policy, keys, status;
};

// Reads the files and checks them. Errors   as Context::read_file.
Result<StarCheck> check_files(const Context&, const StarPaths&, Instant now);

// As JSON, or in sentences.
void show_check(const Context&, const StarCheck&);

} // namespace hoshirube::cli
