// What the ledger costs: proofs on one core, and durable appends beside single flushes of the same disk, in turn.
//
//   build/bench/ledger/bench_ledger [FOLDER-ON-THE-DISK]
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "evidence/memory_vault.h"
#include "ledger/ed25519.h"
#include "ledger/tree.h"
#include "storage/storage.h"
#include "tiles/disk_store.h"

using namespace hoshirube;

namespace {

constexpr std::uint64_t kTreeSize = 1'000'003;
constexpr int kProofs = 200'000, kRounds = 10, kFlushes = 30, kEvents = 16'384;

template <typename T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s %s\n", result.error().key.c_str(), result.error().detail.c_str());
    std::exit(1);
}

std::string start_guide_text() {
    std::ifstream file(SOURCE_DIR "/catalogue/start.json", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

double cpu_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

void measure_proofs() {
    ledger::MemoryTree tree;
    std::vector<ledger::Hash> leaves;
    for (std::uint64_t i = 0; i < kTreeSize; ++i) {
        leaves.push_back(ledger::leaf_hash(std::to_string(i)));
        tree.append(leaves.back());
    }
    const auto root = must(ledger::tree_root(tree, kTreeSize));
    std::mt19937_64 random(1);
    std::vector<std::uint64_t> indexes(kProofs);
    for (auto& index : indexes) index = random() % kTreeSize;
    std::vector<std::vector<ledger::Hash>> proofs;
    proofs.reserve(kProofs);
    auto begin = cpu_seconds();
    for (const auto index : indexes) proofs.push_back(must(ledger::make_inclusion(tree, index, kTreeSize)));
    const auto made = kProofs / (cpu_seconds() - begin);
    begin = cpu_seconds();
    int good = 0;
    for (std::size_t i = 0; i < proofs.size(); ++i)
        good += ledger::verify_inclusion(leaves[indexes[i]], indexes[i], kTreeSize, proofs[i], root);
    const auto verified = kProofs / (cpu_seconds() - begin);
    CHECK(good == kProofs);
    std::printf("inclusion proofs made      %10.0f /s of CPU   (target 150,000; tree of 1,000,003)\n", made);
    std::printf("inclusion proofs verified  %10.0f /s of CPU   (target  60,000)\n", verified);
}

double flush_seconds(int file) {
    const std::string piece(4096, 'x');
    const auto begin = seconds();
    for (int i = 0; i < kFlushes; ++i) CHECK(::write(file, piece.data(), piece.size()) == 4096 && ::fdatasync(file) == 0);
    return seconds() - begin;
}

void add_events(Storage& storage) {
    auto transaction = must(storage.begin(Database::Mode::Write, kKeeper));
    for (int i = 0; i < kEvents; ++i)
        must(transaction->events().append({"answer.saved", "person", "organisation", "subject", R"({"state":"met"})"},
                                          Instant(i)));
    must(transaction->commit());
}

void measure_appends(const std::filesystem::path& folder) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const auto storage = must(open_database("sqlite:" + (folder / "bench.db").string()));
    const auto signer = must(ledger::Ed25519Signer::make("bench.invalid/log", ledger::KeyType::Ed25519, std::string(32, '\1')));
    const auto store = must(DiskStore::open((folder / "ledger").string(), DiskStore::AfterIoError::Refuse));
    MemoryVault vault;
    const auto texts = must(Texts::load({}));
    const Shelf shelf({});
    const auto guide = must(StartGuide::parse(start_guide_text()));
    World world{*storage, vault, shelf, guide, texts, "", "", {*store, *signer}, {*store, *signer}};
    must(sequence_ledger(world, kPrivateLedger));
    const int file = ::open((folder / "flush").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    double appending = 0, working = 0, flushing = 0;
    for (int round = 0; round < kRounds; ++round) { // In turn, so that both see the same disk under the same load.
        add_events(*storage);
        const auto begin = seconds(), cpu_begin = cpu_seconds();
        must(sequence_ledger(world, kPrivateLedger));
        appending += seconds() - begin;
        working += cpu_seconds() - cpu_begin;
        flushing += flush_seconds(file);
    }
    ::close(file);
    const double appends = kRounds * kEvents / appending, flushes = kRounds * kFlushes / flushing;
    std::printf("durable appends            %10.0f /s          batches of %d, through SQLite, signed and published\n", appends,
                kEvents);
    std::printf("  processor time of one    %10.1f µs\n", working / (kRounds * kEvents) * 1e6);
    std::printf("single flushes             %10.0f /s          4 KiB append and fdatasync on the same disk\n", flushes);
    std::printf("appends for each flush     %10.0f ×            (target 100)\n", appends / flushes);
    std::filesystem::remove_all(folder);
}

} // namespace

int main(int count, char** words) {
    measure_proofs();
    measure_appends(std::filesystem::path(count > 1 ? words[1] : ".") / "bench-ledger");
    return 0;
}
