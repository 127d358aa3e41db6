#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "base/base64.h"
#include "cli/command.h"
#include "ledger/tree.h"

namespace hoshirube::cli {

namespace {

// One base 64 entry a line; an empty line is an empty entry.
Result<ledger::MemoryTree> tree_of(std::string_view lines, std::uint64_t limit) {
    ledger::MemoryTree tree;
    for (std::size_t line = 1; !lines.empty() && tree.size() < limit; ++line) {
        const auto end = std::min(lines.find('\n'), lines.size());
        auto text = lines.substr(0, end);
        if (text.ends_with('\r')) text.remove_suffix(1);
        const auto entry = from_base64(text);
        if (!entry) return invalid("ledger.entry_malformed", {}, {{"line", std::to_string(line)}});
        tree.append(ledger::leaf_hash(*entry));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return tree;
}

Json base64_list(const std::vector<ledger::Hash>& hashes) {
    Json list = Json::array();
    for (const auto& hash : hashes) list.push_back(ledger::to_base64(hash));
    return list;
}

Result<Done> tree(Context& context, const Arguments& arguments) {
    const auto wanted = TRY(arguments.number("--size", INT64_MAX));
    const auto limit = static_cast<std::uint64_t>(wanted);
    const auto lines = TRY(context.read_file(arguments.text("--entries")));
    auto whole = TRY(tree_of(lines, limit));
    const auto size = whole.size();
    if (arguments.has("--size") && size < limit)
        return invalid("ledger.size_out_of_range", {}, {{"size", std::to_string(limit)}, {"entries", std::to_string(size)}});
    if (arguments.has("--inclusion") && arguments.has("--consistency")) return invalid("ledger.one_proof");
    const auto root = TRY(ledger::tree_root(whole, size));
    Json answer{{"size", size}, {"root", ledger::to_base64(root)}};
    if (arguments.has("--inclusion")) {
        const auto index = static_cast<std::uint64_t>(TRY(arguments.number("--inclusion", 0)));
        answer["proof"] = base64_list(TRY(ledger::make_inclusion(whole, index, size)));
        answer["leaf"] = ledger::to_base64(TRY(whole.node(0, index)));
    }
    if (arguments.has("--consistency")) {
        const auto old_size = static_cast<std::uint64_t>(TRY(arguments.number("--consistency", 0)));
        answer["proof"] = base64_list(TRY(ledger::make_consistency(whole, old_size, size)));
        answer["old_root"] = ledger::to_base64(TRY(ledger::tree_root(whole, old_size)));
    }
    return context.show(answer);
}

Result<Done> verify(Context& context, const Arguments&) {
    const auto found = TRY(verify_everything(*context.world));
    context.show(found);
    if (!found["is_right"].get<bool>()) return conflict("ledger.not_right");
    return Done{};
}

Result<Done> prove(Context& context, const Arguments& arguments) {
    const auto typed = arguments.operand(0);
    if (typed.empty() || typed.size() > 15 || typed.find_first_not_of("0123456789") != typed.npos)
        return invalid("cli.number_expected", {}, {{"flag", "INDEX"}});
    const auto index = static_cast<std::uint64_t>(std::stoull(typed));
    const auto proof = TRY(prove_entry(*context.world, kPublicLedger, index));
    if (!arguments.has("--out")) return context.show(Json{{"index", index}, {"entry", proof.entry}, {"proof", proof.proof_file}});
    TRY(context.write_file(arguments.text("--out"), proof.proof_file));
    return context.show(Json{{"index", index}, {"entry", proof.entry}, {"file", arguments.text("--out")}});
}

Result<Done> sequence(Context& context, const Arguments&) {
    TRY(anchor_private_ledger(*context.world, context.now()));
    const auto of_public = TRY(sequence_ledger(*context.world, kPublicLedger));
    const auto of_private = TRY(sequence_ledger(*context.world, kPrivateLedger));
    return context.show(Json{{"public", of_public}, {"private", of_private}});
}

} // namespace

std::vector<Command> ledger_commands() {
    return {
        {"ledger verify",
         "Read every byte of ledgers and evidence and name each file, entry and content that is not what it was.",
         {},
         {{"--after-io-error", "", "Past the disk's cache, after a server stopped because the disk did not confirm a write.",
           false, false}},
         Needs::Data,
         verify},
        {"ledger prove",
         "Prove that an entry stands in the public ledger, as a .tlog-proof file.",
         {{"INDEX", "Its place, counted from 0.", false}},
         {{"--out", "FILE", "Write the proof there.", false, false}},
         Needs::Data,
         prove},
        {"ledger sequence",
         "Bring both ledgers up to the events now, and anchor the private one. A server does so by itself.",
         {},
         {},
         Needs::Data,
         sequence},
        {"ledger tree",
         "Compute root and proofs over entries of your own (RFC 6962), to check our arithmetic.",
         {},
         {{"--entries", "FILE", "One base 64 entry a line.", true, false},
          {"--size", "N", "Over the first N entries. Default: all.", false, false},
          {"--inclusion", "I", "Prove that entry I, counted from 0, is in the tree.", false, false},
          {"--consistency", "M", "Prove that the tree only added to that of the first M entries.", false, false}},
         Needs::Nothing,
         tree},
    };
}

} // namespace hoshirube::cli
