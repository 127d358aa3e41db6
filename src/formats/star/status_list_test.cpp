#include "formats/star/status_list.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <zlib.h>

#include "base/base64url.h"
#include "base/hash.h"

namespace hoshirube {

namespace {

std::string gunzipped(const std::string& bytes) {
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string out(1 << 20, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

Result<TokenStatusList> token(int bits, const std::string& lst) {
    return parse_token_status_list(Json{{"status_list", {{"bits", bits}, {"lst", lst}}}}.dump());
}

constexpr StatusTimes kTimes{1'795'700'000, 300, 1'795'786'400};

} // namespace

// Examples of draft-ietf-oauth-status-list: section 4.1.
TEST(TokenStatusList, ReadsTheExamplesOfItsDraft) {
    const auto one = token(1, "eNrbuRgAAhcBXQ");
    ASSERT_TRUE(one);
    EXPECT_EQ(to_hex(one->bytes), "b9a3");
    for (const auto& [index, wanted] :
         {std::pair(0, 1U), std::pair(1, 0U), std::pair(2, 0U), std::pair(3, 1U), std::pair(15, 1U)})
        EXPECT_EQ(one->at(static_cast<std::uint64_t>(index)), wanted) << index;
    const auto two = token(2, "eNo76fITAAPfAgc");
    ASSERT_TRUE(two);
    EXPECT_EQ(to_hex(two->bytes), "c944f9");
    for (const auto& [index, wanted] :
         {std::pair(0, 1U), std::pair(1, 2U), std::pair(2, 0U), std::pair(3, 3U), std::pair(11, 3U)})
        EXPECT_EQ(two->at(static_cast<std::uint64_t>(index)), wanted) << index;
    EXPECT_EQ(two->at(12), std::nullopt);
}

TEST(TokenStatusList, ReadsTheLongExamplesWhereTheyLieBesideTheRepository) {
    const std::filesystem::path folder = std::filesystem::path(SOURCE_DIR).parent_path() / "shared" / "vectors" / "status-list";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not here.";
    int read = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(file.path(), std::ios::binary);
        const auto json = parse_json(std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
        if (!json || !json->contains("long_files")) continue;
        for (const auto& [name, text] : (*json)["long_files"].items()) {
            auto folded = text.get<std::string>(); // Printed with line breaks inside the value.
            for (auto at = folded.find("\n  "); at != folded.npos; at = folded.find("\n  ", at))
                if (folded[at + 3] != '"') folded.erase(at, 3);
                else at += 3;
            const auto list = parse_json(folded);
            ASSERT_TRUE(list) << name;
            const auto parsed = token((*list)["bits"], (*list)["lst"]);
            ASSERT_TRUE(parsed) << name;
            EXPECT_EQ(parsed->bytes.size(), (1U << 20) * static_cast<unsigned>(parsed->bits) / 8) << name;
            ++read;
        }
    }
    EXPECT_EQ(read, 4);
}

TEST(TokenStatusList, RefusesWhatIsNone) {
    for (const auto* text :
         {"", "{}", "[]", R"({"status_list":1})", R"({"status_list":{"bits":2}})",
          R"({"status_list":{"bits":3,"lst":"eNrbuRgAAhcBXQ"}})", R"({"status_list":{"bits":-1,"lst":"eNrbuRgAAhcBXQ"}})",
          R"({"status_list":{"bits":1,"lst":"eNrbuRgAAhcBXQ=="}})", R"({"status_list":{"bits":1,"lst":"eNrbuRgAAhcBXA"}})",
          R"({"status_list":{"bits":1,"lst":"eNrbuRgAAhcB"}})"})
        EXPECT_FALSE(parse_token_status_list(text)) << text;
    // A small file that would fill the memory stops at 8 MiB.
    std::string zeroes(64 << 20, '\0'), packed(1 << 20, '\0');
    auto size = static_cast<uLongf>(packed.size());
    ASSERT_EQ(compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(zeroes.data()),
                        zeroes.size(), 9),
              Z_OK);
    EXPECT_FALSE(token(8, to_base64url(packed.substr(0, size))));
}

TEST(StatusLists, SayTheSameInBothForms) {
    auto array = status_array(1000);
    ASSERT_EQ(array.size(), kLeastStatusEntries);
    array[1] = StarStatus::Withdrawn;
    array[9] = StarStatus::Suspended;
    array[131'071] = StarStatus::Withdrawn;
    const auto list = parse_token_status_list(token_status_list(array, "https://x/status/list", "did:web:x", kTimes).dump());
    ASSERT_TRUE(list);
    EXPECT_EQ(list->address, "https://x/status/list");
    EXPECT_EQ(list->times.expires_at, kTimes.expires_at);
    std::string bits[2];
    const char* purposes[] = {"revocation", "suspension"};
    for (int i = 0; i < 2; ++i) {
        const auto json = bitstring_status_list(array, purposes[i], "https://x/status/y", "did:web:x", kTimes);
        const auto encoded = json["credentialSubject"]["encodedList"].get<std::string>();
        ASSERT_EQ(encoded[0], 'u');
        bits[i] = gunzipped(*from_base64url(encoded.substr(1)));
        ASSERT_EQ(bits[i].size(), kLeastStatusEntries / 8);
    }
    for (std::size_t at = 0; at < array.size(); ++at) {
        ASSERT_EQ(list->at(at), static_cast<unsigned>(array[at]));
        const auto bit = [&](int which) { return (bits[which][at / 8] >> (7 - at % 8) & 1) != 0; };
        ASSERT_EQ(bit(0), array[at] == StarStatus::Withdrawn) << at;
        ASSERT_EQ(bit(1), array[at] == StarStatus::Suspended) << at;
    }
    EXPECT_EQ(list->at(array.size()), std::nullopt);
    EXPECT_EQ(status_array(200'000).size(), 262'144U);
}

// The example of the Recommendation, all zero, unpacks to the same bits.
TEST(StatusLists, EncodeAsTheExampleOfTheRecommendation) {
    const auto ours = bitstring_status_list(status_array(1), "revocation", "https://x", "did:web:x", kTimes);
    const auto encoded = ours["credentialSubject"]["encodedList"].get<std::string>();
    constexpr const char* kTheirs = "H4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";
    EXPECT_EQ(gunzipped(*from_base64url(encoded.substr(1))), gunzipped(*from_base64url(kTheirs)));
}

} // namespace hoshirube
