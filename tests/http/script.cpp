#include "script.h"

#include "house.h"
#include "support/catalogue.h"
#include "support/http_client.h"

#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

namespace hoshirube::test {

namespace {

constexpr const char* kPassword = "a long enough password";

std::string quoted(const std::string& line) {
    const auto first = line.find('"'), last = line.rfind('"');
    return first == last ? std::string() : line.substr(first + 1, last - first - 1);
}

class Runner {
public:
    explicit Runner(std::vector<std::string> lines) : lines_(std::move(lines)) {}

    void run() {
        while (at_ < lines_.size() && !testing::Test::HasFailure()) { // What follows builds on what failed.
            SCOPED_TRACE("line " + std::to_string(at_ + 1) + ": " + lines_[at_]);
            const auto line = filled(lines_[at_++]);
            std::istringstream words(line);
            std::string first;
            words >> first;
            if (first.empty() || first[0] == '#') continue;
            if (is_method(first)) request(line);
            else if (!act(first, words)) check(first, line);
        }
    }

private:
    static bool is_method(const std::string& word) {
        return word == "GET" || word == "HEAD" || word == "POST" || word == "PUT" || word == "DELETE" || word == "PATCH";
    }

    std::string filled(std::string line) const {
        for (auto open = line.find("{{"); open != line.npos; open = line.find("{{", open)) {
            const auto close = line.find("}}", open);
            const auto name = line.substr(open + 2, close - open - 2);
            const auto found = names_.find(name);
            EXPECT_NE(found, names_.end()) << "nothing is called " << name;
            if (found == names_.end()) return line;
            line.replace(open, close + 2 - open, found->second);
        }
        return line;
    }

    // --- What the script does beside requests ---

    bool act(const std::string& verb, std::istringstream& words) {
        std::string a, b, c, d;
        words >> a >> b >> c >> d;
        if (verb == "organisation") {
            names_[a] = house_.enter_organisation(b, c, d);
            names_[a + ".number"] = corporate_number_check_digit(b) + b;
        } else if (verb == "person") {
            person(a, b, c);
        } else if (verb == "invitation") {
            names_[a] = house_.invite(names_.at(c), d, b);
        } else if (verb == "star") {
            house_.grant_star(names_.at(a), std::stoi(b));
        } else if (verb == "as") {
            actor_ = a;
        } else if (verb == "clock") {
            house_.forward(std::stoll(a));
        } else if (verb == "damage") {
            house_.damage_evidence(a);
        } else {
            return false;
        }
        return true;
    }

    void person(const std::string& name, const std::string& role, const std::string& organisation) {
        const auto email = name + "@example.jp";
        names_[name + ".email"] = email;
        const auto token = house_.invite(names_.at(organisation), email, role);
        const auto before = std::exchange(actor_, name);
        send("POST /api/v1/invites/" + token, {}, Json{{"name", name}, {"password", kPassword}}.dump());
        EXPECT_EQ(answer_.status, 200) << answer_.body;
        actor_ = before;
    }

    // --- Requests ---

    void request(const std::string& line) {
        std::map<std::string, std::string> headers;
        std::string body;
        for (; at_ < lines_.size(); ++at_) {
            const auto next = filled(lines_[at_]);
            const auto colon = next.find(": ");
            if (next.starts_with("{") || next.starts_with("[")) body += next + "\n";
            else if (next.starts_with("file ")) body = std::string(std::stoul(next.substr(5)), 'x');
            else if (next.starts_with("text ")) body = next.substr(5);
            else if (next.starts_with("line ")) body += next.substr(5) + "\n";
            else if (colon != next.npos && next.find(' ') == colon + 1 && body.empty())
                headers[next.substr(0, colon)] = next.substr(colon + 2);
            else break;
        }
        send(line, std::move(headers), body);
    }

    void send(const std::string& line, std::map<std::string, std::string> headers, const std::string& body) {
        const bool is_read = line.starts_with("GET ") || line.starts_with("HEAD ");
        const auto host = "127.0.0.1:" + std::to_string(house_.port());
        headers.emplace("Host", host);
        if (!is_read) {
            headers.emplace("Origin", "http://" + host);
            headers.emplace("Idempotency-Key", new_id());
            if (!body.empty())
                headers.emplace("Content-Type",
                                body[0] == '{' || body[0] == '[' ? "application/json" : "application/octet-stream");
            headers.emplace("Content-Length", std::to_string(body.size()));
        }
        if (!cookies_[actor_].empty()) headers.emplace("Cookie", cookies_[actor_]);
        std::string text = line + " HTTP/1.1\r\n";
        for (const auto& [name, value] : headers)
            if (value != "none") text += name + ": " + value + "\r\n";
        HttpClient client(house_.port());
        client.send(text + "\r\n" + body);
        answer_ = client.receive(line.starts_with("HEAD ") ? HttpClient::To::Head : HttpClient::To::Any);
        const auto cookie = answer_.header("Set-Cookie");
        if (cookie.starts_with("hoshirube_session=")) cookies_[actor_] = cookie.substr(0, cookie.find(';'));
    }

    // --- What must hold ---

    void check(const std::string& verb, const std::string& line) {
        std::istringstream words(line);
        std::string skip, a, b, c;
        words >> skip >> a >> b >> c;
        if (verb == "status") {
            EXPECT_EQ(answer_.status, std::stoi(a)) << answer_.body.substr(0, 2000);
        } else if (verb == "body") {
            const bool has = answer_.body.find(quoted(line)) != std::string::npos;
            EXPECT_EQ(has, a == "contains") << answer_.body.substr(0, 6000);
        } else if (verb == "header") {
            const auto value = answer_.header(a);
            if (b == "is") EXPECT_EQ(value, quoted(line));
            else EXPECT_EQ(value.find(quoted(line)) != value.npos, b == "contains") << value;
        } else if (verb == "keep" && c == "cookie") { // The actor's session, to be tried again when it should be worth nothing.
            names_[a] = cookies_[actor_];
        } else if (verb == "keep") {
            const auto json = parse_json(answer_.body);
            const Json::json_pointer place(c);
            ASSERT_TRUE(json && json->contains(place)) << answer_.body;
            const auto& value = (*json)[place];
            names_[a] = value.is_string() ? value.get<std::string>() : value.dump();
        } else {
            ADD_FAILURE() << "no such line: " << line;
        }
    }

    House house_;
    std::vector<std::string> lines_;
    std::size_t at_ = 0;
    std::map<std::string, std::string> names_, cookies_;
    std::string actor_ = "nobody";
    Answer answer_;
};

} // namespace

void run_script(const std::filesystem::path& path) {
    std::istringstream file(file_text(path));
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    Runner(std::move(lines)).run();
}

} // namespace hoshirube::test
