#pragma once

#include <algorithm>
#include <arpa/inet.h>
#include <cstdint>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace hoshirube::test {

struct Answer {
    int status = 0; // 0: none came.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    std::string header(std::string_view name) const {
        for (const auto& [known, value] : headers)
            if (known == name) return value;
        return {};
    }
};

// One connection to a server on this machine, byte by byte as the test writes it.
class HttpClient {
public:
    // `from`: one of this machine's own addresses, 127.0.0.0/8.
    explicit HttpClient(std::uint16_t port, const char* from = "127.0.0.1")
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval patience{10, 0};
        const int yes = 1;
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        sockaddr_in own{};
        own.sin_family = AF_INET;
        ::inet_pton(AF_INET, from, &own.sin_addr);
        ::bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        is_open_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~HttpClient() { ::close(socket_); }
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    bool is_open() const { return is_open_; }

    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    // Status, headers and body of the next answer; `to_head` when it was asked by HEAD and so has no body.
    enum class To { Any, Head };
    Answer receive(To to = To::Any) {
        while (received_.find("\r\n\r\n") == received_.npos)
            if (!receive_more()) return {};
        Answer answer;
        const auto end = received_.find("\r\n\r\n");
        parse_head(answer, std::string_view(received_).substr(0, end));
        received_.erase(0, end + 4);
        const auto length = answer.header("Content-Length");
        const std::size_t size = to == To::Head || length.empty() ? 0 : std::stoul(length);
        while (received_.size() < size)
            if (!receive_more()) return {};
        answer.body = received_.substr(0, size);
        received_.erase(0, size);
        return answer;
    }

    // Whether the server closes without another byte.
    bool is_closed() { return received_.empty() && !receive_more(); }

private:
    static void parse_head(Answer& answer, std::string_view head) {
        answer.status = std::stoi(std::string(head.substr(9, 3)));
        for (auto at = head.find("\r\n"); at != head.npos;) {
            const auto end = std::min(head.find("\r\n", at + 2), head.size());
            const auto line = head.substr(at + 2, end - at - 2);
            const auto colon = line.find(": ");
            answer.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
            at = end == head.size() ? head.npos : end;
        }
    }

    bool receive_more() {
        char bytes[16 * 1024];
        const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
        if (count <= 0) return false;
        received_.append(bytes, static_cast<std::size_t>(count));
        return true;
    }

    int socket_;
    bool is_open_ = false;
    std::string received_;
};

} // namespace hoshirube::test
