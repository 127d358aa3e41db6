#include "formats/star/snapshot.h"

#include <algorithm>
#include <functional>

#include <nlohmann/json.hpp>

#include "ledger/tree.h"

namespace hoshirube {

namespace {

constexpr std::string_view kOriginEnd = "/snapshot", kOn = "on ";
constexpr std::size_t kMaxBytes = 512 << 20; // Some three million stars.

Error malformed() { return invalid("snapshot.malformed"); }

Result<ledger::Hash> root_of(const std::vector<std::string>& lines) {
    ledger::MemoryTree tree;
    for (const auto& line : lines) tree.append(ledger::leaf_hash(line));
    return ledger::tree_root(tree, lines.size());
}

struct Parts {
    ledger::Note note;
    ledger::Checkpoint checkpoint;
    Day on;
    std::string_view body;
};

Result<Parts> parts_of(std::string_view bytes) {
    // No line of the body is empty, so the last empty line is the one before it.
    const auto end = bytes.size() > kMaxBytes ? bytes.npos : bytes.rfind("\n\n");
    if (end == bytes.npos) return malformed();
    auto note = ledger::parse_note(bytes.substr(0, end + 1));
    auto checkpoint = note ? ledger::parse_checkpoint(note->text) : Result<ledger::Checkpoint>(malformed());
    if (!checkpoint || !checkpoint->origin.ends_with(kOriginEnd)) return malformed();
    const auto text = std::string_view(note->text).substr(ledger::to_text(*checkpoint).size());
    if (!text.starts_with(kOn) || !text.ends_with('\n')) return malformed();
    const auto on = Day::parse(text.substr(kOn.size(), text.size() - kOn.size() - 1));
    if (!on) return malformed();
    return Parts{std::move(*note), std::move(*checkpoint), *on, bytes.substr(end + 2)};
}

Result<std::vector<std::string>> lines_of(std::string_view body) {
    std::vector<std::string> lines;
    while (!body.empty()) {
        const auto end = body.find('\n');
        if (end == body.npos || end == 0) return malformed();
        lines.emplace_back(body.substr(0, end));
        body.remove_prefix(end + 1);
    }
    return lines;
}

bool is_signed_by_log(const ledger::Note& note, const std::string& name, const ledger::Policy& policy) {
    std::vector<ledger::VerifierKey> keys;
    for (const auto& log : policy.logs)
        if (log.key.name == name) keys.push_back(log.key);
    const auto verified = ledger::verify_note(note, keys);
    return verified && !verified->empty();
}

std::string beginning(std::string_view corporate_number) {
    std::string text = R"({"corporateNumber":)";
    append_json_string(text, corporate_number);
    return text + ",";
}

} // namespace

std::string snapshot_line(const SnapshotStar& s) {
    const Json json{{"corporateNumber", s.corporate_number},
                    {"edition", s.edition},
                    {"number", s.number},
                    {"scopeId", s.scope_id},
                    {"star", s.star},
                    {"validFrom", s.registered_on.iso8601()},
                    {"validUntil", s.last_valid_day.iso8601()}};
    auto text = canonical_json(json);
    CHECK(text); // Digits and dates.
    return *text;
}

Result<std::string> make_snapshot(std::vector<std::string> lines, Day on, ledger::Signer& signer) {
    std::sort(lines.begin(), lines.end());
    const auto root = TRY(root_of(lines));
    const auto head = ledger::to_text(ledger::Checkpoint{signer.key().name + std::string(kOriginEnd), lines.size(), root}) +
                      std::string(kOn) + on.iso8601() + "\n";
    auto text = TRY(ledger::sign_note(head, signer));
    text += '\n';
    for (const auto& line : lines) text += line + "\n";
    return text;
}

std::vector<Json> Snapshot::of(std::string_view corporate_number) const {
    const auto wanted = beginning(corporate_number);
    std::vector<Json> stars;
    for (auto line = std::lower_bound(lines.begin(), lines.end(), wanted); line != lines.end() && line->starts_with(wanted);
         ++line)
        if (auto json = parse_json(*line)) stars.push_back(std::move(*json));
    return stars;
}

Result<SnapshotHead> snapshot_head(std::string_view bytes) {
    const auto parts = TRY(parts_of(bytes));
    return SnapshotHead{parts.on, parts.checkpoint.size, parts.checkpoint.root};
}

Result<Snapshot> open_snapshot(std::string_view bytes, const ledger::Policy* policy) {
    const auto parts = TRY(parts_of(bytes));
    const auto origin = parts.checkpoint.origin.substr(0, parts.checkpoint.origin.size() - kOriginEnd.size());
    if (policy && !is_signed_by_log(parts.note, origin, *policy)) return invalid("snapshot.not_signed");
    auto lines = TRY(lines_of(parts.body));
    const bool is_rising = std::adjacent_find(lines.begin(), lines.end(), std::greater_equal<>()) == lines.end();
    const auto root = TRY(root_of(lines));
    if (!is_rising || lines.size() != parts.checkpoint.size || root != parts.checkpoint.root) return invalid("snapshot.changed");
    return Snapshot{origin, {parts.on, parts.checkpoint.size, parts.checkpoint.root}, std::move(lines)};
}

} // namespace hoshirube
