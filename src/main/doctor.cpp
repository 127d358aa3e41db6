#include "main/doctor.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#include "app/account/provider.h"
#include "evidence/clamd.h"
#include "formats/backup/envelope.h"
#include "formats/pdf/typeface.h"
#include "http/tls.h"
#include "ledger/store.h"
#include "main/key_file.h"
#include "main/press.h"
#include "main/watch.h"

namespace hoshirube {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kComfortableBytes = 1ull << 30;
constexpr std::int64_t kDayMs = 24ll * 3600 * 1000;
constexpr int kCertificateSoonDays = 14, kCertificateNoteDays = 30, kBackupOldDays = 2;
constexpr std::chrono::seconds kPatience{5};

enum class Weight { Good, Note, Warning, Error };
constexpr std::string_view kLevels[] = {"good", "note", "warning", "error"};

struct Finding {
    Weight level;
    std::string key; // "doctor.<key>" is what was found; "doctor.<key>.next" the next step, where there is one.
    Error::Params params{};
};

class Examination {
public:
    Examination(const Config& config, const Library& library) : config_(config), library_(library) {}

    std::vector<Finding> run() {
        look_at_folder();
        look_at_keys();
        look_at_disk();
        look_at_database();
        look_at_clock();
        look_at_certificate();
        look_at_addresses();
        look_at_providers();
        look_at_scanner();
        look_at_fonts();
        look_at_backups();
        look_at_ledgers();
        return std::move(findings_);
    }

private:
    void add(Weight level, std::string key, Error::Params params = {}) {
        findings_.push_back({level, std::move(key), std::move(params)});
    }
    // What another module refused, in its own words.
    void add_refusal(Weight level, std::string key, const Error& error, Error::Params params = {}) {
        params.emplace_back("reason", library_.texts.sentence(config_.language, error));
        add(level, std::move(key), std::move(params));
    }

    void look_at_folder() {
        const auto& folder = config_.data_directory;
        struct stat about {};
        if (::stat(folder.c_str(), &about) != 0) return add(Weight::Note, "folder_missing", {{"path", folder}});
        if (!S_ISDIR(about.st_mode)) return add(Weight::Error, "folder_is_none", {{"path", folder}});
        if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0)
            return add(Weight::Error, "folder_closed", {{"path", folder}, {"reason", std::strerror(errno)}});
        if ((about.st_mode & 077) != 0) add(Weight::Warning, "folder_open", {{"path", folder}});
        else add(Weight::Good, "folder_good", {{"path", folder}});
    }

    // A secret that others on this machine can read is none.
    bool is_private(const std::string& path) {
        struct stat about {};
        if (::stat(path.c_str(), &about) != 0) return true;
        if ((about.st_mode & 077) != 0) {
            add(Weight::Error, "key_open", {{"path", path}});
            return false;
        }
        if (about.st_uid != ::geteuid()) {
            add(Weight::Warning, "key_of_another", {{"path", path}});
            return false;
        }
        return true;
    }

    void look_at_keys() {
        const auto folder = config_.data_directory + "/keys";
        if (!fs::exists(config_.data_directory + "/hoshirube.db") && !fs::exists(folder)) return; // Nothing was begun yet.
        bool all_good = true;
        for (const auto* name : {"link.key", "secret.key", "ledger-public.key", "ledger-private.key"}) {
            const auto path = folder + "/" + name;
            if (!fs::exists(path)) {
                add(Weight::Error, "key_missing", {{"path", path}});
                all_good = false;
            }
        }
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder, error)) all_good = is_private(entry.path()) && all_good;
        if (!config_.seal_path.empty()) all_good = is_private(config_.seal_path) && all_good;
        if (all_good) add(Weight::Good, "keys_good");
    }

    void look_at_disk() {
        if (!fs::exists(config_.data_directory)) return;
        const auto left = free_bytes(config_.data_directory);
        const Error::Params params{{"left", std::to_string(left >> 20) + " MB"}};
        if (left < kMinFreeBytes) add(Weight::Error, "disk_full", params);
        else if (left < kComfortableBytes) add(Weight::Warning, "disk_low", params);
        else add(Weight::Good, "disk_good", params);
    }

    void look_at_database() {
        const std::string file = config_.database_url.starts_with("sqlite:") ? config_.database_url.substr(7) : "";
        if (!file.empty() && !fs::exists(file)) return add(Weight::Note, "database_missing");
        if (!file.empty()) is_private(file);
        const auto state = look_at(config_.database_url);
        if (!state) return add_refusal(Weight::Error, "database_refuses", state.error());
        last_event_at_ = state->last_event_at;
        const auto waiting = state->known - state->applied;
        if (waiting > 0) add(Weight::Note, "database_older", {{"count", std::to_string(waiting)}});
        else add(Weight::Good, "database_good", {{"count", std::to_string(state->known)}});
    }

    void look_at_clock() {
        const auto now = system_now();
        if (last_event_at_ && now < *last_event_at_)
            return add(Weight::Error, "clock_back", {{"now", now.iso8601()}, {"last", last_event_at_->iso8601()}});
        timex clock{};
        if (::adjtimex(&clock) == TIME_ERROR) add(Weight::Warning, "clock_free", {{"now", now.iso8601()}});
        else add(Weight::Good, "clock_good", {{"now", now.iso8601()}});
    }

    void look_at_certificate() {
        if (config_.tls_certificate.empty()) return;
        is_private(config_.tls_key);
        const auto tls = Tls::open({config_.tls_certificate, config_.tls_key});
        if (!tls) return add_refusal(Weight::Error, "tls_refused", tls.error());
        const auto left_ms = (*tls)->expires_at().milliseconds() - system_now().milliseconds();
        const auto days = left_ms / kDayMs;
        const Error::Params params{{"days", std::to_string(days)}, {"day", (*tls)->expires_at().tokyo_day().iso8601()}};
        if (left_ms <= 0) add(Weight::Error, "tls_over", params);
        else if (days < kCertificateSoonDays) add(Weight::Warning, "tls_soon", params);
        else add(days < kCertificateNoteDays ? Weight::Note : Weight::Good, "tls_good", params);
    }

    void look_at_addresses() {
        const auto& listen = config_.listen_address;
        const bool is_loopback = listen.starts_with("127.") || listen == "::1";
        const bool speaks_https = !config_.tls_certificate.empty();
        const bool ends_https = config_.has_secure_cookies || config_.is_behind_proxy;
        const bool is_https_promised = config_.public_url.starts_with("https://");
        const auto before = findings_.size();
        if (!is_loopback && !speaks_https) add(Weight::Error, "listen_plain", {{"address", listen}});
        if (!is_loopback && config_.is_behind_proxy) add(Weight::Warning, "proxy_passable", {{"address", listen}});
        if (config_.public_url.empty()) add(Weight::Note, "public_url_missing");
        else if (!is_https_promised) add(Weight::Warning, "public_url_plain", {{"url", config_.public_url}});
        else if (!speaks_https && !ends_https) add(Weight::Warning, "public_url_unmet", {{"url", config_.public_url}});
        const bool is_watched_openly =
            !config_.metrics_address.empty() && !config_.metrics_address.starts_with("127.") && config_.metrics_address != "::1";
        if (is_watched_openly) add(Weight::Warning, "metrics_open", {{"address", config_.metrics_address}});
        if (findings_.size() == before) add(Weight::Good, "addresses_good");
    }

    void look_at_scanner() {
        if (config_.clamd.empty()) return add(Weight::Note, "scanner_none");
        auto place = parse_clamd_place(config_.clamd);
        if (!place) return add_refusal(Weight::Error, "scanner_silent", place.error(), {{"place", config_.clamd}});
        const auto there = Clamd(std::move(*place), nullptr, kPatience).ping();
        if (!there) add_refusal(Weight::Error, "scanner_silent", there.error(), {{"place", config_.clamd}});
        else add(Weight::Good, "scanner_good", {{"place", config_.clamd}});
    }

    void look_at_fonts() {
        const auto press = press_of(config_);
        if (!press) return add_refusal(Weight::Error, "seal_refused", press.error());
        const auto faces = press->typefaces();
        if (!faces) add_refusal(Weight::Warning, "fonts_missing", faces.error());
        else add(Weight::Good, "fonts_good");
    }

    // Whether the providers answer is not asked: that would be a word to the outside.
    void look_at_providers() {
        if (config_.providers_file.empty()) return;
        const auto text = read_whole(config_.providers_file);
        const auto providers = text ? read_providers(*text) : Result<std::vector<Provider>>(text.error());
        if (!providers) return add_refusal(Weight::Error, "providers_refused", providers.error());
        if (!is_private(config_.providers_file)) return;
        add(Weight::Good, "providers_good", {{"count", std::to_string(providers->size())}});
    }

    // The newest in the folder where backups are put; without that folder, when this program made the last one.
    void look_at_backups() {
        const auto& folder = config_.backup_directory;
        if (folder.empty()) {
            const auto made_at = time_of_note(config_.data_directory + "/backup.lock");
            if (!made_at) return add(Weight::Note, "backups_unknown");
            return add_age(*made_at, "backup_made", "backup_made_long_ago", {});
        }
        std::error_code error;
        std::optional<std::int64_t> newest;
        for (const auto& entry : fs::directory_iterator(folder, error)) {
            struct stat about {};
            if (::stat(entry.path().c_str(), &about) != 0 || !S_ISREG(about.st_mode) || !is_backup(entry.path())) continue;
            newest = std::max(newest.value_or(0), milliseconds_of(about));
        }
        if (error || !newest) return add(Weight::Error, "backups_none", {{"path", folder}});
        add_age(*newest, "backups_good", "backups_old", {{"path", folder}});
    }

    void add_age(std::int64_t made_at, const char* good, const char* old, Error::Params params) {
        const auto days = std::max<std::int64_t>(system_now().milliseconds() - made_at, 0) / kDayMs;
        params.emplace_back("days", std::to_string(days));
        const bool is_old = days > kBackupOldDays;
        add(is_old ? Weight::Warning : Weight::Good, is_old ? old : good, std::move(params));
    }

    static std::int64_t milliseconds_of(const struct stat& about) {
        return static_cast<std::int64_t>(about.st_mtim.tv_sec) * 1000;
    }

    static std::optional<std::int64_t> time_of_note(const std::string& path) {
        struct stat about {};
        if (::stat(path.c_str(), &about) != 0 || about.st_size == 0) return std::nullopt; // It only locks: none was finished.
        return milliseconds_of(about);
    }

    static bool is_backup(const std::string& path) {
        std::string start(backup::kFirstLine.size(), '\0');
        std::ifstream(path, std::ios::binary).read(start.data(), static_cast<std::streamsize>(start.size()));
        return start == backup::kFirstLine;
    }

    // After a restore nothing is signed, and the server does not start, until somebody says how it goes on.
    void look_at_ledgers() {
        for (const char* name : {"public", "private"})
            if (fs::exists(config_.data_directory + "/ledger/" + name + "/" + ledger::kHaltFile))
                return add(Weight::Error, "ledger_halted", {{"path", config_.data_directory}});
    }

    const Config& config_;
    const Library& library_;
    std::vector<Finding> findings_;
    std::optional<Instant> last_event_at_;
};

Json to_json(const Finding& finding, const Texts& texts, Language language) {
    const auto key = "doctor." + finding.key;
    Json json{{"level", kLevels[static_cast<std::size_t>(finding.level)]},
              {"key", finding.key},
              {"title", texts.text(language, key, finding.params)}};
    if (finding.level != Weight::Good) json["next"] = texts.text(language, key + ".next", finding.params);
    return json;
}

void print(const Json& finding, const Texts& texts, Language language, std::ostream& out) {
    const auto level = finding["level"].get<std::string>();
    out << "[" << texts.text(language, "doctor.level." + level) << "] " << finding["title"].get<std::string>() << '\n';
    if (finding.contains("next")) out << "    → " << finding["next"].get<std::string>() << '\n';
}

} // namespace

Result<Done> examine(const Config& config, const Library& library, bool as_json, std::ostream& out) {
    auto findings = Examination(config, library).run();
    std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) { return a.level > b.level; });
    Json all = Json::array();
    for (const auto& finding : findings) all.push_back(to_json(finding, library.texts, config.language));
    const auto count_of = [&](Weight level) {
        return std::count_if(findings.begin(), findings.end(), [&](const auto& finding) { return finding.level == level; });
    };
    const auto errors = count_of(Weight::Error);
    if (as_json) out << Json{{"findings", all}, {"errors", errors}, {"warnings", count_of(Weight::Warning)}}.dump() << '\n';
    else
        for (const auto& finding : all) print(finding, library.texts, config.language, out);
    if (errors > 0) return conflict("doctor.found", {{"count", std::to_string(errors)}});
    return Done{};
}

} // namespace hoshirube
