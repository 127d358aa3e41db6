#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "app/register/register.h"
#include "base/hash.h"
#include "ledger/edge.h"
#include "ledger/proof_file.h"
#include "ledger/sequencer.h"
#include "ledger/tile_nodes.h"
#include "ledger/verify.h"

namespace hoshirube {

namespace {

constexpr int kPage = 1000;

LedgerParts& parts_of(World& world, const std::string& name) {
    return name == kPublicLedger ? world.public_ledger : world.private_ledger;
}

// Makes each entry a second time from the database and compares: an event changed behind the ledger's back shows.
class EntryChecker {
public:
    EntryChecker(Transaction& transaction, std::string name) : transaction_(transaction), name_(std::move(name)) {}

    Result<Done> see(std::uint64_t index, const std::string& entry) {
        if (lines_.empty() || index >= lines_.back().index + 1) lines_ = TRY(transaction_.ledgers().lines(name_, index, kPage));
        const auto at = lines_.empty() || index < lines_[0].index ? lines_.size() : index - lines_[0].index;
        if (at >= lines_.size() || lines_[at].index != index || !TRY(is_right(lines_[at], entry))) wrong_.push_back(index);
        return Done{};
    }
    const std::vector<std::uint64_t>& wrong() const { return wrong_; }
    // Their nonce is gone, so that the event behind them can no longer be shown to be the one that was meant.
    std::uint64_t unopened() const { return unopened_; }

private:
    Result<bool> is_right(const LedgerLine& line, const std::string& entry) {
        const auto events = TRY(transaction_.events().after(line.event_sequence - 1, 1));
        if (events.empty() || events[0].sequence != line.event_sequence) return false;
        const auto& event = events[0];
        if (sha256_hex(event.event.record) != event.record_sha256) return false;
        std::optional<std::uint64_t> prev;
        if (const auto found = last_.find(line.subject); found != last_.end()) prev = found->second;
        if (name_ == kPublicLedger) last_[line.subject] = line.index;
        const auto again = name_ == kPublicLedger ? public_entry(event, line.nonce, prev)
                                                  : Result<std::string>(private_entry(event, line.nonce));
        if (!again) return false;
        if (!line.nonce.empty()) return *again == entry;
        // Without its nonce a commitment opens to nobody any more; the rest must still be so.
        ++unopened_;
        auto expected = parse_json(*again), given = parse_json(entry);
        if (!expected || !given || !given->contains("commit")) return false;
        (*expected)["commit"]["event"] = (*given)["commit"].value("event", Json());
        return *expected == *given;
    }

    Transaction& transaction_;
    const std::string name_;
    std::vector<LedgerLine> lines_;
    std::map<std::string, std::uint64_t> last_;
    std::vector<std::uint64_t> wrong_;
    std::uint64_t unopened_ = 0;
};

Result<Json> verify_ledger(World& world, const std::string& name) {
    auto& parts = parts_of(world, name);
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
    EntryChecker checker(*transaction, name);
    auto findings = TRY(ledger::verify_files(parts.store, parts.signer.key(), [&](std::uint64_t index, const std::string& entry) {
        return checker.see(index, entry);
    }));
    const auto head = TRY(transaction->ledgers().head(name));
    Json answer{{"name", name},
                {"origin", parts.signer.key().name},
                {"wrong_entries", checker.wrong()},
                {"unopened_entries", checker.unopened()}};
    if (findings.checkpoint) {
        answer["size"] = findings.checkpoint->size;
        answer["root"] = ledger::to_base64(findings.checkpoint->root);
    } else if (!head && findings.wrong_files == std::vector<std::string>{ledger::kCheckpointFile}) {
        findings.wrong_files.clear(); // Nothing was ever appended.
        answer["size"] = 0;
    }
    // The database may be one commit ahead after a crash; behind it never is.
    const auto wanted = head ? ledger::open_checkpoint(head->checkpoint, parts.signer.key())
                             : Result<ledger::SignedCheckpoint>(invalid("ledger.not_signed"));
    const bool is_behind = findings.checkpoint &&
                           (!wanted || wanted->checkpoint.size < findings.checkpoint->size ||
                            (wanted->checkpoint.size == findings.checkpoint->size && wanted->checkpoint != *findings.checkpoint));
    answer["database_is_behind"] = is_behind;
    answer["wrong_files"] = findings.wrong_files;
    // Nothing here empties a nonce, so an entry that cannot be opened is no entry that was checked.
    answer["is_right"] = findings.wrong_files.empty() && checker.wrong().empty() && checker.unopened() == 0 && !is_behind;
    return answer;
}

Result<Json> verify_evidence(World& world) {
    Json wrong = Json::array();
    std::int64_t count = 0;
    std::string after;
    for (bool is_more = true; is_more;) {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
        const auto page = TRY(transaction->evidence().contents_after(after, kPage));
        is_more = !page.empty();
        for (const auto& sha256 : page) {
            const auto verified = world.vault.verify(sha256);
            if (!verified && verified.error().code == ErrorCode::Unavailable) return verified.error();
            if (!verified) wrong.push_back(sha256);
            after = sha256;
            ++count;
        }
    }
    return Json{{"count", count}, {"is_right", wrong.empty()}, {"wrong", std::move(wrong)}};
}

// What the events say of one star.
struct MadeStar {
    std::string record_sha256;                  // Of the event that registered it.
    Json standing = standing_facts(Standing{}); // By the latest act since.
};

// The stars of the register against the events that made and changed them: by number, each one's facts.
Result<Json> verify_register(World& world) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
    std::map<std::int64_t, MadeStar> made;
    std::int64_t after = 0;
    for (bool is_more = true; is_more;) {
        const auto events = TRY(transaction->ledgers().public_after(after, kPage));
        is_more = !events.empty();
        for (const auto& event : events) {
            after = event.sequence;
            if (!event.event.type.starts_with("star.")) continue;
            auto record = TRY(parse_json(event.event.record));
            auto& star = made[record.at("number").get<std::int64_t>()];
            if (event.event.type == "star.registered") star.record_sha256 = event.record_sha256;
            else star.standing = std::move(record.at("standing"));
        }
    }
    std::vector<std::int64_t> wrong;
    std::int64_t count = 0, last = 0;
    for (bool is_more = true; is_more;) {
        const auto page = TRY(transaction->register_().numbered_after(last, kPage));
        is_more = !page.empty();
        for (const auto& certificate : page) {
            last = certificate.number;
            ++count;
            const auto found = made.find(certificate.number);
            const auto facts = sha256_hex(TRY(canonical_json(star_facts(certificate))));
            const bool is_right = found != made.end() && facts == found->second.record_sha256 &&
                                  standing_facts(certificate.standing) == found->second.standing;
            if (!is_right) wrong.push_back(certificate.number);
            if (found != made.end()) made.erase(found);
        }
    }
    for (const auto& [number, star] : made) wrong.push_back(number); // Registered, and no longer there.
    std::sort(wrong.begin(), wrong.end());
    return Json{{"count", count}, {"is_right", wrong.empty()}, {"wrong", std::move(wrong)}};
}

} // namespace

Result<Json> verify_everything(World& world) {
    Json ledgers = Json::array();
    bool is_right = true;
    for (const auto* name : {kPublicLedger, kPrivateLedger}) {
        ledgers.push_back(TRY(verify_ledger(world, name)));
        is_right = is_right && ledgers.back()["is_right"].get<bool>();
    }
    auto evidence = TRY(verify_evidence(world));
    auto stars = TRY(verify_register(world));
    is_right = is_right && evidence["is_right"].get<bool>() && stars["is_right"].get<bool>();
    return Json{
        {"ledgers", std::move(ledgers)}, {"evidence", std::move(evidence)}, {"stars", std::move(stars)}, {"is_right", is_right}};
}

Result<LedgerProof> prove_entry(World& world, const std::string& name, std::uint64_t index) {
    auto& parts = parts_of(world, name);
    const auto note = TRY(parts.store.read(ledger::kCheckpointFile));
    if (!note) return invalid("ledger.index_out_of_range", {}, {{"index", std::to_string(index)}, {"size", "0"}});
    const auto checkpoint = TRY(ledger::open_checkpoint(*note, parts.signer.key())).checkpoint;
    ledger::TileNodes nodes(parts.store, checkpoint.size);
    const auto hashes = TRY(ledger::make_inclusion(nodes, index, checkpoint.size));
    const auto width = ledger::tile_width(0, index / ledger::kTileWidth, checkpoint.size);
    const ledger::TileName bundle{ledger::TileName::Kind::Entries, 0, index / ledger::kTileWidth, width};
    const auto bytes = TRY(ledger::read_tile(parts.store, bundle));
    const auto entries = ledger::parse_bundle(bytes.value_or(""), width);
    if (!entries) return ledger::mismatch(ledger::tile_path(bundle));
    const auto& entry = (*entries)[index % ledger::kTileWidth];
    if (!ledger::verify_inclusion(ledger::leaf_hash(entry), index, checkpoint.size, hashes, checkpoint.root))
        return ledger::mismatch(ledger::tile_path(bundle));
    return LedgerProof{entry, ledger::to_text(ledger::ProofFile{{}, index, hashes, *note})};
}

} // namespace hoshirube
