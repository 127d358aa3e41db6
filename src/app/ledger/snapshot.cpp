#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "app/ledger/ledger.h"
#include "base/hash.h"
#include "formats/star/snapshot.h"

namespace hoshirube {

namespace {

constexpr int kPage = 1000;
constexpr std::size_t kKeptDays = 7;
const std::string kFolder = "snapshot/";

Result<std::string> line_of(const Certificate& c) {
    const auto scope = TRY(canonical_json(scope_json(c.scope)));
    return snapshot_line(
        {c.corporate_number, sha256_hex(scope).substr(0, 32), c.number, c.star, c.edition, c.registered_on, c.last_valid_day});
}

// Adds a page and answers the last number on it; 0 where there is no more.
Result<std::int64_t> add_page(World& world, Day day, std::int64_t after, std::vector<std::string>& lines) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
    const auto page = TRY(transaction->register_().valid_on(day, after, kPage));
    for (const auto& c : page) lines.push_back(TRY(line_of(c)));
    return page.empty() ? 0 : page.back().number;
}

Result<std::vector<std::string>> lines_on(World& world, Day day) {
    std::vector<std::string> lines;
    std::int64_t after = TRY(add_page(world, day, 0, lines));
    while (after > 0) after = TRY(add_page(world, day, after, lines));
    return lines;
}

// A million stars are two hundred megabytes: it goes to its readers in pieces.
class SnapshotContent final : public Content {
public:
    explicit SnapshotContent(std::unique_ptr<ledger::Store::Pieces> pieces) : pieces_(std::move(pieces)) {}
    std::int64_t size_bytes() const override { return static_cast<std::int64_t>(pieces_->size_bytes()); }
    Result<std::string> next() override { return pieces_->next(); }

private:
    std::unique_ptr<ledger::Store::Pieces> pieces_;
};

Result<std::vector<std::string>> files_in(ledger::Store& store) { return store.list(kFolder.substr(0, kFolder.size() - 1)); }

// The beginning of the day's file, which holds its head; made where it is not there, by one process for all.
Result<std::string> beginning_of(World& world, Day day) {
    auto& store = world.public_ledger.store;
    const auto path = kFolder + day.iso8601();
    if (const auto there = TRY(store.read_in_pieces(path))) return there->next();
    const auto lines = TRY(lines_on(world, day));
    const auto hold = TRY(store.hold());
    if (const auto there = TRY(store.read_in_pieces(path))) return there->next();
    auto bytes = TRY(make_snapshot(lines, day, world.public_ledger.signer));
    TRY(store.write({{path, bytes}}));
    const auto files = TRY(files_in(store));
    for (std::size_t i = 0; i + kKeptDays < files.size(); ++i) TRY(store.remove(files[i]));
    return bytes;
}

} // namespace

Result<Done> publish_snapshot(World& world, Instant now) {
    const auto day = now.tokyo_day();
    const auto bytes = TRY(beginning_of(world, day));
    const auto head = TRY(snapshot_head(bytes));
    const auto key = "snapshot-" + day.iso8601(); // Said once, whoever says it and however often.
    const Act act{kKeeper, now, key, sha256_hex(key)};
    const auto done = perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::OperateScheme));
        TRY(record(transaction, act, "register.snapshot", {}, "snapshot",
                   Json{{"on", day.iso8601()}, {"size", head.size}, {"root", ledger::to_base64(head.root)}}));
        return Receipt{day.iso8601(), static_cast<std::int64_t>(head.size)};
    });
    if (!done) return done.error();
    return Done{};
}

Result<SnapshotFile> snapshot_of(World& world, const std::optional<Day>& day) {
    auto& store = world.public_ledger.store;
    auto path = day ? kFolder + day->iso8601() : std::string();
    if (!day) {
        const auto files = TRY(files_in(store));
        if (!files.empty()) path = files.back();
    }
    auto pieces = path.empty() ? nullptr : TRY(store.read_in_pieces(path));
    if (!pieces) return not_found("snapshot.not_found");
    return SnapshotFile{path.substr(kFolder.size()), std::make_unique<SnapshotContent>(std::move(pieces))};
}

} // namespace hoshirube
