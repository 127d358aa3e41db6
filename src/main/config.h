#pragma once

#include <cstdint>
#include <string>

#include "cli/command.h"

namespace hoshirube {

// Everything that can be set, read once at start. Modules receive values, never this.
struct Config {
    std::string data_directory = "data";
    std::string database_url; // Empty: the SQLite file in the data folder.
    Language language = Language::Japanese;
    std::string listen_address = "127.0.0.1";
    std::uint16_t listen_port = 8080;
    bool has_secure_cookies = false, is_behind_proxy = false, is_quiet = false;
    std::string ledger_name; // Of a ledger that is made now; empty: a random one that says it is nobody's.
    std::string witness_policy_file;
    bool is_after_io_error = false;
};

// Errors   Invalid `serve.listen_malformed` {given}.
Result<Config> read_config(const cli::Arguments&, const char* lang_variable);

} // namespace hoshirube
