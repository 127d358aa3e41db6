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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto bytes = test::as_text(data, size).substr(1);
    const std::size_t piece = data[0] + std::size_t{1};
    read_records(bytes, piece);
    static const auto kSecret = "hoshirube-backup-secret:" + to_base64(std::string(32, '\1'));
    const auto opener = backup::Opener::make({{}, kSecret});
    CHECK(opener);
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        if (const auto plain = (*opener)->feed(bytes.substr(at, piece)); !plain) return 0;
    if (const auto rest = (*opener)->finish()) read_records(*rest, piece);
    return 0;
}
