#include "ledger/policy.h"

#include <algorithm>
#include <map>
#include <set>

#include "ledger/tree.h"

namespace hoshirube::ledger {

namespace {

constexpr std::size_t kMaxBytes = 65'536, kMaxOfEach = 128;
constexpr std::string_view kNone = "none";

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line) {
    Words words;
    for (std::size_t at = line.find_first_not_of(" \t"); at != line.npos;) {
        const auto end = std::min(line.find_first_of(" \t", at), line.size());
        words.push_back(line.substr(at, end - at));
        at = line.find_first_not_of(" \t", end);
    }
    return words;
}

bool has_only_allowed_bytes(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == '\t' || byte == '\n' || (byte >= 0x20 && byte != 0x7f);
    });
}

// Reads line after line; what a line may name depends on the lines before it.
class Reader {
public:
    bool add_line(const Words& words) {
        if (words.empty() || words[0].starts_with('#')) return true;
        if (words[0] == "log") return add_log(words);
        if (words[0] == "witness") return add_witness(words);
        if (words[0] == "group") return add_group(words);
        return words[0] == "quorum" && add_quorum(words);
    }
    bool is_complete() const { return has_quorum_; }
    Policy take() { return std::move(policy_); }

private:
    bool add_log(const Words& words) {
        if (words.size() < 2 || words.size() > 3 || policy_.logs.size() == kMaxOfEach) return false;
        auto key = parse_key(words[1]);
        if (!key || key->type == KeyType::Cosignature || !log_keys_.insert(key->public_key).second) return false;
        policy_.logs.push_back({std::move(*key), std::string(words.size() == 3 ? words[2] : "")});
        return true;
    }

    bool add_witness(const Words& words) {
        if (words.size() < 3 || words.size() > 4 || policy_.witnesses.size() == kMaxOfEach || !add_name(words[1])) return false;
        auto key = parse_key(words[2]);
        if (!key || key->type == KeyType::Ed25519 || !witness_keys_.insert(key->public_key).second) return false;
        policy_.witnesses.push_back({std::string(words[1]), std::move(*key), std::string(words.size() == 4 ? words[3] : "")});
        return true;
    }

    bool add_group(const Words& words) {
        if (words.size() < 4 || policy_.groups.size() == kMaxOfEach) return false;
        Policy::Group group{std::string(words[1]), 0, {}};
        for (std::size_t i = 3; i < words.size(); ++i) {
            if (names_.count(words[i]) == 0 || !members_.insert(std::string(words[i])).second) return false;
            group.members.emplace_back(words[i]);
        }
        const auto number = words[2] == "all"   ? std::optional<std::uint64_t>(group.members.size())
                            : words[2] == "any" ? std::optional<std::uint64_t>(1)
                                                : parse_decimal(words[2]);
        if (!number || *number < 1 || *number > group.members.size() || !add_name(words[1])) return false;
        group.threshold = *number;
        policy_.groups.push_back(std::move(group));
        return true;
    }

    bool add_quorum(const Words& words) {
        if (words.size() != 2 || has_quorum_ || (words[1] != kNone && names_.count(words[1]) == 0)) return false;
        policy_.quorum = std::string(words[1]);
        has_quorum_ = true;
        return true;
    }

    bool add_name(std::string_view name) { return name != kNone && names_.insert(std::string(name)).second; }

    Policy policy_;
    bool has_quorum_ = false;
    std::set<std::string> log_keys_, witness_keys_, members_;
    std::set<std::string, std::less<>> names_;
};

} // namespace

std::string to_text(const Policy& policy) {
    const auto with_url = [](const std::string& url) { return (url.empty() ? "" : " " + url) + "\n"; };
    std::string text;
    for (const auto& log : policy.logs) text += "log " + to_text(log.key) + with_url(log.url);
    for (const auto& witness : policy.witnesses)
        text += "witness " + witness.name + " " + to_text(witness.key) + with_url(witness.url);
    for (const auto& group : policy.groups) {
        text += "group " + group.name + " " + std::to_string(group.threshold);
        for (const auto& member : group.members) text += " " + member;
        text += "\n";
    }
    return text + "quorum " + policy.quorum + "\n";
}

Result<Policy> parse_policy(std::string_view text) {
    const auto malformed = [](std::size_t line) {
        return invalid("ledger.policy_malformed", {}, {{"line", std::to_string(line)}});
    };
    if (text.size() > kMaxBytes || !has_only_allowed_bytes(text)) return malformed(1);
    Reader reader;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const auto end = text.find('\n');
        if (end == text.npos || !reader.add_line(words_of(text.substr(0, end)))) return malformed(line);
        text.remove_prefix(end + 1);
    }
    if (!reader.is_complete()) return malformed(0);
    return reader.take();
}

bool is_quorum(const Policy& policy, const std::vector<std::string>& witnesses) {
    if (policy.quorum == kNone) return true;
    std::set<std::string> seen(witnesses.begin(), witnesses.end());
    for (const auto& group : policy.groups) { // Members stand before their groups.
        const auto count = std::count_if(group.members.begin(), group.members.end(),
                                         [&](const std::string& member) { return seen.count(member) > 0; });
        if (static_cast<std::size_t>(count) >= group.threshold) seen.insert(group.name);
        else seen.erase(group.name);
    }
    return seen.count(policy.quorum) > 0;
}

Result<Opened> open_checkpoint(std::string_view bytes, const Policy& policy) {
    const auto note = TRY(parse_note(bytes));
    const auto checkpoint = TRY(parse_checkpoint(note.text));
    std::vector<VerifierKey> keys;
    for (const auto& log : policy.logs)
        if (log.key.name == checkpoint.origin) keys.push_back(log.key);
    const auto logs = keys.size();
    for (const auto& witness : policy.witnesses) keys.push_back(witness.key);
    std::optional<VerifierKey> log;
    std::vector<Opened::Cosignature> cosignatures;
    std::vector<std::string> names;
    for (const auto& verified : TRY(verify_note(note, keys))) {
        if (verified.key < logs) {
            log = keys[verified.key];
            continue;
        }
        names.push_back(policy.witnesses[verified.key - logs].name);
        cosignatures.push_back({names.back(), verified.at_seconds.value_or(0)});
    }
    if (!log) return invalid("ledger.not_signed", {}, {{"name", checkpoint.origin}});
    return Opened{checkpoint, *log, std::move(cosignatures), is_quorum(policy, names)};
}

Result<Opened> check_proof(const ProofFile& proof, const Hash& leaf, const Policy& policy) {
    auto opened = TRY(open_checkpoint(proof.checkpoint, policy));
    if (!verify_inclusion(leaf, proof.index, opened.checkpoint.size, proof.hashes, opened.checkpoint.root))
        return invalid("ledger.not_included", {}, {{"index", std::to_string(proof.index)}});
    return opened;
}

} // namespace hoshirube::ledger
