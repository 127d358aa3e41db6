#include "main/outside.h"

#include <csignal>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "http/client.h"
#include "http/server.h"
#include "http/witness_site.h"
#include "ledger/monitor.h"
#include "ledger/tree.h"
#include "main/ledger_key.h"
#include "tiles/disk_store.h"

namespace hoshirube {

namespace {

constexpr const char* kKeyFile = "log.vkey"; // The key pinned at the first look.

// Files of a ledger as another server serves them.
class ServedStore final : public ledger::Store {
public:
    explicit ServedStore(std::string url) : url_(std::move(url)) {
        if (!url_.ends_with('/')) url_ += '/';
    }
    Result<std::optional<std::string>> read(const std::string& path) override {
        auto fetched = TRY(fetch({url_ + path, {}}));
        if (fetched.status == 404) return std::optional<std::string>();
        if (fetched.status == 200) return std::optional(std::move(fetched.body));
        auto error = unavailable("fetch.failed", "status " + std::to_string(fetched.status));
        error.params = {{"url", url_ + path}};
        return error;
    }
    Result<Done> write(const std::vector<File>&) override { return read_only(); }
    Result<Done> remove(const std::string&) override { return read_only(); }
    Result<std::vector<std::string>> list(const std::string&) override { return internal("what is served has no list"); }
    Result<std::unique_ptr<Hold>> hold() override { return internal("what is served is not ours to hold"); }

private:
    static Error read_only() { return internal("what is served is not ours to write"); }
    std::string url_;
};

// The key given, else the one pinned earlier, else the one that the server names: then only from this look on.
Result<ledger::VerifierKey> log_key(const std::string& given, ledger::Store& served, ledger::Store& memory) {
    const auto pinned = TRY(memory.read(kKeyFile));
    auto text = given;
    if (text.empty() && pinned) text = *pinned;
    if (text.empty()) {
        text = TRY(served.read("key")).value_or("");
        if (text.ends_with('\n')) text.pop_back();
    }
    auto key = TRY(ledger::parse_key(text));
    if (pinned && *pinned != text) return conflict("ledger.key_other", {{"file", kKeyFile}});
    if (!pinned) TRY(memory.write({{kKeyFile, text}}));
    return key;
}

Json to_json(const ledger::Checkpoint& one) { return {{"size", one.size}, {"root", ledger::to_base64(one.root)}}; }

void write_line(std::string_view line) {
    std::string text(line);
    text += '\n';
    std::fwrite(text.data(), 1, text.size(), stderr);
}

} // namespace

Result<Json> monitor_ledger(const cli::Arguments& arguments) {
    const auto memory = TRY(DiskStore::open(arguments.text("--state"), DiskStore::AfterIoError::Refuse));
    ServedStore served(arguments.operand(0));
    const auto key = TRY(log_key(arguments.text("--log"), served, *memory));
    const auto look = TRY(ledger::look_at(served, key, *memory));
    return Json{{"origin", key.name}, {"before", to_json(look.before)}, {"now", to_json(look.now)}};
}

Result<Done> serve_witness(const Config& config, const Library& library, const cli::Arguments& arguments, std::ostream& out) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::vector<ledger::VerifierKey> logs;
    for (const auto& text : arguments.all("--log")) logs.push_back(TRY(ledger::parse_key(text)));
    const auto& folder = config.data_directory;
    const auto store = TRY(DiskStore::open(folder + "/witness", DiskStore::AfterIoError::Refuse));
    TRY(DiskStore::open(folder + "/keys", DiskStore::AfterIoError::Refuse)); // Makes the folder.
    const auto name = arguments.text("--name", new_ledger_name({}));
    const auto signer = TRY(open_ledger_key(folder + "/keys/witness.key", name, ledger::KeyType::Cosignature));
    ledger::Witness witness(*store, *signer, logs);
    SiteOptions site_options;
    site_options.version = HOSHIRUBE_VERSION;
    site_options.clock = system_now;
    if (!config.is_quiet) site_options.diagnostics = write_line;
    const WitnessSite site(witness, signer->key(), library.texts, std::move(site_options));
    ServerOptions options;
    options.address = config.listen_address;
    options.port = config.listen_port;
    options.incoming_directory = folder;
    auto server = TRY(Server::start(options, site.pipeline()));
    const bool is_v6 = config.listen_address.find(':') != std::string::npos;
    const auto host = is_v6 ? "[" + config.listen_address + "]" : config.listen_address;
    out << library.texts.text(
               config.language, "witness.ready",
               {{"url", "http://" + host + ":" + std::to_string(server->port()) + "/"}, {"key", ledger::to_text(signer->key())}})
        << std::endl;
    int signal = 0;
    sigwait(&signals, &signal);
    server->stop();
    out << library.texts.text(config.language, "serve.stopped") << std::endl;
    return Done{};
}

} // namespace hoshirube
