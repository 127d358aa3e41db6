#include "main/resume.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "base/hash.h"
#include "disk/file.h"
#include "ledger/sequencer.h"
#include "ledger/tile_nodes.h"
#include "main/cosigner.h"
#include "main/key_file.h"
#include "main/ledger_key.h"

namespace hoshirube {

namespace {

namespace fs = std::filesystem;
using ledger::Checkpoint;

constexpr const char* kLedgers[] = {kPublicLedger, kPrivateLedger};

LedgerParts& parts_of(World& world, const std::string& name) {
    return name == kPublicLedger ? world.public_ledger : world.private_ledger;
}

Result<std::optional<Checkpoint>> published(LedgerParts& parts) {
    const auto note = TRY(parts.store.read(ledger::kCheckpointFile));
    if (!note) return std::optional<Checkpoint>();
    const auto one = TRY(ledger::open_checkpoint(*note, parts.signer.key()));
    return std::optional(one.checkpoint);
}

Error published_beyond(std::uint64_t here, std::uint64_t there) {
    return conflict("ledger.published_beyond", {{"here", std::to_string(here)}, {"there", std::to_string(there)}});
}

// Of the checkpoint that stands in the halt file: the largest anyone has shown.
std::uint64_t known_beyond(const std::string& halt) {
    const auto said = parse_json(halt);
    const auto found = said && said->is_object() ? said->find("published_beyond") : Json::const_iterator();
    return said && said->is_object() && found != said->end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

Result<Done> remember_beyond(LedgerParts& parts, const std::string& halt, std::uint64_t size) {
    auto said = TRY(parse_json(halt));
    if (!said.is_object() || known_beyond(halt) >= size) return Done{};
    said["published_beyond"] = size;
    return parts.store.write({{ledger::kHaltFile, TRY(canonical_json(said))}});
}

Result<Done> check_kept(LedgerParts& parts, const Checkpoint& here, const std::string& path, const std::string& halt) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return folder_error(path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto kept = TRY(ledger::open_checkpoint(text, parts.signer.key())).checkpoint;
    if (kept.size > here.size) {
        TRY(remember_beyond(parts, halt, kept.size));
        return published_beyond(here.size, kept.size);
    }
    ledger::TileNodes nodes(parts.store, here.size);
    const auto root = kept.size == 0 ? ledger::empty_root() : TRY(ledger::tree_root(nodes, kept.size));
    if (root != kept.root) return conflict("ledger.against_checkpoint", {{"file", path}});
    return Done{};
}

Result<Done> check_witnesses(World& world, const Checkpoint& here, const std::string& path, const std::string& halt) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return folder_error(path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto policy = TRY(ledger::parse_policy(text));
    Cosigner cosigner(world, policy);
    const auto asked = cosigner.check_start(Cosigner::Silence::Refused);
    if (!asked && asked.error().key == "ledger.behind_witness")
        TRY(remember_beyond(world.public_ledger, halt, here.size + 1)); // At least: the witness says no more than its size.
    return asked;
}

// The event that stands for the decision, in the private ledger from then on.
Result<Done> record_decision(World& world, const std::string& type, Json facts) {
    const auto key = new_id();
    const Act act{kKeeper, system_now(), key, sha256_hex(key)};
    const auto done = perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::OperateScheme));
        TRY(record(transaction, act, type, {}, "ledger", facts));
        if (type == "ledger.begun_anew")
            for (const char* name : kLedgers) TRY(transaction.ledgers().forget(name));
        return Receipt{"ledger", 1};
    });
    if (!done) return done.error();
    return Done{};
}

// The old signing key goes first: whatever happens after, nobody signs a second history with it. Its public half stays with the files.
Result<Done> put_away(World& world, const Config& config, const std::string& name, const std::string& day) {
    const auto folder = config.data_directory + "/ledger/" + name;
    auto& parts = parts_of(world, name);
    TRY(parts.store.write({{"key", ledger::to_text(parts.signer.key()) + "\n"}}));
    fs::remove(config.data_directory + "/keys/ledger-" + name + ".key");
    TRY(sync_directory(config.data_directory + "/keys"));
    auto ended = config.data_directory + "/ledger/" + name + "-ended-" + day;
    for (int i = 2; has_file(ended); ++i)
        ended = config.data_directory + "/ledger/" + name + "-ended-" + day + "-" + std::to_string(i);
    if (::rename(folder.c_str(), ended.c_str()) != 0) return folder_error(folder);
    return sync_directory(config.data_directory + "/ledger");
}

Result<Json> begin_anew(const Config& config, World& world, const std::string& name, const std::optional<Checkpoint>& here) {
    if (here && here->origin == name) return invalid("ledger.name_used", {}, {{"name", name}});
    const auto old =
        here ? Json{{"origin", here->origin}, {"size", here->size}, {"root", ledger::to_base64(here->root)}} : Json();
    TRY(record_decision(world, "ledger.begun_anew", Json{{"old", old}, {"name", name}}));
    const auto day = system_now().tokyo_day().iso8601();
    for (const char* one : kLedgers) TRY(put_away(world, config, one, day));
    for (const char* one : kLedgers) {
        const auto origin = name + (std::string_view(one) == kPublicLedger ? "" : "/audit");
        TRY(open_ledger_key(config.data_directory + "/keys/ledger-" + one + ".key", origin, ledger::KeyType::Ed25519));
    }
    return Json{{"how", "new-ledger"}, {"old", old}, {"name", name}};
}

} // namespace

Result<Json> resume_ledger(const Config& config, House& house, const cli::Arguments& arguments) {
    auto& world = house.world();
    auto& open = world.public_ledger;
    const auto halt = TRY(open.store.read(ledger::kHaltFile));
    if (!halt && !TRY(world.private_ledger.store.read(ledger::kHaltFile))) return conflict("ledger.not_halted");
    const auto ways = arguments.has("--checkpoint") + arguments.has("--witnesses") + arguments.has("--nothing-published") +
                      arguments.has("--new-ledger");
    if (ways != 1) return invalid("ledger.resume_how");
    const auto here = TRY(published(open));
    if (arguments.has("--new-ledger")) return begin_anew(config, world, arguments.text("--new-ledger"), here);

    const auto said = halt.value_or("{}");
    const Checkpoint ours = here.value_or(Checkpoint{open.signer.key().name, 0, ledger::empty_root()});
    if (const auto beyond = known_beyond(said); beyond > ours.size) return published_beyond(ours.size, beyond);
    for (const auto& path : arguments.all("--checkpoint")) TRY(check_kept(open, ours, path, said));
    if (arguments.has("--witnesses")) TRY(check_witnesses(world, ours, arguments.text("--witnesses"), said));
    const std::string how = arguments.has("--checkpoint")  ? "checkpoint"
                            : arguments.has("--witnesses") ? "witnesses"
                                                           : "nothing-published";
    TRY(record_decision(world, "ledger.resumed", Json{{"how", how}, {"size", ours.size}}));
    for (const char* name : kLedgers) TRY(parts_of(world, name).store.remove(ledger::kHaltFile));
    for (const char* name : kLedgers) static_cast<void>(TRY(sequence_ledger(world, name)));
    return Json{{"how", how}, {"size", ours.size}};
}

} // namespace hoshirube
