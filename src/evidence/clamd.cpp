#include "evidence/clamd.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "disk/file.h"

namespace hoshirube {

namespace {

constexpr std::int64_t kReportSeconds = 60;
constexpr std::size_t kMaxAnswerBytes = 4096;
constexpr std::string_view kInstream{"zINSTREAM\0", 10}, kPing{"zPING\0", 6};

Error unreachable(std::string_view why) { return unavailable("scanner.unreachable", why); }
Error unreachable_by_errno(std::string_view what) { return unreachable(std::string(what) + ": " + std::strerror(errno)); }

struct Address {
    sockaddr_storage bytes{};
    socklen_t size = 0;
};

Result<Address> address_of(const ClamdPlace& place) {
    Address address;
    if (!place.socket_path.empty()) {
        auto& local = reinterpret_cast<sockaddr_un&>(address.bytes);
        if (place.socket_path.size() >= sizeof local.sun_path) return unreachable("the path of the socket is too long");
        local.sun_family = AF_UNIX;
        std::memcpy(local.sun_path, place.socket_path.c_str(), place.socket_path.size() + 1);
        address.size = sizeof local;
        return address;
    }
    auto& four = reinterpret_cast<sockaddr_in&>(address.bytes);
    auto& six = reinterpret_cast<sockaddr_in6&>(address.bytes);
    if (::inet_pton(AF_INET, place.host.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = htons(place.port);
        address.size = sizeof four;
    } else if (::inet_pton(AF_INET6, place.host.c_str(), &six.sin6_addr) == 1) {
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(place.port);
        address.size = sizeof six;
    }
    return address;
}

// Connected, and patient for so long at each step.
Result<File> connected(const ClamdPlace& place, std::chrono::seconds patience) {
    const auto address = TRY(address_of(place));
    File socket(::socket(address.bytes.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket.is_open()) return unreachable_by_errno("socket");
    const timeval limit{patience.count(), 0};
    ::setsockopt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket.number(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address.bytes), address.size) != 0)
        return unreachable_by_errno("connect");
    return socket;
}

Result<Done> send_all(const File& socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return unreachable_by_errno("send");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return Done{};
}

Result<Done> send_piece(const File& socket, std::string_view piece) {
    const std::uint32_t size = htonl(static_cast<std::uint32_t>(piece.size()));
    TRY(send_all(socket, {reinterpret_cast<const char*>(&size), sizeof size}));
    return send_all(socket, piece);
}

// Up to the zero byte that ends it.
Result<std::string> receive(const File& socket) {
    std::string answer;
    char bytes[512];
    while (answer.size() < kMaxAnswerBytes) {
        const auto count = ::recv(socket.number(), bytes, sizeof bytes, 0);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return unreachable_by_errno("receive");
        answer.append(bytes, static_cast<std::size_t>(count));
        if (const auto end = answer.find('\0'); end != answer.npos) return answer.substr(0, end);
        if (count == 0) break;
    }
    return unreachable("the answer does not end");
}

} // namespace

Result<ClamdPlace> parse_clamd_place(const std::string& given) {
    ClamdPlace place;
    const auto malformed = [&] { return invalid("clamd.place_malformed", {}, {{"given", given}}); };
    if (given.starts_with("unix:/")) {
        place.socket_path = given.substr(5);
        return place;
    }
    const auto colon = given.rfind(':');
    if (!given.starts_with("tcp:") || colon < 5) return malformed();
    place.host = given.substr(4, colon - 4);
    if (place.host.starts_with('[') && place.host.ends_with(']')) place.host = place.host.substr(1, place.host.size() - 2);
    const auto digits = given.substr(colon + 1);
    const bool is_number = !digits.empty() && digits.size() <= 5 && digits.find_first_not_of("0123456789") == digits.npos;
    const int port = is_number ? std::stoi(digits) : 0;
    place.port = static_cast<std::uint16_t>(port);
    const auto address = address_of(place);
    if (port < 1 || port > 65535 || !address || address->size == 0) return malformed();
    return place;
}

Result<std::optional<std::string>> parse_clamd_answer(std::string_view answer) {
    constexpr std::string_view kStart = "stream: ", kFound = " FOUND";
    if (answer == "stream: OK") return std::optional<std::string>();
    const bool is_found = answer.size() > kStart.size() + kFound.size() && answer.starts_with(kStart) && answer.ends_with(kFound);
    if (!is_found) return unreachable("clamd said: " + std::string(answer.substr(0, 200)));
    const auto name = answer.substr(kStart.size(), answer.size() - kStart.size() - kFound.size());
    std::string shown; // It goes before people: nothing but what such names are made of.
    for (const char c : name.substr(0, 100)) shown += c > ' ' && c < 0x7f ? c : '_';
    return std::optional<std::string>(std::move(shown));
}

Clamd::Clamd(ClamdPlace place, Report report, std::chrono::seconds patience)
    : place_(std::move(place)), report_(std::move(report)), patience_(patience) {}

Result<std::optional<std::string>> Clamd::scan(const std::string& path) {
    auto answer = ask(path);
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    auto before = reported_at_.load();
    if (!answer && report_ && (before == 0 || now - before >= kReportSeconds) &&
        reported_at_.compare_exchange_strong(before, now))
        report_(answer.error());
    return answer;
}

Result<std::optional<std::string>> Clamd::ask(const std::string& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return disk_error(path);
    const auto socket = TRY(connected(place_, patience_));
    TRY(send_all(socket, kInstream));
    Result<Done> sent = Done{};
    TRY(read_pieces(file, path, [&](std::string_view piece) {
        if (sent) sent = send_piece(socket, piece);
    }));
    if (sent) sent = send_piece(socket, {}); // A piece of nothing ends the stream.
    auto answer = receive(socket);           // Also where it broke off: clamd may say why.
    if (!sent && !answer) return sent.error();
    if (!answer) return answer.error();
    return parse_clamd_answer(*answer);
}

Result<Done> Clamd::ping() {
    const auto socket = TRY(connected(place_, patience_));
    TRY(send_all(socket, kPing));
    const auto answer = TRY(receive(socket));
    if (answer != "PONG") return unreachable("no PONG");
    return Done{};
}

} // namespace hoshirube
