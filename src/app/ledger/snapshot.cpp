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

// The day's file; made where it is not there, by one process for all.
Result<std::string> file_of(World& world, Day day) {
    auto& store = world.public_ledger.store;
    const auto path = kFolder + day.iso8601();
    if (auto there = TRY(store.read(path))) return std::move(*there);
    const auto lines = TRY(lines_on(world, day));
    const auto hold = TRY(store.hold());
    if (auto there = TRY(store.read(path))) return std::move(*there);
    auto bytes = TRY(make_snapshot(lines, day, world.public_ledger.signer));
    TRY(store.write({{path, bytes}}));
    const auto files = TRY(store.list(kFolder.substr(0, kFolder.size() - 1)));
    for (std::size_t i = 0; i + kKeptDays < files.size(); ++i) TRY(store.remove(files[i]));
    return bytes;
}

} // namespace

Result<Done> publish_snapshot(World& world, Instant now) {
    const auto day = now.tokyo_day();
    const auto bytes = TRY(file_of(world, day));
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

Result<std::string> snapshot_of(World& world, const std::optional<Day>& day) {
    auto& store = world.public_ledger.store;
    auto path = day ? kFolder + day->iso8601() : std::string();
    if (!day) {
        const auto files = TRY(store.list(kFolder.substr(0, kFolder.size() - 1)));
        if (!files.empty()) path = files.back();
    }
    auto bytes = path.empty() ? std::optional<std::string>() : TRY(store.read(path));
    if (!bytes) return not_found("snapshot.not_found");
    return std::move(*bytes);
}

} // namespace hoshirube
