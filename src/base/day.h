#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace hoshirube {

// A calendar day in Asia/Tokyo, the scheme's legal calendar. It holds no time of day.
//
// Errors   parse: Invalid `day.not_a_day` when the text is not a real day written YYYY-MM-DD.
class Day {
public:
    static Result<Day> parse(std::string_view iso8601);
    constexpr explicit Day(std::chrono::year_month_day date) : date_(date) {}

    Day plus_years(int years) const; // 29 February plus one year is 1 March.
    Day plus_days(int days) const;
    Day previous() const { return plus_days(-1); }
    int days_until(Day later) const; // Negative when `later` is earlier.
    std::string iso8601() const;
    std::string english() const;          // 22 November 2026
    std::string english_with_era() const; // 22 November 2026 (Reiwa 8); the era as in japanese().
    std::string japanese() const;         // 2026年11月22日（令和8年）; the era stands only for days since 2019-05-01.
    constexpr auto operator<=>(const Day&) const = default;

private:
    std::chrono::year_month_day date_;
};

// A moment, in milliseconds since 1970-01-01T00:00:00Z.
//
// Errors   parse: Invalid `instant.not_an_instant` unless written like 2026-11-23T03:19:54.123Z.
class Instant {
public:
    static Result<Instant> parse(std::string_view iso8601);
    constexpr explicit Instant(std::int64_t milliseconds) : milliseconds_(milliseconds) {}

    Instant plus_seconds(std::int64_t seconds) const { return Instant(milliseconds_ + seconds * 1000); }
    Day tokyo_day() const; // Asia/Tokyo is UTC+9 without summer time.
    std::string iso8601() const;
    constexpr std::int64_t milliseconds() const { return milliseconds_; }
    constexpr auto operator<=>(const Instant&) const = default;

private:
    std::int64_t milliseconds_;
};

} // namespace hoshirube
