#include "main/config.h"

#include <cstdlib>

namespace hoshirube {

namespace {

struct Place {
    std::string address; // Empty where only a port was given.
    std::uint16_t port;
};

// "127.0.0.1:8080", "[::1]:8080" or ":8080".
Result<Place> read_place(const std::string& given) {
    const auto colon = given.rfind(':');
    const auto digits = colon == given.npos ? "" : given.substr(colon + 1);
    const bool is_number = !digits.empty() && digits.size() <= 5 && digits.find_first_not_of("0123456789") == digits.npos;
    const long port = is_number ? std::strtol(digits.c_str(), nullptr, 10) : -1;
    if (port < 0 || port > 65535) return invalid("serve.listen_malformed", {}, {{"given", given}});
    auto address = given.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']') address = address.substr(1, address.size() - 2);
    return Place{address, static_cast<std::uint16_t>(port)};
}

Result<std::size_t> read_count(const cli::Arguments& arguments, const std::string& flag, std::size_t otherwise) {
    if (!arguments.has(flag)) return otherwise;
    const auto given = arguments.text(flag);
    const bool is_number = !given.empty() && given.size() <= 6 && given.find_first_not_of("0123456789") == given.npos;
    const auto count = is_number ? std::strtoul(given.c_str(), nullptr, 10) : 0;
    if (count == 0) return invalid("serve.number_malformed", {}, {{"flag", flag}, {"given", given}});
    return static_cast<std::size_t>(count);
}

// Scheme and host alone, so that the link in a QR code may be written in capitals.
Result<std::string> read_public_url(std::string given) {
    if (!given.empty() && given.back() == '/') given.pop_back();
    if (given.empty()) return given;
    const auto host = given.find("://");
    const bool is_web = given.compare(0, 8, "https://") == 0 || given.compare(0, 7, "http://") == 0;
    constexpr auto kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
    if (!is_web || host + 3 == given.size() || given.find_first_not_of(kAllowed, host + 3) != given.npos)
        return invalid("serve.public_url_malformed", {}, {{"given", given}});
    return given;
}

bool is_contact(std::string_view given) {
    return given.empty() || given.substr(0, 7) == "mailto:" || given.substr(0, 8) == "https://";
}

Result<Done> read_mail(Config& config, const cli::Arguments& arguments, const Environment& environment) {
    config.smtp = {arguments.text("--smtp"), arguments.text("--smtp-user"),
                   environment.smtp_password ? environment.smtp_password : ""};
    config.mail_from = arguments.text("--mail-from");
    if (config.smtp.url.empty()) return Done{};
    if (!is_smtp_url(config.smtp.url)) return invalid("serve.smtp_malformed", {}, {{"given", config.smtp.url}});
    if (config.mail_from.find('@') == std::string::npos) return invalid("serve.mail_from_missing");
    return Done{};
}

} // namespace

Result<Config> read_config(const cli::Arguments& arguments, const Environment& environment) {
    Config config;
    config.data_directory = arguments.text("--data", config.data_directory);
    config.database_url = arguments.text("--database");
    if (config.database_url.empty()) config.database_url = "sqlite:" + config.data_directory + "/hoshirube.db";
    const std::string_view from_environment = environment.language ? environment.language : "";
    const auto given = arguments.text("--lang", from_environment.substr(0, 2) == "ja" ? "ja" : "en");
    config.language = parse_language(given);
    if (arguments.has("--listen")) {
        auto place = TRY(read_place(arguments.text("--listen")));
        if (!place.address.empty()) config.listen_address = std::move(place.address);
        config.listen_port = place.port;
    }
    if (arguments.has("--metrics")) {
        auto place = TRY(read_place(arguments.text("--metrics")));
        config.metrics_address = place.address.empty() ? "127.0.0.1" : std::move(place.address);
        config.metrics_port = place.port;
    }
    config.max_connections = TRY(read_count(arguments, "--max-connections", config.max_connections));
    config.connections_per_address = TRY(read_count(arguments, "--connections-per-address", config.connections_per_address));
    config.public_url = TRY(read_public_url(arguments.text("--public-url")));
    config.contact = arguments.text("--contact");
    if (!is_contact(config.contact)) return invalid("serve.contact_malformed", {}, {{"given", config.contact}});
    config.seal_path = arguments.text("--seal-p12");
    config.seal_passphrase = environment.seal_passphrase ? environment.seal_passphrase : "";
    config.font_folder = arguments.text("--fonts", config.font_folder);
    config.providers_file = arguments.text("--providers");
    config.backup_directory = arguments.text("--backups");
    config.clamd = arguments.text("--clamd");
    config.tls_certificate = arguments.text("--tls-cert");
    config.tls_key = arguments.text("--tls-key");
    if (config.tls_certificate.empty() != config.tls_key.empty()) return invalid("serve.tls_needs_both");
    config.has_secure_cookies = arguments.has("--secure-cookies");
    config.is_behind_proxy = arguments.has("--behind-proxy");
    config.is_quiet = arguments.has("--quiet");
    config.ledger_name = arguments.text("--ledger-name");
    config.witness_policy_file = arguments.text("--witnesses");
    TRY(read_mail(config, arguments, environment));
    config.is_after_io_error = arguments.has("--after-io-error");
    return config;
}

} // namespace hoshirube
