#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/act.h"
#include "app/network/workbench.h"

namespace hoshirube::cli {

struct Flag {
    std::string name, value, help; // "--star", "N", "…". An empty value: a switch.
    bool is_required = false;
    bool is_repeated = false;
};

struct Operand {
    std::string name, help; // "FILE"
    bool is_repeated = false;
};

// What was typed, checked against the command's own table.
class Arguments {
public:
    void set(const std::string& name, std::string value) { flags_.emplace_back(name, std::move(value)); }
    void add_operand(std::string value) { operands_.push_back(std::move(value)); }

    bool has(std::string_view flag) const;
    std::string text(std::string_view flag, std::string_view otherwise = {}) const;
    std::vector<std::string> all(std::string_view flag) const;
    // Errors   Invalid `cli.number_expected` {flag}.
    Result<std::int64_t> number(std::string_view flag, std::int64_t otherwise) const;
    // Errors   Invalid `day.not_a_day` {text}, with the flag as its field.
    Result<Day> day(std::string_view flag) const;
    Result<int> small_number(std::string_view flag,
                             int otherwise) const; // Larger ones count as a thousand million, for the rules to refuse.
    // Errors   Invalid `cli.decimal_expected` {flag}: not a finite number of at least 0.
    Result<double> decimal(std::string_view flag, double otherwise) const;
    const std::string& operand(std::size_t index) const { return operands_[index]; }
    const std::vector<std::string>& operands() const { return operands_; }

private:
    std::vector<std::pair<std::string, std::string>> flags_;
    std::vector<std::string> operands_;
};

// What a command that computes stands on; built by main.
struct Machine {
    Files& files;
    Crew& crew;
    std::function<std::unique_ptr<graph::Executor>(unsigned threads)> threads; // 0: all.
    std::function<double()> seconds;
    std::function<std::uint64_t()> peak_memory_bytes;
    std::ostream& progress; // Standard error.
};

// What a command stands on. `world` is null for commands that need no data folder.
struct Context {
    World* world;
    const Shelf& shelf;
    const Texts& texts;
    Language language;
    bool as_json;
    std::function<Instant()> now;
    std::function<Result<std::string>(const std::string& path)> read_file;
    std::function<Result<Done>(const std::string& path, std::string_view bytes)> write_file;
    std::function<std::string_view(std::string_view path)> resource; // "example/company.json"; empty view if there is none.
    std::ostream& out;
    Machine& machine;
    Press press;

    // The person named by --as, or the keeper.
    Result<std::string> actor(const Arguments&) const;
    Result<Act> act(const Arguments&) const;
    Result<Viewer> viewer(const Arguments&) const;

    // Prints the API's representation: as it is with --json, otherwise as text for a person.
    Done show(const Json&) const;
    Done show(const Receipt&) const;
};

enum class Needs { Nothing, DataWhereNamed, Data }; // DataWhereNamed: `world` is there where --data or --database was given.

// A command is a row in a table; dispatch, `hoshirube help` and docs/cli.md are all made from it.
struct Command {
    std::string path, help;
    std::vector<Operand> operands;
    std::vector<Flag> flags;
    Needs needs = Needs::Data;
    std::function<Result<Done>(Context&, const Arguments&)> run;
};

std::vector<Command> catalogue_commands();
std::vector<Command> account_commands();
std::vector<Command> assessment_commands();
std::vector<Command> evidence_commands();
std::vector<Command> review_commands();
std::vector<Command> register_commands();
std::vector<Command> certificate_commands();
std::vector<Command> ledger_commands();
std::vector<Command> report_commands();
std::vector<Command> calendar_commands();
std::vector<Command> grant_commands();
std::vector<Command> service_commands();
std::vector<Command> audit_commands();
std::vector<Command> example_commands();
std::vector<Command> network_commands();
std::vector<Command> impact_commands();

// Every command of this module, in the order of help.
std::vector<Command> all_commands();

} // namespace hoshirube::cli
