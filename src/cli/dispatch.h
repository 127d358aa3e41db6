#pragma once

#include "cli/command.h"

namespace hoshirube::cli {

// Flags every command takes.
const std::vector<Flag>& common_flags();

struct Parsed {
    const Command* command;
    Arguments arguments;
};

// Finds the command by its longest matching path and reads its flags and operands.
//
// Errors   Invalid `cli.command_unknown` {given}, `cli.flag_unknown` {flag, command}, `cli.flag_without_value` {flag},
//          `cli.flag_missing` {flag, command}, `cli.operand_missing` {operand, command}, `cli.operand_too_many` {given, command}.
Result<Parsed> parse(const std::vector<Command>&, const std::vector<std::string>& words);

// Help for the whole program, or for the commands whose path begins with `topic`.
std::string help_text(const std::vector<Command>&, std::string_view topic);

// docs/cli.md, made from the table.
std::string help_markdown(const std::vector<Command>&);

// Errors → exit status: 2 invalid, 3 forbidden, 4 not found, 5 conflict, 6 unavailable, 7 our fault.
int exit_status(const Error&);

} // namespace hoshirube::cli
