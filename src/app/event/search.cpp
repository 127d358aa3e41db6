#include "app/event/search.h"

#include <algorithm>
#include <limits>

#include "base/text.h"

namespace hoshirube {

namespace {

// Midnight in Tokyo at the beginning of a day.
Result<Instant> start_of(Day day) { return Instant::parse(day.previous().iso8601() + "T15:00:00.000Z"); }

Result<std::optional<Day>> typed_day(std::string_view field, const std::string& typed) {
    if (typed.empty()) return std::optional<Day>();
    auto day = Day::parse(typed);
    if (!day) return std::move(day.error()).at(field);
    return std::optional<Day>(*day);
}

// "4-1-3-2", full-width or not; empty where the words are no criterion's number.
std::string criterion_of(const std::string& words) {
    auto digits = folded_digits(words);
    const bool is_number = std::count(digits.begin(), digits.end(), '-') == 3 && digits.size() <= 20 &&
                           digits.find_first_not_of("0123456789-") == digits.npos;
    return is_number ? digits : std::string();
}

} // namespace

Result<EventSearch> search_of(const EventFields& fields) {
    const auto words = TRY(clean_text("q", fields.words, 200));
    const auto from = TRY(typed_day("from", fields.from));
    const auto until = TRY(typed_day("until", fields.until));
    constexpr auto kEnd = std::numeric_limits<std::int64_t>::max();
    return EventSearch{fields.before > 0 ? fields.before : kEnd,
                       fields.types,
                       organisation_search_key(words),
                       search_key(words),
                       words,
                       from ? TRY(start_of(*from)) : Instant(0),
                       until ? TRY(start_of(until->plus_days(1))) : Instant(kEnd),
                       criterion_of(words)};
}

} // namespace hoshirube
