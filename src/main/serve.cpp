#include "main/serve.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>

#include <algorithm>

#include <malloc.h>
#include <sys/file.h>
#include <sys/resource.h>

#include "app/account/password.h"
#include "app/audit/refusals.h"
#include "app/network/keep_network.h"
#include "disk/file.h"
#include "evidence/clamd.h"
#include "http/metrics_site.h"
#include "http/server.h"
#include "http/site.h"
#include "main/keeper.h"
#include "main/mail_rounds.h"
#include "main/resource.h"
#include "main/roll_rounds.h"
#include "main/watch.h"

namespace hoshirube {

namespace {

constexpr timespec kBreath{2, 0}; // How long a refused act waits for its line in the audit, at most.

std::vector<Asset> assets_of(const Library& library) {
    const auto& resources = library.resources;
    std::vector<Asset> assets;
    const std::string prefix = "site/", zipped = ".gz";
    for (const auto& [name, bytes] : resources) {
        const bool is_zipped = name.size() > zipped.size() && name.compare(name.size() - zipped.size(), name.npos, zipped) == 0;
        if (name.compare(0, prefix.size(), prefix) != 0 || is_zipped) continue;
        const auto gzip = resources.find(name + zipped);
        const auto path = "/" + name.substr(prefix.size());
        const bool is_immutable = path.compare(0, 8, "/assets/") == 0; // The bundler puts a hash into these names.
        assets.push_back(make_asset(path, bytes, gzip == resources.end() ? std::string_view() : gzip->second, is_immutable));
        assets.back().is_for_disk = path == "/verifier.html" || path == "/self-check.html";
    }
    assets.push_back(make_asset("/catalogue/start.json", library.start_steps, {}, false));
    return assets;
}

void write_line(std::string_view line) {
    std::string text(line);
    text += '\n';
    std::fwrite(text.data(), 1, text.size(), stderr);
}

// Lifts our limit of open files to what the system allows, and answers how many connections fit under it: each needs one, and
// one more while it hands a file in or takes one out.
std::size_t connections_within_limit(std::size_t wanted) {
    constexpr rlim_t kOthers = 64; // The database, the listener, the standard streams.
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    const rlim_t needed = wanted * 2 + kOthers;
    if (limit.rlim_cur < needed) {
        limit.rlim_cur = std::min(needed, limit.rlim_max);
        if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    const auto room = limit.rlim_cur > kOthers ? (limit.rlim_cur - kOthers) / 2 : 1;
    return std::min<std::size_t>(wanted, room);
}

// The witnesses to ask: a policy file of which only these lines are read.
Result<std::unique_ptr<ledger::Policy>> witnesses_of(const Config& config) {
    if (config.witness_policy_file.empty()) return std::unique_ptr<ledger::Policy>();
    std::ifstream file(config.witness_policy_file, std::ios::binary);
    if (!file)
        return invalid("cli.file_unreadable", {}, {{"path", config.witness_policy_file}, {"reason", std::strerror(errno)}});
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto policy = TRY(ledger::parse_policy(text));
    return std::make_unique<ledger::Policy>(std::move(policy));
}

// Null: none was asked for. That it does not answer yet is reported and stops nothing: it may start later.
Result<std::unique_ptr<Clamd>> scanner_of(const Config& config) {
    if (config.clamd.empty()) return std::unique_ptr<Clamd>();
    const auto report = [](const Error& error) { write_line(job_line("scan", error)); };
    auto clamd = std::make_unique<Clamd>(TRY(parse_clamd_place(config.clamd)), report);
    if (const auto there = clamd->ping(); !there) report(there.error());
    return clamd;
}

// Null: plain http.
Result<std::unique_ptr<Tls>> tls_of(const Config& config) {
    if (config.tls_certificate.empty()) return std::unique_ptr<Tls>();
    return Tls::open({config.tls_certificate, config.tls_key});
}

// A pair that does not fit is told once; the old one goes on.
void renew(Tls& tls) {
    const auto done = tls.renew();
    if (done && *done) write_line("{\"job\":\"renew_tls\",\"expires_at\":\"" + tls.expires_at().iso8601() + "\"}");
    if (!done) write_line(job_line("renew_tls", done.error()));
}

std::string url_of(const char* scheme, const std::string& address, std::uint16_t port) {
    const bool is_v6 = address.find(':') != std::string::npos;
    return std::string(scheme) + "://" + (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port) + "/";
}

Result<std::unique_ptr<Server>> serve_metrics(const Config& config, ServerOptions options, const MetricsSite& site) {
    options.address = config.metrics_address;
    options.port = config.metrics_port;
    options.tls = nullptr;
    options.workers = 1;
    options.max_connections = options.max_connections_per_address = 50;
    return Server::start(options, site.pipeline());
}

void write_refusals(House& house, Refusals& refusals) {
    const auto written = refusals.write(house.world());
    if (!written) write_line(job_line("write_refusals", written.error()));
}

} // namespace

namespace {

// Two servers on one folder would each publish the ledger and send the reminders.
Result<File> serve_alone(const std::string& folder) {
    const auto path = folder + "/serving";
    File alone(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!alone.is_open()) return disk_error(path);
    if (::flock(alone.number(), LOCK_EX | LOCK_NB) != 0) return conflict("serve.already", {{"path", folder}});
    return alone;
}

} // namespace

Result<Done> serve(const Config& config, const Library& library, House& house, std::ostream& out) {
    mallopt(M_ARENA_MAX, 2); // A worker's arena would keep what one large answer once needed.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr); // Before any thread starts: all inherit it.

    const auto alone = TRY(serve_alone(config.data_directory));
    const auto tls = TRY(tls_of(config)); // First: what is wrong with it is told before anything is changed.
    const auto scanner = TRY(scanner_of(config));
    house.world().scanner = scanner.get();
    nobodys_hash(); // Made now, so that the first wrong sign-in takes no longer than the others.
    auto witnesses = TRY(witnesses_of(config));
    if (witnesses) house.world().witnesses = *witnesses;
    Keeper keeper(house, std::move(witnesses), write_line);
    TRY(keeper.start(config.is_after_io_error ? Keeper::Before::AfterIoError : Keeper::Before::Usual));

    SiteOptions site_options;
    site_options.version = HOSHIRUBE_VERSION;
    site_options.secure_cookies = config.has_secure_cookies;
    site_options.behind_proxy = config.is_behind_proxy;
    site_options.clock = system_now;
    if (!config.is_quiet) site_options.diagnostics = write_line;
    Refusals refusals;
    site_options.refused = [&refusals](const Refused& r) {
        refusals.note(std::string(r.actor_id), r.act, r.object_id, r.rule, system_now());
    };
    Watch watch(config.data_directory, tls.get());
    Metrics metrics;
    site_options.ready = [&watch] { return watch.ready(); };
    const bool is_watched = !config.metrics_address.empty();
    if (is_watched) site_options.metrics = &metrics;
    house.world().sends_mail = !config.smtp.url.empty();
    const MailRounds mail_rounds(house.world(), config, write_line);
    const Site site(house.world(), assets_of(library), std::move(site_options));

    ServerOptions options;
    options.address = config.listen_address;
    options.port = config.listen_port;
    options.tls = tls.get();
    options.incoming_directory = house.incoming_directory();
    options.max_connections = connections_within_limit(config.max_connections);
    // A proxy is one address for everyone behind it, and has limits of its own.
    options.max_connections_per_address = config.is_behind_proxy ? 0 : config.connections_per_address;
    // Before the other: both clear the spool when they start.
    const MetricsSite metrics_site(metrics, [&watch] { return watch.figures(); }, library.texts, {});
    const auto metrics_server = is_watched ? TRY(serve_metrics(config, options, metrics_site)) : nullptr;
    auto server = TRY(Server::start(options, site.pipeline()));
    watch.serving(*server);
    out << library.texts.text(config.language, "serve.ready",
                              {{"url", url_of(tls ? "https" : "http", config.listen_address, server->port())}})
        << std::endl;
    if (metrics_server)
        out << library.texts.text(config.language, "serve.metrics_ready",
                                  {{"url", url_of("http", config.metrics_address, metrics_server->port()) + "metrics"}})
            << std::endl;
    // After the address is given out: nobody waits for it.
    set_resources_aside();
    if (auto prepared = house.storage().prepare_to_stay(); !prepared) write_line(job_line("prepare_to_stay", prepared.error()));
    if (auto resumed = resume_networks(house.world()); !resumed) write_line(job_line("resume_networks", resumed.error()));
    const RollRounds roll_rounds(house.world(), write_line);
    while (sigtimedwait(&signals, nullptr, &kBreath) <= 0) {
        write_refusals(house, refusals);
        if (tls) renew(*tls);
    }
    watch.stopping();
    house.world().networks->stop();
    server->stop();
    if (metrics_server) metrics_server->stop(); // It asks the other for figures.
    write_refusals(house, refusals);
    out << library.texts.text(config.language, "serve.stopped") << std::endl;
    return Done{};
}

} // namespace hoshirube
