#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "formats/backup/envelope.h"
#include "formats/backup/records.h"
#include "fuzz/fuzz.h"

using namespace hoshirube;

namespace {

struct Files final : backup::Reader::Sink {
    std::vector<std::pair<std::string, std::string>> files;
    std::uint64_t left = 0;
    Result<Done> begin(const std::string& path, std::uint64_t size) override {
        CHECK(backup::is_archive_path(path) && path.find("..") == path.npos && path.front() != '/');
        files.emplace_back(path, "");
        left = size;
        return Done{};
    }
    Result<Done> piece(std::string_view bytes) override {
        CHECK(bytes.size() <= left);
        left -= bytes.size();
        files.back().second += bytes;
        return Done{};
    }
    Result<Done> end(const std::string&) override {
        CHECK(left == 0);
        return Done{};
    }
};

// What is inside, in pieces of the size that the first byte says: what parses is written again the same.
void read_records(std::string_view bytes, std::size_t piece) {
    Files files;
    backup::Reader reader(files);
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        if (!reader.feed(bytes.substr(at, piece))) return;
    const auto summary = reader.finish();
    if (!summary) return;
    std::string again;
    backup::Writer writer([&](std::string_view more) -> Result<Done> {
        again += more;
        return Done{};
    });
    for (const auto& [path, content] : files.files) {
        CHECK(writer.begin(path, content.size()) && writer.piece(content) && writer.end());
    }
    CHECK(writer.finish(*summary) && again == bytes);
}

std::string opened(const backup::Lock& lock, std::string_view file, std::size_t piece) {
    const auto opener = backup::Opener::make(lock);
    CHECK(opener);
    std::string plain;
    for (std::size_t at = 0; at < file.size(); at += piece) {
        const auto more = (*opener)->feed(file.substr(at, piece));
        if (!more) return {};
        plain += *more;
    }
    const auto rest = (*opener)->finish();
    return rest ? plain + *rest : std::string();
}

std::string sealed(const backup::Lock& lock, std::string_view plain, std::size_t piece) {
    const auto sealer = backup::Sealer::make(lock);
    CHECK(sealer);
    std::string file = (*sealer)->head();
    for (std::size_t at = 0; at < plain.size(); at += piece) file += (*sealer)->add(plain.substr(at, piece));
    return file + (*sealer)->finish();
}

// What is sealed opens to the same; cut, changed or for another it opens to nothing.
void check_lock(const backup::Lock& writes, const backup::Lock& reads, std::string_view plain, std::size_t piece) {
    auto file = sealed(writes, plain, piece);
    CHECK(opened(reads, file, file.size()) == plain);
    CHECK(opened(reads, std::string_view(file).substr(0, file.size() - 1), piece).empty());
    CHECK(opened(reads, file + "x", piece).empty());
    file[file.size() - 1 - piece % (file.size() - backup::kFirstLine.size())] ^= 1;
    CHECK(opened(reads, file, piece * 64).empty());
}

const backup::KeyPair& key_pair() {
    static const auto kPair = backup::make_key_pair();
    return kPair;
}

} // namespace

// Once, before the search and its clock: several pieces of the stream; and a passphrase, which costs most of a second each time, by design.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
    const auto& pair = key_pair();
    check_lock({{}, pair.recipient}, {{}, pair.secret}, std::string(200'000, 'x'), 70'000);
    const backup::Lock phrase{"correct horse battery", {}};
    const auto guarded = sealed(phrase, "plain", 5);
    CHECK(opened(phrase, guarded, 50) == "plain" && opened({{}, pair.secret}, guarded, 50).empty());
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto bytes = test::as_text(data, size).substr(1);
    const std::size_t piece = data[0] + std::size_t{1};
    read_records(bytes, piece);
    static const auto kSecret = "hoshirube-backup-secret:" + to_base64(std::string(32, '\1'));
    const auto& pair = key_pair();
    check_lock({{}, pair.recipient}, {{}, pair.secret}, bytes, piece);
    const auto opener = backup::Opener::make({{}, kSecret});
    CHECK(opener);
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        if (const auto plain = (*opener)->feed(bytes.substr(at, piece)); !plain) return 0;
    if (const auto rest = (*opener)->finish()) read_records(*rest, piece);
    return 0;
}
