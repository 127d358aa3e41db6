#pragma once

#include <cstdint>
#include <string>

#include "cli/command.h"
#include "mail/smtp.h"

namespace hoshirube {

// Everything that can be set, read once at start. Modules receive values, never this.
struct Config {
    std::string data_directory = "data";
    std::string database_url; // Empty: the SQLite file in the data folder.
    Language language = Language::Japanese;
    std::string providers_file; // Of sign-in providers; empty: none.
    std::string listen_address = "127.0.0.1";
    std::uint16_t listen_port = 8080;
    std::string metrics_address; // Where GET /metrics is served; empty: nowhere.
    std::uint16_t metrics_port = 0;
    std::size_t connections_per_address = 2'000, max_connections = 12'000;
    std::string font_folder = "/usr/share/fonts/opentype/noto"; // Where Debian's fonts-noto-cjk puts them.
    std::string contact;                                        // "mailto:…" or "https://…"; empty: not known.
    std::string public_url;                                     // "https://host"; empty: not known.
    std::string seal_path, seal_passphrase;                     // PKCS#12; no path: nothing is signed.
    std::string clamd;                                          // Where it listens; empty: files come in unscanned.
    std::string backup_directory;                               // Where backups are put, for `doctor`; empty: not known.
    std::string tls_certificate, tls_key;                       // PEM files; empty: plain http.
    bool has_secure_cookies = false, is_behind_proxy = false, is_quiet = false;
    std::string ledger_name; // Of a ledger that is made now; empty: a random one that says it is nobody's.
    std::string witness_policy_file;
    bool is_after_io_error = false;
    SmtpServer smtp;       // No address: no mail is sent.
    std::string mail_from; // Whom mail comes from.
};

// What is read from the environment; null where it is not set.
struct Environment {
    const char *language, *seal_passphrase, *smtp_password = nullptr;
};

// Errors   Invalid `serve.listen_malformed`, `serve.public_url_malformed` {given}; `serve.tls_needs_both`, `serve.number_malformed` {flag, given};
//          `serve.smtp_malformed` {given}, `serve.mail_from_missing`.
Result<Config> read_config(const cli::Arguments&, const Environment&);

} // namespace hoshirube
