#include "ledger/witness_request.h"

#include "ledger/checkpoint.h"

namespace hoshirube::ledger {

namespace {

constexpr std::size_t kMaxHashes = 63;

Error malformed() { return invalid("ledger.request_malformed"); }

} // namespace

std::string to_text(const AddCheckpoint& request) {
    std::string body = "old " + std::to_string(request.old_size) + "\n";
    for (const Hash& hash : request.proof) body += to_base64(hash) + "\n";
    return body + "\n" + request.checkpoint;
}

Result<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
    AddCheckpoint request;
    for (bool is_first = true;; is_first = false) {
        const auto end = body.find('\n');
        if (end == body.npos) return malformed();
        const auto line = body.substr(0, end);
        body.remove_prefix(end + 1);
        if (is_first) {
            const auto size = line.starts_with("old ") ? parse_decimal(line.substr(4)) : std::nullopt;
            if (!size) return malformed();
            request.old_size = *size;
            continue;
        }
        if (line.empty()) break;
        const auto hash = hash_from_base64(line);
        if (!hash || request.proof.size() == kMaxHashes) return malformed();
        request.proof.push_back(*hash);
    }
    const auto note = parse_note(body);
    if (!note || !parse_checkpoint(note->text)) return malformed();
    request.checkpoint = std::string(body);
    return request;
}

} // namespace hoshirube::ledger
