#pragma once

// What C++20 has and Debian's libc++ 14 lacks, as far as scheme/ uses it: the three-way comparison of texts, dates and optionals. Put in
// front of every source by tools/build_core, so that the server's headers need not know of it.
// Source   C++20, [string.cmp], [time.cal.ymd.nonmembers], [optional.relops]

#include <chrono>
#include <compare>
#include <optional>
#include <string>

#if !defined(_LIBCPP_VERSION) || _LIBCPP_VERSION >= 15000
#error "Look which of these the library has by now."
#endif

namespace std {

inline strong_ordering operator<=>(const string& a, const string& b) { return a.compare(b) <=> 0; }

template <typename T>
constexpr strong_ordering operator<=>(const optional<T>& a, const optional<T>& b) {
    return a && b ? *a <=> *b : a.has_value() <=> b.has_value();
}

namespace chrono {

constexpr strong_ordering operator<=>(const year_month_day& a, const year_month_day& b) {
    if (a == b) return strong_ordering::equal;
    return a < b ? strong_ordering::less : strong_ordering::greater;
}

} // namespace chrono

} // namespace std
