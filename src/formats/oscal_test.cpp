#include "formats/oscal.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

const std::string
    kUuid = "7b3c1a52-9d0e-5f11-8a22-3c4d5e6f708",
    kMeta = R"("metadata":{"title":"t","last-modified":"2026-03-27T00:00:00+09:00","version":"1","oscal-version":"1.2.2"})";

std::string catalog(const std::string& controls, const std::string& more = {}) {
    return R"({"catalog":{"uuid":")" + kUuid + R"(1",)" + kMeta + R"(,"controls":[)" + controls + "]" + more + "}}";
}

std::string told(const std::string& bytes, const OscalDocument* known = nullptr) {
    const auto document = read_oscal(bytes, known);
    if (!document) return document.error().key;
    std::string all;
    for (const auto& fault : document->faults) all += fault.check + " " + fault.path + " " + fault.found + "\n";
    return all;
}

std::string file_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

TEST(Oscal, NamesEveryBrokenLink) {
    struct Case {
        std::string bytes, expected;
    };
    const std::string control = R"({"id":"c1","title":"c"})";
    const Case cases[] = {
        {catalog(control), ""},
        {catalog(control + "," + control), "id-unique catalog.controls[1] c1\n"},
        {catalog(R"({"id":"c1","title":"c","links":[{"href":"#c2"}]})"), "href-resolves catalog.controls[0].links[0] #c2\n"},
        {catalog(R"({"id":"c1","title":"c","links":[{"href":"#c2"}]},{"id":"c2","title":"c"})"), ""},
        {catalog(R"({"id":"c1","title":"c","links":[{"href":"../../etc/passwd"}]})"),
         "path-inside catalog.controls[0].links[0] ../../etc/passwd\n"},
        {catalog(R"({"id":"c1","title":"c","params":[]})"), "array-not-empty catalog.controls[0].params []\n"},
        {catalog(control, R"(,"back-matter":{"resources":[{"uuid":"x"}]})"), "uuid-form catalog.back-matter.resources[0] x\n"},
        {catalog(control, R"(,"back-matter":{"resources":[{"uuid":")" + kUuid + R"(1"}]})"),
         "uuid-unique catalog.back-matter.resources[0] " + kUuid + "1\n"},
    };
    for (const auto& c : cases) EXPECT_EQ(told(c.bytes), c.expected) << c.bytes;
}

TEST(Oscal, ComparesAProfileWithTheCatalogItImports) {
    const auto known = read_oscal(catalog(R"({"id":"c1","title":"c"})"));
    ASSERT_TRUE(known);
    const auto profile = [&](const std::string& id, const std::string& hash) {
        return R"({"profile":{"uuid":")" + kUuid + R"(2",)" + kMeta + R"(,"imports":[{"href":"#)" + kUuid +
               R"(3","include-controls":[{"with-ids":[")" + id + R"("]}]}],"back-matter":{"resources":[{"uuid":")" + kUuid +
               R"(3","rlinks":[{"href":"c.json","hashes":[{"algorithm":"SHA-256","value":")" + hash + R"("}]}]}]}}})";
    };
    EXPECT_EQ(told(profile("c1", known->sha256), &*known), "");
    EXPECT_EQ(told(profile("c9", known->sha256), &*known), "control-known profile.imports[0].include-controls[0] c9\n");
    EXPECT_EQ(told(profile("c1", std::string(64, '0')), &*known),
              "hash-matches profile.back-matter.resources[0] " + std::string(64, '0') + "\n");
}

TEST(Oscal, ChecksPartiesRolesAndTimes) {
    const auto with = [&](const std::string& metadata) {
        return R"({"catalog":{"uuid":")" + kUuid + R"(1","metadata":{"title":"t","version":"1","oscal-version":"1.2.2",)" +
               metadata + "}}}";
    };
    EXPECT_EQ(told(with(R"("last-modified":"2026-03-27T00:00:00")")),
              "time-zone catalog.metadata.last-modified 2026-03-27T00:00:00\n");
    EXPECT_EQ(told(with(R"("last-modified":"2026-03-27T00:00:00Z","responsible-parties":[{"role-id":"r","party-uuids":["p"]}])")),
              "party-known catalog.metadata.responsible-parties[0] p\nrole-known catalog.metadata.responsible-parties[0] r\n");
    EXPECT_EQ(
        told(with(
            R"("last-modified":"2026-03-27T00:00:00Z","links":[{"start":"2026-03-27T00:00:00Z","end":"2026-03-26T00:00:00Z"}])")),
        "times-in-order catalog.metadata.links[0] 2026-03-27T00:00:00Z > 2026-03-26T00:00:00Z\n");
}

TEST(Oscal, RefusesWhatIsNoOscal) {
    for (const char* other : {"", "  ", "<?xml version=\"1.0\"?><catalog/>", "catalog:\n  uuid: 1\n"})
        EXPECT_EQ(told(other), "oscal.not_json") << other;
    EXPECT_EQ(told("{}"), "oscal.not_oscal");
    EXPECT_EQ(told("[1]"), "oscal.not_oscal");
    EXPECT_EQ(told(R"({"catalog":1})"), "oscal.not_oscal");
    EXPECT_EQ(told(R"({"catalog":{"metadata":{}},"profile":{}})"), "oscal.not_oscal");
    EXPECT_EQ(told(R"({"catalog":{"metadata":{"oscal-version":"2.0.0"}}})"), "oscal.version_unknown");
    EXPECT_EQ(told("{"), "json.malformed");
    std::string deep = catalog("1");
    for (int i = 0; i < 100; ++i) deep = "[" + deep + "]";
    EXPECT_EQ(told(deep), "json.too_deep");
}

// What is kept, put back together with what is ignored, is the whole: nothing of what we model is lost.
TEST(Oscal, ReadsNistsOwnExamplesWithoutLossAndNamesWhatItIgnores) {
    const std::filesystem::path folder = std::string(SOURCE_DIR) + "/../shared/vectors/oscal/examples";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "../shared is absent";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto bytes = file_bytes(entry.path());
        const auto document = read_oscal(bytes);
        ASSERT_TRUE(document) << entry.path() << " " << document.error().key;
        ++files;
        auto whole = *parse_json(bytes);
        whole.erase("$schema");
        const auto patch = Json::diff(whole, Json{{document->kind, document->kept}});
        std::size_t ignored = 0;
        for (const auto& one : document->ignored) ignored += one.count;
        for (const auto& step : patch) EXPECT_EQ(step["op"], "remove") << entry.path() << step;
        EXPECT_EQ(patch.size(), ignored) << entry.path() << ": every member that is not kept is counted";
        const auto again = read_oscal(Json{{document->kind, document->kept}}.dump());
        ASSERT_TRUE(again);
        EXPECT_EQ(again->kept, document->kept);
        EXPECT_TRUE(again->ignored.empty());
    }
    EXPECT_EQ(files, 6);
}

} // namespace hoshirube
