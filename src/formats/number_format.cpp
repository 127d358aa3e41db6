#include "formats/number_format.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace hoshirube {

namespace {

constexpr std::int64_t kSecondsADay = 86'400;
constexpr double kLastSerial = 2'958'466; // 9999-12-31 is 2958465 in the system of 1900.

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The letters of a format code that stand for parts of a number or time: quoted and escaped text, colours,
// conditions, AM/PM and exponents taken out. A mark for elapsed time, as in [h], is left as '['.
std::string letters_of(std::string_view code) {
    std::string letters;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = lower(code[i]);
        const auto next = code.substr(i + 1, 1);
        const bool is_exponent = c == 'e' && (next == "+" || next == "-");
        if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size() - 1);
        } else if (c == '\\' || c == '_' || c == '*' || is_exponent) {
            ++i;
        } else if (c == '[') {
            const char unit = next.empty() ? ' ' : lower(next[0]);
            if (unit == 'h' || unit == 'm' || unit == 's') letters += '[';
            i = std::min(code.find(']', i), code.size() - 1);
        } else if (c == 'a' && (code.substr(i + 1, 4) == "M/PM" || code.substr(i + 1, 4) == "m/pm")) {
            i += 4;
        } else {
            letters += c;
        }
    }
    return letters;
}

std::string printed(const char* format, auto... values) {
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), format, values...);
    return std::string(text.data(), static_cast<std::size_t>(length));
}

std::string time_text(std::int64_t seconds) {
    return printed("%02d:%02d:%02d", static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
                   static_cast<int>(seconds % 60));
}

// Excel's calendar of 1900 counts a 29 February that was none, so its zero moves by a day after it.
std::optional<std::chrono::sys_days> day_of_serial(std::int64_t serial, DateSystem system) {
    using std::chrono::days, std::chrono::sys_days, std::chrono::year;
    if (system == DateSystem::From1904) return sys_days(year(1904) / 1 / 1) + days(serial);
    if (serial == 0 || serial == 60) return std::nullopt;
    return sys_days(year(1899) / 12 / 31) + days(serial < 60 ? serial : serial - 1);
}

} // namespace

NumberFormat built_in_number_format(unsigned id) {
    if (id == 22) return NumberFormat::DateTime;
    if ((id >= 18 && id <= 21) || id == 32 || id == 33 || id == 45 || id == 47) return NumberFormat::Time;
    const bool date = (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    return date ? NumberFormat::Date : NumberFormat::Number;
}

NumberFormat number_format(std::string_view code) {
    const std::string letters = letters_of(code);
    const auto has = [&](const char* any) { return letters.find_first_of(any) != std::string::npos; };
    const bool general = letters.find("general") != std::string::npos || letters.find("g/標準") != std::string::npos;
    if (general || has("[")) return NumberFormat::Number;
    const bool time = has("hs");
    const bool date = has("ydeg") || (has("m") && !time); // An m beside hours or seconds means minutes.
    if (date) return time ? NumberFormat::DateTime : NumberFormat::Date;
    return time ? NumberFormat::Time : NumberFormat::Number;
}

std::optional<std::string> iso8601_of_serial(double serial, NumberFormat format, DateSystem system) {
    if (format == NumberFormat::Number || !(serial >= 0 && serial < kLastSerial)) return std::nullopt;
    const auto seconds = static_cast<std::int64_t>(std::llround(serial * kSecondsADay));
    if (format == NumberFormat::Time && seconds < kSecondsADay) return time_text(seconds);
    const auto day = day_of_serial(seconds / kSecondsADay, system);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date(*day);
    if (static_cast<int>(date.year()) > 9999) return std::nullopt;
    const auto text = printed("%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                              static_cast<unsigned>(date.day()));
    const auto time = seconds % kSecondsADay;
    return time == 0 ? text : text + "T" + time_text(time);
}

std::string number_text(double value) {
    if (std::fabs(value) < 1e15 && value == std::trunc(value)) return printed("%lld", static_cast<long long>(value));
    return printed("%.15g", value);
}

} // namespace hoshirube
