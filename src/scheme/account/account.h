#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "scheme/catalogue/edition.h"

namespace hoshirube {

// What a person is for an organisation. Stored by name: never rename. An administrator keeps the operator's machines and has
// no right to anything a firm wrote.
enum class Role { Applicant, Management, Expert, Operator, Buyer, Administrator };
inline constexpr Role kLastRole = Role::Administrator;
std::string_view to_text(Role);
Result<Role> parse_role(std::string_view text); // Invalid `role.unknown`.

class Roles {
public:
    constexpr Roles() = default;
    constexpr Roles(std::initializer_list<Role> roles) {
        for (const Role role : roles) add(role);
    }
    constexpr void add(Role role) { bits_ |= 1u << static_cast<unsigned>(role); }
    constexpr bool has(Role role) const { return bits_ >> static_cast<unsigned>(role) & 1u; }
    constexpr bool meets(Roles other) const { return (bits_ & other.bits_) != 0; }
    constexpr bool empty() const { return bits_ == 0; }

private:
    unsigned bits_ = 0;
};

struct Person {
    std::string id, email, name;
    std::string password_hash; // Empty until an invitation is accepted.
    std::string language;      // "ja" or "en".
    Instant created_at;
};

struct Membership {
    std::string person_id, organisation_id;
    Role role;
    Day from_on;
    std::optional<Day> to_on; // Last day, inclusive.
};
inline bool holds_on(const Membership& m, Day day) { return m.from_on <= day && (!m.to_on || day <= *m.to_on); }

// An invitation by link: a person, a role, an organisation. Valid until `expires_at`, once.
struct Invite {
    std::string id, organisation_id, email, name;
    Role role;
    std::string invited_by; // Empty when the server's keeper invited from the command line.
    Instant created_at, expires_at;
    std::optional<Instant> accepted_at;
    std::optional<Instant> revoked_at{}; // Taken back before it was used.
};
inline constexpr std::int64_t kInviteLifeSeconds = 14 * 24 * 3600;

// The kinds of qualification that let a person confirm a ★3. The scheme's list is open: operators edit it.
struct QualificationKind {
    std::string key;
    Bilingual name;
    bool is_accepted;
};

struct Qualification {
    std::string id, person_id, kind, number;
    Day valid_until; // Last day, inclusive.
    std::string recorded_by;
    Instant recorded_at;
};

// An address fit to be a sign-in name: one @, no blanks, at most 254 characters; lower-cased.
// Errors   Invalid `person.email`.
Result<std::string> parse_email(std::string_view field, std::string_view typed);

} // namespace hoshirube
