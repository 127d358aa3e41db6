#pragma once

#include <cstdint>
#include <string_view>

namespace hoshirube {

// What the scheme leaves open about separation of duties: data of the edition, with the strictest reading as default.
//
// Source   catalogue/<edition>/edition.json "separation"; docs/rules.md#independence and #separation-of-duties
struct Separation {
    bool allows_in_house_experts = false;           // D1: employed by the applicant or its group.
    int consulting_years = 2;                       // D3: after consulting a client, no assessing it.
    int registrar_years = 2;                        // D6: after belonging to a firm, no registering its star.
    bool allows_verifier_to_assess = false;         // D7: one person in both functions.
    bool allows_support_by_confirming_firm = false; // D8
    int confirmations_a_day = 10;                   // D9: more need a reason; 0: no limit.
    int minutes_before_confirming = 0;              // D9: sooner after the submission needs a reason; 0: no limit.
    bool suspension_takes_two = true;               // D6: to suspend, withdraw or resume, one asks and another does.
};

// How fast an expert works: many or quick confirmations need a reason and go to the sample.
struct Pace {
    int confirmations_today = 0;
    std::int64_t minutes_since_submission = 0;
    bool has_reason = false;
};

// Whether declaring, confirming and registering need a fresh proof of who one is.
struct StepUp {
    bool is_needed = true;
};
inline constexpr std::string_view kStepUpTold = "session.step_up_needed";

} // namespace hoshirube
