#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <new>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "cli/dispatch.h"
#include "main/backup.h"
#include "main/crew.h"
#include "main/doctor.h"
#include "main/machine.h"
#include "main/mail_rounds.h"
#include "main/outside.h"
#include "main/press.h"
#include "main/resume.h"
#include "main/serve.h"
#include "scheme/account/access_table.h"

namespace hoshirube {

namespace {

// In the reader's language where the reason is a common one; else in the system's words.
Error file_error(const char* key, const std::string& path) {
    const char* known = errno == ENOENT   ? "cli.file_missing"
                        : errno == EACCES ? "cli.file_forbidden"
                        : errno == EISDIR ? "cli.file_is_folder"
                                          : nullptr;
    if (errno == ENOSPC || errno == EDQUOT) return unavailable("storage.full", path);
    return invalid(known ? known : key, {}, {{"path", path}, {"reason", std::strerror(errno)}});
}

Result<std::string> read_file(const std::string& path) {
    errno = std::filesystem::is_directory(path) ? EISDIR : 0;
    std::ifstream file(path, std::ios::binary);
    if (!file || errno == EISDIR) return file_error("cli.file_unreadable", path);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return bytes;
}

Result<Done> write_file(const std::string& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) return file_error("cli.file_unwritable", path);
    return Done{};
}

std::vector<cli::Command> commands_with_ours(const Library& library) {
    auto commands = cli::all_commands();
    const auto no_run = [](cli::Context&, const cli::Arguments&) -> Result<Done> { return Done{}; }; // run() below knows these.
    const cli::Flag smtp{"--smtp", "URL", "Mail server, smtp://HOST:PORT or smtps://HOST:PORT. Default: no mail is sent.", false,
                         false};
    auto smtp_needed = smtp;
    smtp_needed.help = "Mail server, smtp://HOST:PORT or smtps://HOST:PORT.";
    smtp_needed.is_required = true;
    const cli::Flag mail_from{"--mail-from", "ADDRESS", "Whom mail comes from.", false, false};
    const cli::Flag smtp_user{"--smtp-user", "NAME",
                              "User at the mail server; the password is read from HOSHIRUBE_SMTP_PASSWORD.", false, false};
    commands.push_back(
        {"serve",
         "Serve the web pages and the API until stopped.",
         {},
         {{"--listen", "ADDR:PORT", "Where to listen. Default: 127.0.0.1:8080.", false, false},
          {"--tls-cert", "FILE", "Speak https: the certificate chain in PEM, the server's own first. Taken anew when it changes.",
           false, false},
          {"--tls-key", "FILE", "The key of that certificate, in PEM and without a passphrase.", false, false},
          {"--secure-cookies", "", "Everything comes over https, ended by a proxy in front.", false, false},
          {"--behind-proxy", "", "Believe X-Forwarded-For and X-Forwarded-Proto of the proxy in front.", false, false},
          {"--providers", "FILE", "Accounts of these providers may sign in (OpenID Connect); see docs/sign-in-providers.md.",
           false, false},
          {"--clamd", "PLACE",
           "Have clamd look at files that come in: unix:PATH or tcp:ADDR:PORT. Default: they come in unscanned.", false, false},
          {"--max-connections", "N", "How many connections at once. Default: 12000.", false, false},
          {"--connections-per-address", "N",
           "How many of them from one address, or one /64 network of IPv6. Behind a proxy: no limit here. Default: 2000.", false,
           false},
          {"--metrics", "ADDR:PORT", "Serve figures for Prometheus at /metrics there; keep it from the public. Default: nowhere.",
           false, false},
          {"--quiet", "", "Write no line for each request.", false, false},
          {"--ledger-name", "NAME",
           "Name of the ledger if it is made now, such as register.example.jp/star; it never changes. Default: a random one.",
           false, false},
          {"--witnesses", "FILE", "A policy file (c2sp.org/tlog-policy): its witnesses with an address are asked to sign.", false,
           false},
          {"--after-io-error", "", "Read and check everything first, past the disk's cache, and go on only if it is right.",
           false, false},
          smtp,
          mail_from,
          smtp_user},
         cli::Needs::Data,
         no_run});
    commands.push_back({"calendar send-reminders",
                        "Send the mails of today's reminders now, as a running server does by itself after eight in the morning.",
                        {},
                        {smtp_needed, mail_from, smtp_user},
                        cli::Needs::Data,
                        no_run});
    commands.push_back(
        {"doctor",
         "Look at everything a server stands on and say what is misconfigured and what to do next; give it the words of serve. "
         "Changes nothing. Exit status 5 where something has to be put right.",
         {},
         {{"--listen", "ADDR:PORT", "As for serve.", false, false},
          {"--tls-cert", "FILE", "As for serve.", false, false},
          {"--tls-key", "FILE", "As for serve.", false, false},
          {"--secure-cookies", "", "As for serve.", false, false},
          {"--behind-proxy", "", "As for serve.", false, false},
          {"--providers", "FILE", "As for serve; the providers themselves are not asked.", false, false},
          {"--clamd", "PLACE", "As for serve.", false, false},
          {"--metrics", "ADDR:PORT", "As for serve.", false, false},
          {"--backups", "DIR",
           "Folder where backups are put: the newest in it tells their age. Default: when this program made the last one here.",
           false, false}},
         cli::Needs::Nothing,
         no_run});
    commands.push_back(
        {"ledger monitor",
         "Look at a ledger elsewhere once, remember everything it says, and raise the alarm if it contradicts itself.",
         {{"URL", "Where its checkpoint lies, such as https://register.example.jp/ledger.", false}},
         {{"--state", "DIR", "Where to remember.", true, false},
          {"--log", "VKEY", "Its key. Default: the one of the last look; at the first, the one it names itself.", false, false}},
         cli::Needs::Nothing,
         [](cli::Context& context, const cli::Arguments& arguments) -> Result<Done> {
             return context.show(TRY(monitor_ledger(arguments)));
         }});
    for (auto& command : backup_commands()) commands.push_back(std::move(command));
    commands.push_back(
        {"witness serve",
         "Be a witness (c2sp.org/tlog-witness): sign each log's checkpoint if it only adds to the last one seen.",
         {},
         {{"--log", "VKEY", "A log to sign for.", true, true},
          {"--name", "NAME", "The witness's name if it is made now; it never changes. Default: a random one.", false, false},
          {"--listen", "ADDR:PORT", "Where to listen. Default: 127.0.0.1:8080.", false, false},
          {"--quiet", "", "Write no line for each request.", false, false}},
         cli::Needs::Nothing,
         no_run});
    commands.push_back({"version",
                        "Print the version, and what this software is not.",
                        {},
                        {},
                        cli::Needs::Nothing,
                        [&library](cli::Context& context, const cli::Arguments&) -> Result<Done> {
                            return context.show(Json{{"version", HOSHIRUBE_VERSION},
                                                     {"notice", library.texts.text(context.language, "about.notice")}});
                        }});
    commands.push_back({"help",
                        "List the commands, or explain one.",
                        {{"COMMAND", "Beginning of a command.", true}},
                        {{"--markdown", "", "As docs/cli.md.", false, false},
                         {"--access-markdown", "", "Who may do what, as docs/access.md.", false, false}},
                        cli::Needs::Nothing,
                        no_run});
    commands.back().operands.clear(); // Optional: help takes any words.
    return commands;
}

int print_help(const std::vector<cli::Command>& commands, const std::vector<std::string>& words) {
    std::string topic;
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (words[i] == "--access-markdown") {
            std::cout << access_markdown();
            return 0;
        }
        if (words[i] == "--markdown") {
            std::cout << cli::help_markdown(commands);
            return 0;
        }
        if (words[i] == "--lang") ++i; // And the word behind it: help has one language.
        else if (!words[i].starts_with("--")) topic += (topic.empty() ? "" : " ") + words[i];
    }
    const auto text = cli::help_text(commands, topic);
    std::cout << (text.empty() ? cli::help_text(commands, "") : text);
    return text.empty() ? 2 : 0;
}

Result<Done> run(const Library& library, const cli::Parsed& parsed, const Config& config, Crew& crew) {
    // Impacts are shared out; everything else is the work of one.
    if (crew.rank() != 0 && parsed.command->path != "impact") return Done{};
    std::unique_ptr<House> house;
    const auto& path = parsed.command->path;
    const bool may_create = path == "serve" || path == "demo" || path == "example load";
    const bool is_named = parsed.arguments.has("--data") || parsed.arguments.has("--database");
    if (parsed.command->needs == cli::Needs::Data || (parsed.command->needs == cli::Needs::DataWhereNamed && is_named))
        house = TRY(House::open(config, library, may_create));
    if (path == "serve") return serve(config, library, *house, std::cout);
    if (path == "doctor") return examine(config, library, parsed.arguments.has("--json"), std::cout);
    if (path == "witness serve") return serve_witness(config, library, parsed.arguments, std::cout);
    DiskFiles files;
    auto press = TRY(press_of(config));
    cli::Machine machine{files, crew, lent_threads, steady_seconds, peak_memory_bytes, std::cerr};
    cli::Context context{house ? &house->world() : nullptr,
                         library.shelf,
                         library.texts,
                         config.language,
                         parsed.arguments.has("--json"),
                         system_now,
                         read_file,
                         write_file,
                         [&library](std::string_view name) {
                             const auto found = library.resources.find(name);
                             return found == library.resources.end() ? std::string_view() : found->second;
                         },
                         std::cout,
                         machine,
                         std::move(press)};
    if (path == "backup") return context.show(TRY(make_backup(config, *house, parsed.arguments)));
    if (path == "restore") return context.show(TRY(restore_backup(config, library, parsed.arguments)));
    if (path == "ledger resume") return context.show(TRY(resume_ledger(config, *house, parsed.arguments)));
    if (path == "calendar send-reminders") {
        const auto round = TRY(send_reminders(house->world(), mailer_of(config), config.mail_from, system_now()));
        context.show(Json{{"sent", round.sent}, {"failed", round.failed}});
        return Done{};
    }
    TRY(parsed.command->run(context, parsed.arguments));
    if (path == "ledger verify" && config.is_after_io_error) TRY(house->forget_io_error());
    return Done{};
}

int fail(const Library& library, Language language, bool as_json, const Error& error) {
    const auto sentence = library.texts.sentence(language, error);
    Json answer{{"key", error.key}, {"title", sentence}, {"field", error.field}};
    const auto* assessment = error.param("assessment");
    if (assessment) answer["assessment"] = *assessment;
    if (const auto* organisation = error.param("organisation")) answer["organisation"] = *organisation;
    for (const auto& one : error.also)
        answer["also"].push_back({{"key", one.key}, {"title", library.texts.sentence(language, one)}, {"field", one.field}});
    const auto unnamed = error.also.empty() ? 0 : unnamed_faults(error);
    if (!error.also.empty()) answer["unnamed"] = unnamed;
    if (as_json) std::cout << answer.dump() << '\n';
    std::cerr << "hoshirube: " << sentence << '\n';
    if (error.key == "exchange.undecided") std::cerr << "  " << library.texts.text(language, "cli.which_stays") << '\n';
    if (error.key == "access.denied") std::cerr << "  " << library.texts.text(language, "cli.as_whom") << '\n';
    if (!error.field.empty()) std::cerr << "  [" << error.field << "]\n";
    for (const auto& one : error.also) std::cerr << "  " << library.texts.sentence(language, one) << " [" << one.field << "]\n";
    if (unnamed > 0)
        std::cerr << "  " << library.texts.text(language, "cli.unnamed_faults", {{"n", std::to_string(unnamed)}}) << '\n';
    if (assessment) std::cerr << "  [" << *assessment << "]\n";
    if (!error.detail.empty()) std::cerr << "  (" << error.detail << ")\n";
    return cli::exit_status(error);
}

} // namespace

// For refusals before the words could be read whole.
Language asked_language(const std::vector<std::string>& words, const char* lang) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--lang" && i + 1 < words.size()) return parse_language(words[i + 1]);
        if (words[i].compare(0, 7, "--lang=") == 0) return parse_language(words[i].substr(7));
    }
    return lang && std::string_view(lang).substr(0, 2) == "ja" ? Language::Japanese : Language::English;
}

int run_main(const std::vector<std::string>& words, Crew& crew) {
    const auto library = open_library();
    if (!library) {
        std::cerr << "hoshirube: " << library.error().key;
        for (const auto& [name, value] : library.error().params) std::cerr << ' ' << value;
        std::cerr << '\n';
        return cli::exit_status(library.error());
    }
    const auto commands = commands_with_ours(*library);
    if (const auto asked = std::find(words.begin(), words.end(), "--help"); asked != words.begin() && asked != words.end()) {
        const auto flags =
            std::find_if(words.begin(), words.end(), [](const std::string& word) { return word.starts_with("-"); });
        std::vector<std::string> topic{"help"};
        topic.insert(topic.end(), words.begin(), flags);
        return print_help(commands, topic);
    }
    if (words.empty() || words[0] == "help" || words[0] == "--help") return print_help(commands, words);
    const char* lang = std::getenv("LC_ALL") ? std::getenv("LC_ALL") : std::getenv("LANG");
    const bool as_json = std::find(words.begin(), words.end(), "--json") != words.end();
    const auto parsed = cli::parse(commands, words);
    const Environment environment{lang, std::getenv("HOSHIRUBE_SEAL_PASSPHRASE"), std::getenv("HOSHIRUBE_SMTP_PASSWORD")};
    const auto config = read_config(parsed ? parsed->arguments : cli::Arguments(), environment);
    if (!parsed && parsed.error().key == "cli.command_unknown") {
        // A word that begins commands: which they are is the help that is needed.
        if (const auto group = cli::help_text(commands, words[0] + " "); !group.empty() && !as_json) {
            std::cerr << group;
            return 2;
        }
    }
    if (!parsed) return fail(*library, asked_language(words, lang), as_json, parsed.error());
    if (!config) return fail(*library, asked_language(words, lang), as_json, config.error());
    const auto done = run(*library, *parsed, *config, crew);
    if (!done && crew.rank() != 0) return cli::exit_status(done.error()); // Rank 0 says it.
    if (done && !std::cout.flush()) return fail(*library, config->language, as_json, unavailable("cli.output_lost"));
    return done ? 0 : fail(*library, config->language, as_json, done.error());
}

} // namespace hoshirube

namespace {

constexpr std::string_view kNoMemory = "hoshirube: server.out_of_memory\n"; // For a sentence there may be no room.

// Giving up wants memory too. Where there is none even for that, the process ends as it stands: what was not committed is undone at
// the next start, as after a power cut.
[[noreturn]] void end_at_once() {
    try {
        if (std::current_exception()) throw;
    } catch (const std::bad_alloc&) {
        static_cast<void>(!::write(STDERR_FILENO, kNoMemory.data(), kNoMemory.size()));
        ::_exit(6);
    } catch (...) {}
    std::abort();
}

} // namespace

int main(int count, char** words) {
    std::set_terminate(end_at_once);
    try {
        const auto crew = hoshirube::join_crew(count, words);
        return crew->end(hoshirube::run_main({words + 1, words + count}, *crew));
    } catch (const std::bad_alloc&) { // Whatever was begun is undone by now.
        static_cast<void>(!::write(STDERR_FILENO, kNoMemory.data(), kNoMemory.size()));
        return 6;
    }
}
