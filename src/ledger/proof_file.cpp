#include "ledger/proof_file.h"

#include "base/base64.h"
#include "ledger/checkpoint.h"

namespace hoshirube::ledger {

namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::size_t kMaxHashes = 64; // A tree of 2^64 entries is 64 deep.
constexpr std::size_t kMaxBytes = 2 * kMaxNoteBytes;

Error malformed() { return invalid("ledger.proof_malformed"); }

Result<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == text.npos) return malformed();
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

} // namespace

std::string to_text(const ProofFile& proof) {
    std::string text = std::string(kHeader) + "\n";
    if (proof.extra) text += "extra " + to_base64(*proof.extra) + "\n";
    text += "index " + std::to_string(proof.index) + "\n";
    for (const Hash& hash : proof.hashes) text += to_base64(hash) + "\n";
    return text + "\n" + proof.checkpoint;
}

Result<ProofFile> parse_proof_file(std::string_view bytes) {
    if (bytes.size() > kMaxBytes || TRY(take_line(bytes)) != kHeader) return malformed();
    ProofFile proof;
    auto line = TRY(take_line(bytes));
    if (line.starts_with("extra ")) {
        proof.extra = from_base64(line.substr(6));
        if (!proof.extra) return malformed();
        line = TRY(take_line(bytes));
    }
    const auto index = line.starts_with("index ") ? parse_decimal(line.substr(6)) : std::nullopt;
    if (!index) return malformed();
    proof.index = *index;
    for (line = TRY(take_line(bytes)); !line.empty(); line = TRY(take_line(bytes))) {
        const auto hash = hash_from_base64(line);
        if (!hash || proof.hashes.size() == kMaxHashes) return malformed();
        proof.hashes.push_back(*hash);
    }
    const auto note = parse_note(bytes);
    if (!note || !parse_checkpoint(note->text)) return malformed();
    proof.checkpoint = std::string(bytes);
    return proof;
}

} // namespace hoshirube::ledger
