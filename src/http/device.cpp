#include "http/device.h"

#include <array>
#include <utility>

#include <arpa/inet.h>

namespace hoshirube {

namespace {

// First match wins: most browsers name others too, to be served alike.
constexpr std::pair<std::string_view, std::string_view> kBrowsers[] = {
    {"Edg", "Edge"},      {"OPR/", "Opera"},     {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
    {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},   {"curl/", "curl"}};
constexpr std::pair<std::string_view, std::string_view> kSystems[] = {
    {"iPhone", "iPhone"},   {"iPad", "iPad"},      {"Android", "Android"}, {"CrOS", "ChromeOS"},
    {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}};

template <std::size_t N>
std::string_view first_named(std::string_view text, const std::pair<std::string_view, std::string_view> (&known)[N]) {
    for (const auto& [sign, name] : known)
        if (text.find(sign) != text.npos) return name;
    return {};
}

} // namespace

std::string device_words(std::string_view user_agent) {
    std::string words(first_named(user_agent, kBrowsers));
    const auto system = first_named(user_agent, kSystems);
    if (!words.empty() && !system.empty()) words += ", ";
    return words.append(system);
}

std::string network_of(const std::string& address) {
    std::array<unsigned char, 16> bytes{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) {
        bytes[3] = 0;
        inet_ntop(AF_INET, bytes.data(), text.data(), text.size());
        return std::string(text.data()) + "/24";
    }
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return {};
    for (std::size_t i = 6; i < bytes.size(); ++i) bytes[i] = 0;
    inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return std::string(text.data()) + "/48";
}

} // namespace hoshirube
