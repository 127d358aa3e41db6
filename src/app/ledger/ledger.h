#pragma once

#include "app/act.h"
#include "ledger/store.h"

// The product's two ledgers (docs/ledger.md). Both take the append-only events as they are; which event stands where is one table,
// in entry.cpp.

namespace hoshirube {

// "public": facts anyone may know, and commitments. "private": a commitment for every other event; its size and root go into
// the public one every hour.
inline constexpr const char* kPublicLedger = "public";
inline constexpr const char* kPrivateLedger = "private";

// Whether events of this type belong in the public ledger.
bool is_public_event(std::string_view type);

// Canonical JSON of what a ledger says of an event. `nonce`: 32 hex digits. `prev`: index of the subject's entry before this one.
Result<std::string> public_entry(const StoredEvent&, const std::string& nonce, const std::optional<std::uint64_t>& prev);
std::string private_entry(const StoredEvent&, const std::string& nonce);

// SHA-256(nonce's 16 bytes, canonical JSON of the whole event), in hex: opens to nobody without the nonce.
std::string event_commitment(const StoredEvent&, const std::string& nonce);

// Brings one ledger up to the events, and answers the size of what is published then. Any process may call it at any time; those
// that meet take turns, and one of them does the work of all.
// Errors   as ledger::Sequencer::run().
Result<std::uint64_t> sequence_ledger(World&, const std::string& ledger);

// Returns once a published checkpoint covers every public event so far.
Result<Done> settle(World&);

// Whether an act of this person waits for the public ledger.
Result<bool> has_unsettled(Transaction&, const std::string& actor_id);

// Puts size and root of the private ledger into the public one, unless they stand there already.
Result<Done> anchor_private_ledger(World&, Instant now);

// Looks at every byte: files against hashes and signature, entries against events, stars against the events that made them, evidence
// against its hashes. What stands in no event (an answer's row, what the seal was made of) it does not see: docs/ledger.md.
// Answers {"ledgers": [{"name", "origin", "size", "root", "wrong_files", "wrong_entries", "unopened_entries"}], "evidence": {…},
// "stars": {"count", "wrong"}, "is_right"}.
Result<Json> verify_everything(World&);

// The .tlog-proof of an entry, verified before it is handed out, and the entry itself.
struct LedgerProof {
    std::string entry, proof_file;
};
// Errors   Invalid `ledger.index_out_of_range`.
Result<LedgerProof> prove_entry(World&, const std::string& ledger, std::uint64_t index);

// The signed file of all stars valid today (formats/star/snapshot.h), and its root in the public ledger. Does nothing where that is
// done; files of the last seven days are kept.
Result<Done> publish_snapshot(World&, Instant now);
// Of that day, or the newest. Errors   NotFound `snapshot.not_found`.
struct SnapshotFile {
    std::string day; // "2026-12-01"; the file of a day never changes.
    std::unique_ptr<Content> content;
};
Result<SnapshotFile> snapshot_of(World&, const std::optional<Day>&);

} // namespace hoshirube
