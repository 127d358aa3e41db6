#include "ledger/monitor.h"

#include "base/hash.h"
#include "ledger/edge.h"
#include "ledger/sequencer.h"

namespace hoshirube::ledger {

namespace {

constexpr std::uint64_t kStep = 16 * kTileWidth; // Entries taken over at once: bounds the memory of a first look.

std::string short_name(const Checkpoint& one) { return std::to_string(one.size) + "-" + to_hex(as_bytes(one.root)); }

Error alarm_error(const char* key, const Checkpoint& before, const Checkpoint& now) {
    return conflict(key, {{"before", short_name(before)}, {"now", short_name(now)}});
}

class Looking {
public:
    Looking(Store& log, const VerifierKey& key, Store& memory) : log_(log), key_(key), memory_(memory) {}

    Result<Look> run() {
        const auto served = TRY(log_.read(kCheckpointFile));
        if (!served) return not_found("ledger.not_found");
        now_note_ = *served;
        const auto now = TRY(open_checkpoint(now_note_, key_)).checkpoint;
        Checkpoint before{now.origin, 0, empty_root()};
        if (const auto kept = TRY(memory_.read(kCheckpointFile))) {
            before_note_ = *kept;
            before = TRY(open_checkpoint(before_note_, key_)).checkpoint;
        }
        // Kept before it is judged: what was once said can be shown for ever.
        TRY(memory_.write({{"seen/" + short_name(now), now_note_}}));
        if (now.size < before.size) return alarm("ledger.rolled_back_outside", before, now);
        if (now.size == before.size && now != before) return alarm("ledger.split_view", before, now);
        if (now.size > before.size) TRY(follow(before, now));
        TRY(memory_.write({{kCheckpointFile, now_note_}}));
        return Look{before, now};
    }

private:
    Error alarm(const char* key, const Checkpoint& before, const Checkpoint& now) {
        const auto folder = "alarm/" + short_name(before) + "--" + short_name(now) + "/";
        const auto kept = memory_.write({{folder + "before", before_note_}, {folder + "now", now_note_}});
        return kept ? alarm_error(key, before, now) : kept.error();
    }

    // Copies the new entries, step by step, and sees whether they lead to the root that the log signed.
    Result<Done> follow(const Checkpoint& before, const Checkpoint& now) {
        auto edge = TRY(Edge::load(memory_, before));
        while (edge.size() < now.size) {
            std::vector<std::string> fresh;
            const auto end = std::min(now.size, (edge.size() / kTileWidth + kStep / kTileWidth) * kTileWidth);
            for (auto at = edge.size(); at < end;) {
                const auto index = at / kTileWidth;
                const TileName name{TileName::Kind::Entries, 0, index, tile_width(0, index, now.size)};
                const auto bytes = TRY(read_tile(log_, name));
                const auto entries = parse_bundle(bytes.value_or(""), name.width);
                if (!entries) return unavailable("ledger.not_served", tile_path(name));
                for (auto i = at % kTileWidth; i < entries->size() && at < end; ++i, ++at) fresh.push_back((*entries)[i]);
            }
            const auto files = edge.append(fresh);
            if (edge.size() == now.size && edge.root() != now.root) return alarm("ledger.split_view", before, now);
            TRY(memory_.write(files));
        }
        return Done{};
    }

    Store& log_;
    const VerifierKey& key_;
    Store& memory_;
    std::string before_note_, now_note_;
};

} // namespace

Result<Look> look_at(Store& log, const VerifierKey& key, Store& memory) {
    const auto hold = TRY(memory.hold());
    return Looking(log, key, memory).run();
}

} // namespace hoshirube::ledger
