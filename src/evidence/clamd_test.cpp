#include "evidence/clamd.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hoshirube {
namespace {

// A clamd that takes one connection, reads a whole stream and answers as it is told; what came in is kept.
class FakeClamd {
public:
    explicit FakeClamd(std::string answer) : listener_(::socket(AF_INET, SOCK_STREAM, 0)), answer_(std::move(answer)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size);
        ::listen(listener_, 1);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~FakeClamd() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    Clamd client(std::chrono::seconds patience = std::chrono::seconds(5)) const {
        return Clamd({{}, "127.0.0.1", port}, nullptr, patience);
    }

    std::uint16_t port = 0;
    std::string command, content; // After the client was answered.

private:
    void serve() {
        const int peer = ::accept(listener_, nullptr, nullptr);
        if (peer < 0) return;
        command = read(peer, 10);
        for (;;) {
            std::uint32_t size = 0;
            const auto head = read(peer, sizeof size);
            if (head.size() < sizeof size) break;
            std::memcpy(&size, head.data(), sizeof size);
            if (size == 0) break;
            content += read(peer, ntohl(size));
        }
        if (answer_ != "silence") ::send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL);
        else std::this_thread::sleep_for(std::chrono::seconds(2));
        ::close(peer);
    }
    static std::string read(int peer, std::size_t size) {
        std::string bytes(size, '\0');
        std::size_t have = 0;
        while (have < size) {
            const auto count = ::recv(peer, bytes.data() + have, size - have, 0);
            if (count <= 0) break;
            have += static_cast<std::size_t>(count);
        }
        bytes.resize(have);
        return bytes;
    }

    int listener_;
    std::string answer_;
    std::thread thread_;
};

class ClamdTest : public testing::Test {
protected:
    ClamdTest() : path_(testing::TempDir() + "/hoshirube-scan-" + std::to_string(::getpid())) {
        std::ofstream(path_, std::ios::binary) << std::string(200'000, 'e');
    }
    ~ClamdTest() override { std::remove(path_.c_str()); }
    std::string path_;
};

std::string zero_ended(std::string text) {
    text += '\0';
    return text;
}

TEST_F(ClamdTest, HandsTheWholeFileOver) {
    FakeClamd fake(zero_ended("stream: OK"));
    const auto found = fake.client().scan(path_);
    ASSERT_TRUE(found);
    EXPECT_FALSE(*found);
    EXPECT_EQ(fake.command, std::string("zINSTREAM\0", 10));
    EXPECT_EQ(fake.content, std::string(200'000, 'e'));
}

TEST_F(ClamdTest, TellsWhatWasFound) {
    FakeClamd fake(zero_ended("stream: Win.Test.EICAR_HDB-1 FOUND"));
    const auto found = fake.client().scan(path_);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->value_or(""), "Win.Test.EICAR_HDB-1");
}

TEST_F(ClamdTest, TakesNothingElseForAnAnswer) {
    for (const auto& answer : {zero_ended("INSTREAM size limit exceeded. ERROR"), zero_ended(""), std::string("stream: OK"),
                               std::string(100'000, 'x'), std::string("silence")}) {
        FakeClamd fake(answer);
        const auto found = fake.client(std::chrono::seconds(1)).scan(path_);
        ASSERT_FALSE(found) << answer.substr(0, 40);
        EXPECT_EQ(found.error().key, "scanner.unreachable");
    }
}

TEST_F(ClamdTest, ReportsOnceThatNobodyIsThere) {
    int reported = 0;
    Clamd clamd({{}, "127.0.0.1", 1}, [&](const Error&) { ++reported; });
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(clamd.scan(path_));
    EXPECT_EQ(reported, 1);
    EXPECT_FALSE(clamd.ping());
}

TEST(ClamdPlace, IsASocketOrAnAddress) {
    EXPECT_EQ(parse_clamd_place("unix:/run/clamav/clamd.ctl")->socket_path, "/run/clamav/clamd.ctl");
    EXPECT_EQ(parse_clamd_place("tcp:127.0.0.1:3310")->port, 3310);
    EXPECT_EQ(parse_clamd_place("tcp:[::1]:3310")->host, "::1");
    for (const auto* wrong : {"", "clamd", "unix:relative", "tcp:", "tcp:127.0.0.1", "tcp:127.0.0.1:", "tcp:127.0.0.1:99999",
                              "tcp:somewhere.example:3310", "tcp::3310", "udp:127.0.0.1:1"})
        EXPECT_FALSE(parse_clamd_place(wrong)) << wrong;
}

TEST(ClamdAnswer, ShowsNamesOnlyInPlainLetters) {
    EXPECT_EQ(parse_clamd_answer("stream: a\r\n<b> FOUND")->value_or(""), "a__<b>");
    EXPECT_FALSE(parse_clamd_answer("stream:  FOUND"));
    EXPECT_FALSE(parse_clamd_answer("stream: OK FOUNDLING"));
}

} // namespace
} // namespace hoshirube
