#include "ledger/sequencer.h"

#include "base/hash.h"
#include "ledger/edge.h"

namespace hoshirube::ledger {

namespace {

constexpr std::string_view kBundleHeader = "hoshirube ledger bundle 1\n"; // Stored: never change.

// What a commit adds, in one file: enough to do the rest of it after a crash.
struct Staged {
    Checkpoint from, to;
    std::vector<std::string> entries;
};

std::string staging_path(const Checkpoint& to) { return "staging/" + std::to_string(to.size) + "-" + to_hex(as_bytes(to.root)); }

std::string to_bytes(const Staged& staged) {
    return std::string(kBundleHeader) + to_text(staged.from) + to_text(staged.to) + to_bundle(staged.entries);
}

// The three lines of a checkpoint, cut off the front.
Result<Checkpoint> take_checkpoint(std::string_view& bytes) {
    std::size_t end = 0;
    for (int line = 0; line < 3; ++line) {
        end = bytes.find('\n', end);
        if (end == bytes.npos) return invalid("ledger.bundle_malformed");
        ++end;
    }
    auto checkpoint = TRY(parse_checkpoint(bytes.substr(0, end)));
    bytes.remove_prefix(end);
    return checkpoint;
}

Result<Staged> parse_staged(std::string_view bytes) {
    if (!bytes.starts_with(kBundleHeader)) return invalid("ledger.bundle_malformed");
    bytes.remove_prefix(kBundleHeader.size());
    Staged staged;
    staged.from = TRY(take_checkpoint(bytes));
    staged.to = TRY(take_checkpoint(bytes));
    if (staged.to.size <= staged.from.size || staged.to.size - staged.from.size > Sequencer::kBatch)
        return invalid("ledger.bundle_malformed");
    while (!bytes.empty()) { // Bundles hold at most 256 entries; a staged file holds several in a row.
        if (bytes.size() < 2) return invalid("ledger.bundle_malformed");
        const auto size =
            static_cast<std::size_t>(static_cast<unsigned char>(bytes[0]) << 8 | static_cast<unsigned char>(bytes[1]));
        if (bytes.size() - 2 < size) return invalid("ledger.bundle_malformed");
        staged.entries.emplace_back(bytes.substr(2, size));
        bytes.remove_prefix(2 + size);
    }
    if (staged.entries.size() != staged.to.size - staged.from.size) return invalid("ledger.bundle_malformed");
    return staged;
}

Result<Staged> read_staged(Store& store, const Checkpoint& to) {
    const auto path = staging_path(to);
    const auto bytes = TRY(store.read(path));
    if (!bytes) return mismatch(path);
    auto staged = parse_staged(*bytes);
    if (!staged || staged->to != to) return mismatch(path);
    return staged;
}

// What was written is what is there, entry by entry: the last look before strangers see it.
Result<Done> check_written(Store& store, const std::vector<Store::File>& files) {
    for (const auto& file : files) {
        const auto bytes = TRY(store.read(file.path));
        if (!bytes || *bytes != file.bytes) return mismatch(file.path);
    }
    return Done{};
}

} // namespace

Result<SignedCheckpoint> Sequencer::run() {
    for (;;) {
        const auto hold = TRY(store_.hold());
        if (TRY(store_.read(kHaltFile))) return conflict("ledger.halted", {{"file", kHaltFile}});
        auto head = TRY(source_.head());
        if (!head) head = TRY(found());
        auto published = TRY(recover(*head));
        const bool is_more = TRY(append(*head, published));
        if (!is_more) return published;
    }
}

// The first checkpoint, of nothing. Where files are already, there was a ledger and its database is lost.
Result<Head> Sequencer::found() {
    for (const auto& path : TRY(store_.list(""))) {
        if (path == kCheckpointFile) return conflict("ledger.rolled_back", {{"file", path}});
        if (path.starts_with("tile/")) return mismatch(path);
    }
    const auto note = TRY(sign_note(to_text(Checkpoint{signer_.key().name, 0, empty_root()}), signer_));
    const Head head{note, 0};
    if (!TRY(source_.advance({}, head, 0, {}))) return unavailable("storage.busy", "another process made the ledger meanwhile");
    return head;
}

// Brings the files up to the head, and checks that they fit together.
Result<SignedCheckpoint> Sequencer::recover(const Head& head) {
    auto wanted = open_checkpoint(head.checkpoint, signer_.key());
    if (!wanted) return mismatch("database");
    const auto& to = wanted->checkpoint;
    const auto bytes = TRY(store_.read(kCheckpointFile));
    if (!bytes && to.size > 0) return mismatch(kCheckpointFile);
    Checkpoint from{to.origin, 0, empty_root()};
    if (bytes) {
        const auto published = open_checkpoint(*bytes, signer_.key());
        if (!published) return mismatch(kCheckpointFile);
        from = published->checkpoint;
    }
    if (from.size > to.size) return conflict("ledger.rolled_back", {{"file", kCheckpointFile}});
    if (from.size == to.size && from != to) return mismatch(kCheckpointFile);
    if (from.size < to.size) TRY(apply(from, to));
    else TRY(Edge::load(store_, to));
    if (from.size < to.size || !bytes) {
        TRY(publish(head.checkpoint));
        TRY(clean(from.size, to.size));
    }
    return wanted;
}

Result<bool> Sequencer::append(const Head& head, const SignedCheckpoint& published) {
    const auto& from = published.checkpoint;
    const auto batch = TRY(source_.next(head, from.size, kBatch));
    if (batch.lines.empty()) return false;
    CHECK(batch.lines.size() <= kBatch);
    Staged staged{from, from, {}};
    for (const auto& line : batch.lines) staged.entries.push_back(line.entry);
    auto edge = TRY(Edge::load(store_, from));
    edge.append(staged.entries);
    staged.to.size = edge.size();
    staged.to.root = edge.root();
    TRY(store_.write({{staging_path(staged.to), to_bytes(staged)}}));
    // A second time, from what the disk gives back: one flipped bit in a hash that is signed ends a ledger for good.
    const auto again = TRY(read_staged(store_, staged.to));
    auto second = TRY(Edge::load(store_, from));
    second.append(again.entries);
    if (second.root() != staged.to.root || again.from != from) return mismatch(staging_path(staged.to));
    const auto note = TRY(sign_note(to_text(staged.to), signer_));
    const Head next{note, batch.through};
    // False: another process was first. The next round starts from its head.
    static_cast<void>(TRY(source_.advance(head, next, from.size, batch)));
    return true; // The next round applies it: every commit goes the way of recovery.
}

Result<Done> Sequencer::apply(const Checkpoint& from, const Checkpoint& to) {
    const auto staged = TRY(read_staged(store_, to));
    if (staged.from != from) return mismatch(staging_path(to));
    auto edge = TRY(Edge::load(store_, from));
    const auto files = edge.append(staged.entries);
    if (edge.size() != to.size || edge.root() != to.root) return mismatch(staging_path(to));
    TRY(store_.write(files));
    TRY(check_written(store_, files));
    TRY(Edge::load(store_, to));
    return Done{};
}

Result<Done> Sequencer::publish(const std::string& note) { return store_.write({{kCheckpointFile, note}}); }

// Staged bundles have served, and partial tiles go where a full one has come.
Result<Done> Sequencer::clean(std::uint64_t old_size, std::uint64_t size) {
    TRY(store_.remove("staging"));
    for (const auto& name : new_tiles(old_size, size))
        if (!name.is_partial()) TRY(store_.remove(tile_path(name) + ".p"));
    return Done{};
}

} // namespace hoshirube::ledger
