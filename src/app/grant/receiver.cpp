#include "app/grant/receiver.h"

#include "scheme/account/grant.h"

namespace hoshirube {

Result<Organisation> receiver_of(Transaction& transaction, const Organisation& giver, std::string_view field,
                                 const std::string& typed) {
    const auto number = TRY(parse_corporate_number(field, typed));
    if (number == giver.corporate_number) return invalid("grant.to_oneself", field);
    auto found = TRY(transaction.organisations().find_by_number(number));
    if (!found) return not_found("grant.receiver_unknown").at(field);
    return std::move(*found);
}

Result<Day> read_end(const std::string& typed, Day today) {
    auto day = Day::parse(typed);
    if (!day) return std::move(day.error()).at("to_on");
    return checked_end(*day, today);
}

} // namespace hoshirube
