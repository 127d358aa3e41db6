#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "cli/command.h"

namespace hoshirube::cli {

namespace {

std::string scalar(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_null()) return "—";
    return value.dump();
}

// Names and values, nested by indentation; lists of plain values on one line.
void print(std::ostream& out, const Json& value, int depth) {
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    for (const auto& [name, member] : value.items()) {
        const std::string label = value.is_array() ? "-" : name + ":";
        const bool is_plain_list = member.is_array() && (member.empty() || !member.front().is_structured());
        if (is_plain_list) {
            out << indent << label;
            for (const Json& one : member) out << ' ' << scalar(one);
            out << '\n';
        } else if (member.is_structured()) {
            out << indent << label << '\n';
            print(out, member, depth + 1);
        } else out << indent << label << ' ' << scalar(member) << '\n';
    }
}

} // namespace

Result<std::string> Context::actor(const Arguments& arguments) const {
    if (!arguments.has("--as")) return std::string(kKeeper);
    const auto email = TRY(parse_email("--as", arguments.text("--as")));
    auto transaction = TRY(world->database.begin(Database::Mode::Read, kKeeper));
    const auto person = TRY(transaction->accounts().find_person(email));
    if (!person) return not_found("person.not_found", {{"email", email}});
    return person->id;
}

Result<Act> Context::act(const Arguments& arguments) const {
    const auto id = TRY(actor(arguments));
    const auto key = new_id(); // Each call of a command is an act of its own.
    return Act{id, now(), key, sha256_hex(key), {Credential::Kind::Console}};
}

Result<Viewer> Context::viewer(const Arguments& arguments) const {
    return Viewer{TRY(actor(arguments)), now(), language, {Credential::Kind::Console}};
}

Done Context::show(const Json& json) const {
    if (as_json) out << json.dump() << '\n';
    else print(out, json, 0);
    return {};
}

Done Context::show(const Receipt& receipt) const { return show(Json{{"id", receipt.id}, {"version", receipt.version}}); }

} // namespace hoshirube::cli
