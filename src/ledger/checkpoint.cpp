#include "ledger/checkpoint.h"

#include <charconv>

namespace hoshirube::ledger {

namespace {

// Cuts the first line off `text`; empty if no line feed ends it.
std::optional<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == text.npos) return {};
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

} // namespace

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
    std::uint64_t number = 0;
    if (text.empty() || text.size() > 20 || (text.size() > 1 && text[0] == '0')) return {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

std::string to_text(const Checkpoint& checkpoint) {
    return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(checkpoint.root) + "\n";
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
    const auto origin = take_line(text), size_line = take_line(text), root_line = take_line(text);
    if (!origin || origin->empty() || !size_line || !root_line) return invalid("ledger.checkpoint_malformed");
    const auto size = parse_decimal(*size_line);
    const auto root = hash_from_base64(*root_line);
    if (!size || !root) return invalid("ledger.checkpoint_malformed");
    while (!text.empty()) {
        const auto extension = take_line(text);
        if (!extension || extension->empty()) return invalid("ledger.checkpoint_malformed");
    }
    return Checkpoint{std::string(*origin), *size, *root};
}

Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, const VerifierKey& log) {
    auto note = TRY(parse_note(bytes));
    auto checkpoint = TRY(parse_checkpoint(note.text));
    if (checkpoint.origin != log.name)
        return invalid("ledger.origin_other", {}, {{"origin", checkpoint.origin}, {"name", log.name}});
    const auto verified = TRY(verify_note(note, std::span(&log, 1)));
    if (verified.empty()) return invalid("ledger.not_signed", {}, {{"name", log.name}});
    return SignedCheckpoint{std::move(checkpoint), std::move(note)};
}

} // namespace hoshirube::ledger
