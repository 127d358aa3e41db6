#include "base/day.h"

namespace hoshirube {

using namespace std::chrono;

namespace {

// Reads exactly the digits and marks of `pattern` ('0' stands for a digit) into `numbers`.
bool read_digits(std::string_view text, std::string_view pattern, int* numbers) {
    if (text.size() != pattern.size()) return false;
    bool in_number = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (pattern[i] != '0') {
            if (text[i] != pattern[i]) return false;
            if (in_number) ++numbers;
            in_number = false;
            continue;
        }
        if (text[i] < '0' || text[i] > '9') return false;
        *numbers = *numbers * 10 + (text[i] - '0');
        in_number = true;
    }
    return true;
}

// `value` with so many digits, zeros in front. By hand: one page of answers has a hundred of these, and snprintf() is slow.
void append_digits(std::string& out, int value, int digits) {
    for (int unit = digits == 4 ? 1000 : digits == 3 ? 100 : 10; unit > 0; unit /= 10)
        out += static_cast<char>('0' + value / unit % 10);
}

year_month_day make_date(const int* numbers) {
    return {year(numbers[0]), month(static_cast<unsigned>(numbers[1])), day(static_cast<unsigned>(numbers[2]))};
}

} // namespace

Result<Day> Day::parse(std::string_view text) {
    int numbers[3] = {};
    if (!read_digits(text, "0000-00-00", numbers) || !make_date(numbers).ok())
        return invalid("day.not_a_day", {}, {{"text", std::string(text.substr(0, 40))}});
    return Day(make_date(numbers));
}

Day Day::plus_years(int count) const {
    const auto moved = date_ + years(count);
    return Day(moved.ok() ? moved : year_month_day(sys_days(moved)));
}

Day Day::plus_days(int count) const { return Day(year_month_day(sys_days(date_) + days(count))); }

int Day::days_until(Day later) const { return static_cast<int>((sys_days(later.date_) - sys_days(date_)).count()); }

std::string Day::iso8601() const {
    std::string text;
    append_digits(text, int(date_.year()), 4);
    append_digits(text += '-', int(unsigned(date_.month())), 2);
    append_digits(text += '-', int(unsigned(date_.day())), 2);
    return text;
}

namespace {

constexpr Day kReiwa{year_month_day(year(2019), May, day(1))};

} // namespace

std::string Day::english() const {
    constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
    return std::to_string(unsigned(date_.day())) + " " + kMonths[unsigned(date_.month()) - 1] + " " +
           std::to_string(int(date_.year()));
}

std::string Day::english_with_era() const {
    return *this < kReiwa ? english() : english() + " (Reiwa " + std::to_string(int(date_.year()) - 2018) + ")";
}

std::string Day::japanese() const {
    std::string text = std::to_string(int(date_.year())) + "年" + std::to_string(unsigned(date_.month())) + "月" +
                       std::to_string(unsigned(date_.day())) + "日";
    if (*this < kReiwa) return text;
    const int era = int(date_.year()) - 2018;
    return text + "（令和" + (era == 1 ? std::string("元") : std::to_string(era)) + "年）";
}

Result<Instant> Instant::parse(std::string_view text) {
    int n[7] = {};
    const bool read = read_digits(text, "0000-00-00T00:00:00.000Z", n);
    if (!read || !make_date(n).ok() || n[3] > 23 || n[4] > 59 || n[5] > 59)
        return invalid("instant.not_an_instant", {}, {{"text", std::string(text.substr(0, 40))}});
    const auto at = sys_days(make_date(n)) + hours(n[3]) + minutes(n[4]) + seconds(n[5]) + std::chrono::milliseconds(n[6]);
    return Instant(duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count());
}

Day Instant::tokyo_day() const {
    const sys_time<std::chrono::milliseconds> at{std::chrono::milliseconds(milliseconds_)};
    return Day(year_month_day(floor<days>(at + hours(9))));
}

std::string Instant::iso8601() const {
    const sys_time<std::chrono::milliseconds> at{std::chrono::milliseconds(milliseconds_)};
    const auto midnight = floor<days>(at);
    const auto rest = static_cast<int>((at - midnight).count());
    auto text = Day(year_month_day(midnight)).iso8601();
    append_digits(text += 'T', rest / 3'600'000, 2);
    append_digits(text += ':', rest / 60'000 % 60, 2);
    append_digits(text += ':', rest / 1000 % 60, 2);
    append_digits(text += '.', rest % 1000, 3);
    return text += 'Z';
}

} // namespace hoshirube
