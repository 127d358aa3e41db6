#pragma once

#include "app/act.h"

namespace hoshirube {

// Enters an organisation: the operator, or a signed-in person, who becomes its applicant.
// Errors   Invalid as checked(Organisation); Conflict `organisation.exists`, which names the firm to whoever operates the scheme; Unavailable
//          `organisation.daily_limit` {max} for who entered ten today and is no operator.
Result<Receipt> register_organisation(World&, const Act&, const Organisation& typed);

// Corrects its entry; the corporate number stays. `typed.id` and `typed.version` say which.
// Errors   also Conflict `organisation.number_fixed`, `changed_meanwhile`.
Result<Receipt> save_organisation(World&, const Act&, const Organisation& typed);

Result<Receipt> save_profile(World&, const Act&, const std::string& organisation_id, const Profile& typed);

Result<Json> organisation_json(World&, const Viewer&, const std::string& organisation_id);
Result<Json> organisations_json(World&, const Viewer&, const std::string& typed, int offset);
Result<Json> profile_json(World&, const Viewer&, const std::string& organisation_id);

} // namespace hoshirube
