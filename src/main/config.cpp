#include "main/config.h"

#include <cstdlib>

namespace hoshirube {

namespace {

// "127.0.0.1:8080", "[::1]:8080" or ":8080".
Result<Done> read_listen(Config& config, const std::string& given) {
    const auto colon = given.rfind(':');
    const auto digits = colon == given.npos ? "" : given.substr(colon + 1);
    const bool is_number = !digits.empty() && digits.size() <= 5 && digits.find_first_not_of("0123456789") == digits.npos;
    const long port = is_number ? std::strtol(digits.c_str(), nullptr, 10) : -1;
    if (port < 0 || port > 65535) return invalid("serve.listen_malformed", {}, {{"given", given}});
    auto address = given.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']') address = address.substr(1, address.size() - 2);
    if (!address.empty()) config.listen_address = address;
    config.listen_port = static_cast<std::uint16_t>(port);
    return Done{};
}

} // namespace

Result<Config> read_config(const cli::Arguments& arguments, const char* lang_variable) {
    Config config;
    config.data_directory = arguments.text("--data", config.data_directory);
    config.database_url = arguments.text("--database");
    if (config.database_url.empty()) config.database_url = "sqlite:" + config.data_directory + "/hoshirube.db";
    const std::string_view from_environment = lang_variable ? lang_variable : "";
    const auto given = arguments.text("--lang", from_environment.substr(0, 2) == "ja" ? "ja" : "en");
    config.language = parse_language(given);
    if (arguments.has("--listen")) TRY(read_listen(config, arguments.text("--listen")));
    config.has_secure_cookies = arguments.has("--secure-cookies");
    config.is_behind_proxy = arguments.has("--behind-proxy");
    config.is_quiet = arguments.has("--quiet");
    config.ledger_name = arguments.text("--ledger-name");
    config.witness_policy_file = arguments.text("--witnesses");
    config.is_after_io_error = arguments.has("--after-io-error");
    return config;
}

} // namespace hoshirube
