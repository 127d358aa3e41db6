#include "scheme/account/grant.h"

namespace hoshirube {

Result<Day> checked_end(Day typed, Day today) {
    const auto latest = today.plus_years(kGrantYears);
    if (typed < today) return invalid("grant.ends_too_soon", "to_on");
    if (latest < typed) return invalid("grant.ends_too_late", "to_on", {{"day", latest.iso8601()}});
    return typed;
}

} // namespace hoshirube
