#pragma once

#include <span>

#include "scheme/account/access.h"

// The tables may() walks, for the page made from them and for the tests that generate their expectations from them.

namespace hoshirube {

struct PermissionRow {
    Permission permission;
    std::string_view name;  // Published.
    std::string_view scope; // A token needs it; empty: no token may.
    Object::Kind object;
    std::string_view says;
};
std::span<const PermissionRow> permission_rows();

// How an actor comes to a right.
enum class Way {
    Anyone, // Public.
    SignedIn,
    Keeper,      // On the command line of the machine itself.
    Own,         // Holds one of `roles` in the owning organisation; no roles: any.
    Anywhere,    // Holds one of `roles` in any organisation.
    Assigned,    // Holds `function` in the assessment and, where named, one of `roles` anywhere.
    Mandated,    // Holds one of `roles` in an organisation to which the owner gave a mandate for `purpose` or more.
    Disclosed,   // Holds one of `roles` in an organisation to which the owner disclosed the object at `level` or more.
    BrokenGlass, // Holds one of `roles` anywhere, asked, and a second person approved.
};

struct States {
    unsigned bits = 0; // None: any state.
    bool has(AssessmentState state) const { return bits == 0 || (bits >> static_cast<unsigned>(state) & 1u); }
};

struct Permit {
    Permission permission;
    std::string_view id;
    Way way;
    Roles roles{};
    Function function{};
    Purpose purpose{};
    DisclosureLevel level{};
    States states{};
};
std::span<const Permit> permits();

struct Question {
    const Actor& actor;
    const Object& object;
    const Facts& facts;
    Instant now;
    Day today;
};
struct Forbid {
    std::string_view id, told;
    std::span<const Permission> permissions; // Empty: all.
    bool (*applies)(const Question&, Permission);
    Needs needs;
    std::string_view says;
};
std::span<const Forbid> forbids();

// docs/access.md
std::string access_markdown();

} // namespace hoshirube
