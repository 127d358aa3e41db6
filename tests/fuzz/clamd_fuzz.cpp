// What a scanner answers: whatever it says and however it breaks off, a file is clean only where it said so, and a name that is shown is
// short, plain and never empty.
#include "evidence/clamd.h"
#include "fuzz.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

#include <netinet/in.h>
#include <sys/socket.h>

using namespace hoshirube;

namespace {

constexpr std::string_view kFile = "some bytes";
constexpr std::size_t kAskedBytes = 10 + 4 + kFile.size() + 4, kPingBytes = 6;

// A scanner on loopback that says to each who asks what the input is, after it has heard all of it, and hangs up.
class Scanner {
public:
    Scanner() : path_(std::filesystem::temp_directory_path() / ("clamd_fuzz." + std::to_string(::getpid()))) {
        std::ofstream(path_) << kFile;
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        CHECK(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::listen(socket_, 4) == 0);
        CHECK(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        place_.host = "127.0.0.1";
        place_.port = ntohs(address.sin_port);
    }
    ~Scanner() { std::filesystem::remove(path_); }

    // Answers `count` askers.
    void answer(std::string_view bytes, int count) const {
        for (; count > 0; --count) {
            const int one = ::accept(socket_, nullptr, nullptr);
            std::array<char, 64> heard{};
            std::size_t size = 0;
            while (size < kPingBytes || (heard[1] == 'I' && size < kAskedBytes)) {
                const auto more = ::recv(one, heard.data() + size, heard.size() - size, 0);
                if (more <= 0) break;
                size += static_cast<std::size_t>(more);
            }
            (void)!::send(one, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            ::close(one);
        }
    }
    const ClamdPlace& place() const { return place_; }
    const std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
    int socket_;
    ClamdPlace place_;
};

void check_conversation(std::string_view bytes) {
    static const Scanner kScanner;
    std::thread other([&] { kScanner.answer(bytes, 2); });
    int reports = 0;
    Clamd clamd(kScanner.place(), [&](const Error&) { ++reports; });
    const auto scanned = clamd.scan(kScanner.path());
    const auto pinged = clamd.ping();
    other.join();
    const auto said = bytes.substr(0, bytes.find('\0'));
    const bool is_whole = bytes.size() <= 4096 && said.size() < bytes.size();
    if (is_whole) CHECK(!!scanned == !!parse_clamd_answer(said) && !!pinged == (said == "PONG"));
    CHECK(!scanned || *scanned || said == "stream: OK");
    CHECK(reports == (scanned ? 0 : 1));
}

// Nobody listens, there is no such file, or the path is too long for a socket: never a clean file.
void check_absent() {
    const std::string long_path = "/" + std::string(200, 'x');
    for (const auto& place : {"unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1", "tcp:[::1]:1"})
        CHECK(!Clamd(*parse_clamd_place(place), {}).scan("/dev/null"));
    CHECK(!Clamd(*parse_clamd_place("unix:" + long_path), {}).scan("/dev/null"));
    CHECK(!Clamd(*parse_clamd_place("tcp:127.0.0.1:1"), {}).scan("/nowhere/at/all"));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const bool kAbsent = (check_absent(), true);
    CHECK(kAbsent);
    const auto bytes = test::as_text(data, size);
    const auto found = parse_clamd_answer(bytes);
    if (found && *found) {
        CHECK(!(*found)->empty() && (*found)->size() <= 100);
        for (const char c : **found) CHECK(c > ' ' && c < 0x7f);
    }
    const auto place = parse_clamd_place(std::string(bytes));
    CHECK(!place || !place->socket_path.empty() || place->port > 0);
    check_conversation(bytes);
    return 0;
}
