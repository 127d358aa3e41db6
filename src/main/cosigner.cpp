#include "main/cosigner.h"

#include "http/client.h"
#include "ledger/sequencer.h"
#include "ledger/tile_nodes.h"
#include "ledger/witness_request.h"

namespace hoshirube {

namespace {

constexpr std::chrono::seconds kTimeout{5};
constexpr std::size_t kMaxAnswerBytes = 64 * 1024;

Result<ledger::SignedCheckpoint> published(World& world) {
    const auto note = TRY(world.public_ledger.store.read(ledger::kCheckpointFile));
    if (!note) return not_found("ledger.not_found");
    return ledger::open_checkpoint(*note, world.public_ledger.signer.key());
}

bool has_signed(const ledger::Note& note, const ledger::VerifierKey& key) {
    const auto verified = ledger::verify_note(note, std::span(&key, 1));
    return verified && !verified->empty();
}

} // namespace

Result<Cosigner::Asked> Cosigner::ask(const ledger::Policy::Witness& witness, const ledger::SignedCheckpoint& one,
                                      std::uint64_t old_size) {
    ledger::AddCheckpoint request{old_size, {}, ledger::to_text(one.note)};
    if (old_size > 0 && old_size < one.checkpoint.size) {
        ledger::TileNodes nodes(world_.public_ledger.store, one.checkpoint.size);
        request.proof = TRY(ledger::make_consistency(nodes, old_size, one.checkpoint.size));
    }
    FetchRequest sent{witness.url, ledger::to_text(request), kTimeout, kMaxAnswerBytes};
    sent.url += sent.url.ends_with('/') ? "add-checkpoint" : "/add-checkpoint";
    const auto answer = TRY(fetch(sent));
    Asked asked{answer.status, {}, {}};
    if (answer.status == 409 && answer.body.ends_with('\n'))
        asked.size = ledger::parse_decimal(std::string_view(answer.body).substr(0, answer.body.size() - 1));
    if (answer.status != 200) return asked;
    for (const auto& line : TRY(ledger::parse_signatures(answer.body)))
        if (has_signed({one.note.text, {line}}, witness.key)) asked.signature = line;
    return asked;
}

Result<Done> Cosigner::check_start(Silence silence) {
    auto one = published(world_);
    if (!one && one.error().code == ErrorCode::NotFound) { // A ledger about to begin: also its name may have been used before.
        auto& signer = world_.public_ledger.signer;
        const auto nothing =
            TRY(ledger::sign_note(ledger::to_text(ledger::Checkpoint{signer.key().name, 0, ledger::empty_root()}), signer));
        one = ledger::open_checkpoint(nothing, signer.key());
    }
    if (!one) return one.error();
    int asked_count = 0;
    for (const auto& witness : policy_.witnesses) {
        if (witness.url.empty()) continue;
        ++asked_count;
        const auto asked = ask(witness, *one, one->checkpoint.size);
        const bool is_answer = asked && (asked->status == 200 || asked->status == 409 || asked->status == 422);
        if (!is_answer && silence == Silence::Refused)
            return Error{ErrorCode::Unavailable, "ledger.witness_silent", {{"witness", witness.name}}, {}, {}};
        if (!asked) continue;
        if (asked->status == 422) return conflict("ledger.against_witness", {{"witness", witness.name}});
        if (asked->size && *asked->size > one->checkpoint.size)
            return conflict("ledger.behind_witness", {{"witness", witness.name}});
        if (asked->size) sizes_[witness.name] = *asked->size;
    }
    if (asked_count == 0 && silence == Silence::Refused) return invalid("ledger.witness_none");
    return Done{};
}

Result<int> Cosigner::round() {
    const auto one = TRY(published(world_));
    std::vector<ledger::Signature> fresh;
    for (const auto& witness : policy_.witnesses) {
        if (witness.url.empty() || has_signed(one.note, witness.key)) continue;
        auto asked = ask(witness, one, std::min(sizes_[witness.name], one.checkpoint.size));
        if (asked && asked->size && *asked->size <= one.checkpoint.size) asked = ask(witness, one, *asked->size);
        if (!asked || !asked->signature) continue; // Another round will come.
        sizes_[witness.name] = one.checkpoint.size;
        fresh.push_back(*asked->signature);
    }
    if (fresh.empty()) return 0;
    const auto hold = TRY(world_.public_ledger.store.hold());
    auto now = TRY(published(world_));
    if (now.note.text != one.note.text) return 0; // Meanwhile there is a newer one; these signatures are of the past.
    for (auto& line : fresh) now.note.signatures.push_back(std::move(line));
    TRY(world_.public_ledger.store.write({{ledger::kCheckpointFile, ledger::to_text(now.note)}}));
    return static_cast<int>(fresh.size());
}

} // namespace hoshirube
