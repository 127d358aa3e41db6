#include "cli/look.h"

#include "formats/form_table.h"

namespace hoshirube::cli {

std::string edition_id(const std::string& typed) {
    const auto day = read_office_day(typed);
    return day ? day->iso8601() : typed;
}

Result<std::string> organisation_id(const Context& context, const std::string& typed) {
    const auto number = parse_corporate_number("organisation", typed);
    if (!number) return typed;
    auto transaction = TRY(context.world->database.begin(Database::Mode::Read, kKeeper));
    const auto organisation = TRY(transaction->organisations().find_by_number(*number));
    if (!organisation) return not_found("organisation.not_found");
    return organisation->id;
}

Result<std::string> person_id(const Context& context, const std::string& typed) {
    const auto email = TRY(parse_email("person", typed));
    auto transaction = TRY(context.world->database.begin(Database::Mode::Read, kKeeper));
    const auto person = TRY(transaction->accounts().find_person(email));
    if (!person) return not_found("person.not_found", {{"email", email}});
    return person->id;
}

} // namespace hoshirube::cli
