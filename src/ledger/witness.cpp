#include "ledger/witness.h"

#include "base/hash.h"
#include "ledger/checkpoint.h"
#include "ledger/edge.h"
#include "ledger/tree.h"
#include "ledger/witness_request.h"

namespace hoshirube::ledger {

namespace {

std::string path_of(const std::string& origin_hash) { return origin_hash + "/checkpoint"; }

// Whether `to` only adds to `from`, as the request proves it. From nothing everything follows, without a proof.
bool only_adds(const Checkpoint& from, const Checkpoint& to, std::span<const Hash> proof) {
    if (from.size == 0) return proof.empty() && (to.size > 0 || to.root == empty_root());
    return verify_consistency(from.size, to.size, proof, from.root, to.root);
}

} // namespace

Result<Witness::Answer> Witness::add_checkpoint(std::string_view body, std::uint64_t now_seconds) {
    const auto request = parse_add_checkpoint(body);
    if (!request) return Answer{Outcome::Malformed, {}};
    const auto note = TRY(parse_note(request->checkpoint));
    const auto to = TRY(parse_checkpoint(note.text));
    std::vector<VerifierKey> keys;
    for (const auto& log : logs_)
        if (log.name == to.origin) keys.push_back(log);
    if (keys.empty()) return Answer{Outcome::UnknownLog, {}};
    const auto verified = verify_note(note, keys);
    if (!verified || verified->empty()) return Answer{Outcome::NotSigned, {}};
    if (request->old_size > to.size) return Answer{Outcome::Malformed, {}};

    const auto path = path_of(sha256_hex(to.origin));
    const auto hold = TRY(store_.hold()); // From looking to storing, nobody else.
    Checkpoint from{to.origin, 0, empty_root()};
    if (const auto kept = TRY(store_.read(path))) {
        const auto kept_note = parse_note(*kept);
        const auto checkpoint = kept_note ? parse_checkpoint(kept_note->text) : Result<Checkpoint>(mismatch(path));
        const auto ours =
            kept_note ? verify_note(*kept_note, std::span(&signer_.key(), 1)) : Result<std::vector<Verified>>(mismatch(path));
        if (!checkpoint || !ours || ours->empty()) return mismatch(path);
        from = *checkpoint;
    }
    if (request->old_size != from.size) return Answer{Outcome::OtherSize, std::to_string(from.size) + "\n"};
    if (!only_adds(from, to, request->proof)) return Answer{Outcome::Inconsistent, {}};
    const auto signature = TRY(cosign(note.text, signer_, now_seconds));
    // The log's line is kept with ours: together they are evidence, should the log ever tell another story.
    Note kept{note.text, {}};
    for (const auto& line : note.signatures)
        for (const auto& one : *verified)
            if (line.name == keys[one.key].name && line.key_id == keys[one.key].id() && kept.signatures.empty())
                kept.signatures.push_back(line);
    kept.signatures.push_back(signature);
    TRY(store_.write({{path, to_text(kept)}}));
    return Answer{Outcome::Cosigned, to_text(signature)};
}

Result<std::optional<std::string>> Witness::latest(const std::string& origin_hash) {
    if (!is_sha256_hex(origin_hash)) return std::optional<std::string>();
    return store_.read(path_of(origin_hash));
}

} // namespace hoshirube::ledger
