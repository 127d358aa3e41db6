#include "scheme/account/account.h"

#include "base/text.h"

namespace hoshirube {

namespace {

constexpr std::pair<Role, std::string_view> kRoles[] = {{Role::Applicant, "applicant"}, {Role::Management, "management"},
                                                        {Role::Expert, "expert"},       {Role::Operator, "operator"},
                                                        {Role::Buyer, "buyer"},         {Role::Administrator, "administrator"}};

} // namespace

std::string_view to_text(Role role) {
    for (const auto& [known, text] : kRoles)
        if (known == role) return text;
    CHECK(false);
}

Result<Role> parse_role(std::string_view text) {
    for (const auto& [role, known] : kRoles)
        if (known == text) return role;
    return invalid("role.unknown", "role", {{"given", std::string(text.substr(0, 40))}});
}

Result<std::string> parse_email(std::string_view field, std::string_view typed) {
    auto address = compatibility_folded(TRY(required_text(field, typed, 254)));
    for (char& c : address)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const auto at = address.find('@');
    const bool sound = at != address.npos && at > 0 && at + 1 < address.size() && address.find('@', at + 1) == address.npos &&
                       address.find_first_of(" \t\"<>(),:;\\") == address.npos;
    if (!sound) return invalid("person.email", field);
    return address;
}

} // namespace hoshirube
