#include "cli/dispatch.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace hoshirube::cli {

namespace {

std::vector<std::string> words_of(const std::string& path) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= path.size();) {
        const auto blank = std::min(path.find(' ', at), path.size());
        words.push_back(path.substr(at, blank - at));
        at = blank + 1;
    }
    return words;
}

const Command* find(const std::vector<Command>& commands, const std::vector<std::string>& words) {
    const Command* best = nullptr;
    std::size_t best_length = 0;
    for (const Command& command : commands) {
        const auto path = words_of(command.path);
        if (path.size() <= best_length || path.size() > words.size()) continue;
        if (!std::equal(path.begin(), path.end(), words.begin())) continue;
        best = &command;
        best_length = path.size();
    }
    return best;
}

const Flag* find_flag(const Command& command, const std::string& name) {
    for (const auto* flags : {&command.flags, &common_flags()})
        for (const Flag& flag : *flags)
            if (flag.name == name) return &flag;
    return nullptr;
}

Result<Done> check_complete(const Command& command, const Arguments& arguments) {
    for (const Flag& flag : command.flags)
        if (flag.is_required && !arguments.has(flag.name))
            return invalid("cli.flag_missing", {}, {{"flag", flag.name}, {"command", command.path}});
    if (arguments.operands().size() < command.operands.size())
        return invalid("cli.operand_missing", {},
                       {{"operand", command.operands[arguments.operands().size()].name}, {"command", command.path}});
    const bool repeats = !command.operands.empty() && command.operands.back().is_repeated;
    if (!repeats && arguments.operands().size() > command.operands.size())
        return invalid("cli.operand_too_many", {},
                       {{"given", arguments.operands()[command.operands.size()]}, {"command", command.path}});
    return Done{};
}

std::string usage(const Command& command) {
    std::string text = "hoshirube " + command.path;
    for (const Operand& operand : command.operands) text += " " + operand.name + (operand.is_repeated ? " …" : "");
    for (const Flag& flag : command.flags) {
        const std::string one = flag.name + (flag.value.empty() ? "" : " " + flag.value);
        text += flag.is_required ? " " + one : " [" + one + "]";
    }
    return text;
}

} // namespace

bool Arguments::has(std::string_view flag) const {
    return std::any_of(flags_.begin(), flags_.end(), [&](const auto& one) { return one.first == flag; });
}

std::string Arguments::text(std::string_view flag, std::string_view otherwise) const {
    for (auto one = flags_.rbegin(); one != flags_.rend(); ++one)
        if (one->first == flag) return one->second;
    return std::string(otherwise);
}

std::vector<std::string> Arguments::all(std::string_view flag) const {
    std::vector<std::string> values;
    for (const auto& [name, value] : flags_)
        if (name == flag) values.push_back(value);
    return values;
}

Result<std::int64_t> Arguments::number(std::string_view flag, std::int64_t otherwise) const {
    if (!has(flag)) return otherwise;
    const auto typed = folded_digits(text(flag));
    if (typed.empty() || typed.size() > 15 || typed.find_first_not_of("0123456789") != typed.npos)
        return invalid("cli.number_expected", {}, {{"flag", std::string(flag)}});
    return static_cast<std::int64_t>(std::stoll(typed));
}

Result<double> Arguments::decimal(std::string_view flag, double otherwise) const {
    if (!has(flag)) return otherwise;
    const auto typed = folded_digits(text(flag));
    double value = 0;
    const auto [end, failure] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
    const bool is_whole = failure == std::errc{} && end == typed.data() + typed.size();
    if (!is_whole || !std::isfinite(value) || value < 0)
        return invalid("cli.decimal_expected", {}, {{"flag", std::string(flag)}});
    return value;
}

Result<Day> Arguments::day(std::string_view flag) const {
    auto parsed = Day::parse(text(flag));
    if (parsed) return parsed;
    auto error = parsed.error();
    error.field = std::string(flag);
    return error;
}

Result<int> Arguments::small_number(std::string_view flag, int otherwise) const {
    const auto value = TRY(number(flag, otherwise));
    return static_cast<int>(std::min<std::int64_t>(value, 1'000'000'000));
}

const std::vector<Flag>& common_flags() {
    static const std::vector<Flag> kFlags{
        {"--data", "DIR", "The data folder. Default: ./data.", false, false},
        {"--database", "URL", "sqlite:PATH or postgresql://…. Default: the SQLite file in the data folder.", false, false},
        {"--fonts", "DIR", "Folder of Noto Sans CJK for PDFs. Default: where Debian's fonts-noto-cjk puts it.", false, false},
        {"--public-url", "URL", "https://host where anyone reaches this register, for links on paper.", false, false},
        {"--contact", "URL", "mailto: or https: address for reports of misused marks.", false, false},
        {"--seal-p12", "FILE", "PKCS#12 key that signs certificates; passphrase in HOSHIRUBE_SEAL_PASSPHRASE.", false, false},
        {"--as", "EMAIL", "Act as this person. Default: the server's keeper.", false, false},
        {"--lang", "ja|en", "Language of the answers. Default: from LANG.", false, false},
        {"--json", "", "Answer as JSON, as the API does.", false, false},
    };
    return kFlags;
}

Result<Parsed> parse(const std::vector<Command>& commands, const std::vector<std::string>& words) {
    const Command* command = find(commands, words);
    if (!command) return invalid("cli.command_unknown", {}, {{"given", words.empty() ? "" : words.front()}});
    Parsed parsed{command, {}};
    for (std::size_t i = words_of(command->path).size(); i < words.size(); ++i) {
        if (words[i].size() < 3 || words[i].compare(0, 2, "--") != 0) {
            parsed.arguments.add_operand(words[i]);
            continue;
        }
        const auto equals = words[i].find('=');
        const auto name = words[i].substr(0, equals);
        const Flag* flag = find_flag(*command, name);
        if (!flag) return invalid("cli.flag_unknown", {}, {{"flag", name}, {"command", command->path}});
        if (flag->value.empty()) parsed.arguments.set(name, "");
        else if (equals != words[i].npos) parsed.arguments.set(name, words[i].substr(equals + 1));
        else if (i + 1 < words.size() && !find_flag(*command, words[i + 1])) parsed.arguments.set(name, words[++i]);
        else return invalid("cli.flag_without_value", {}, {{"flag", name}});
    }
    TRY(check_complete(*command, parsed.arguments));
    return parsed;
}

std::string help_text(const std::vector<Command>& commands, std::string_view topic) {
    std::string text;
    for (const Command& command : commands) {
        if (command.path.compare(0, topic.size(), topic) != 0) continue;
        text += usage(command) + "\n    " + command.help + "\n";
        if (topic.empty()) continue;
        for (const Operand& operand : command.operands) text += "      " + operand.name + "  " + operand.help + "\n";
        for (const Flag& flag : command.flags) text += "      " + flag.name + " " + flag.value + "  " + flag.help + "\n";
    }
    if (text.empty()) return text;
    text += "\nEvery command also takes:\n";
    for (const Flag& flag : common_flags()) text += "      " + flag.name + " " + flag.value + "  " + flag.help + "\n";
    return text;
}

std::string help_markdown(const std::vector<Command>& commands) {
    std::string text =
        "# Command line\n\nMade from the command table by `hoshirube help --markdown`; do not edit.\n\n"
        "Exit status: 0 done, 2 the request is wrong, 3 not allowed, 4 not found, 5 the present state does not allow it,\n"
        "6 try again later, 7 our fault.\n\nEvery command also takes:\n\n";
    for (const Flag& flag : common_flags())
        text += "- `" + flag.name + (flag.value.empty() ? "" : " " + flag.value) + "` " + flag.help + "\n";
    for (const Command& command : commands) {
        text += "\n## hoshirube " + command.path + "\n\n" + command.help + "\n\n```\n" + usage(command) + "\n```\n";
        if (!command.operands.empty() || !command.flags.empty()) text += "\n";
        for (const Operand& operand : command.operands) text += "- `" + operand.name + "` " + operand.help + "\n";
        for (const Flag& flag : command.flags)
            text += "- `" + flag.name + (flag.value.empty() ? "" : " " + flag.value) + "` " + flag.help + "\n";
    }
    return text;
}

int exit_status(const Error& error) {
    switch (error.code) {
    case ErrorCode::Invalid: return 2;
    case ErrorCode::Forbidden: return 3;
    case ErrorCode::NotFound: return 4;
    case ErrorCode::Conflict: return 5;
    case ErrorCode::Unavailable: return 6;
    case ErrorCode::Internal: return 7;
    }
    CHECK(false);
}

std::vector<Command> all_commands() {
    std::vector<Command> all;
    for (auto make : {catalogue_commands, account_commands, assessment_commands, evidence_commands, review_commands,
                      register_commands, calendar_commands, grant_commands, service_commands, audit_commands, report_commands,
                      certificate_commands, ledger_commands, network_commands, impact_commands, example_commands})
        for (Command& command : make()) all.push_back(std::move(command));
    return all;
}

} // namespace hoshirube::cli
