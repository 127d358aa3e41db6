#include "scheme/certificate/certificate.h"

namespace hoshirube {

Day last_valid_day(const Level& level, Day registered_on) { return registered_on.plus_years(level.validity_years).previous(); }

Day renewal_offered_from(Day last_valid_day) { return last_valid_day.plus_days(1 - kRenewalOfferedDays); }

std::string_view certificate_state(const Certificate& certificate, Day today) {
    return today <= certificate.last_valid_day ? "valid" : "expired";
}

} // namespace hoshirube
