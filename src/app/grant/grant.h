#pragma once

#include "app/act.h"

// What one organisation lets another do or see, until a day: mandates and disclosures; and the history of work for a client.

namespace hoshirube {

struct MandateFields {
    std::string taker_number, purpose, reason, to_on; // The taker's corporate number.
};
// Errors   NotFound `grant.receiver_unknown`; Invalid `mandate.purpose_unknown`, `grant.ends_too_soon`, `grant.ends_too_late` {day},
//          `grant.to_oneself`, `text.*`, `day.not_a_day`.
Result<Receipt> grant_mandate(World&, const Act&, const std::string& organisation_id, const MandateFields&);
// At once. Ending what has ended changes nothing.
Result<Receipt> end_mandate(World&, const Act&, const std::string& organisation_id, const std::string& mandate_id);
Result<Json> mandates_json(World&, const Viewer&, const std::string& organisation_id); // Given and received.

struct DisclosureFields {
    std::string object_id, level, receiver_number, purpose, to_on; // An assessment, or for level "evidence" one file.
};
// Errors   as for mandates, `disclosure.level_unknown`; NotFound `assessment.not_found`, `evidence.not_found` for what is not the holder's.
Result<Receipt> disclose(World&, const Act&, const std::string& organisation_id, const DisclosureFields&);
Result<Receipt> end_disclosure(World&, const Act&, const std::string& organisation_id, const std::string& disclosure_id);
Result<Json> disclosures_json(World&, const Viewer&, const std::string& organisation_id);

// What a receiver sees of an assessment, at the highest level disclosed to them; to the holder's own people, all of it.
Result<Json> disclosed_json(World&, const Viewer&, const std::string& assessment_id);

struct WorkFields {
    std::string doer_number, kind, first_on, last_on; // An organisation's corporate number; an empty last day: goes on.
    bool is_paid = false;
};
// Declared by the client: who advised or supported it. Declaring again widens the period.
Result<Receipt> declare_work(World&, const Act&, const std::string& organisation_id, const WorkFields&);
// What was declared, by the organisation that did it.
Result<Json> work_json(World&, const Viewer&, const std::string& organisation_id);

// A system administrator asks to read one assessment in an emergency; somebody else approves; the owner sees both in its audit.
// Errors   Conflict `glass.second_person`, `glass.approved_already`; NotFound `glass.not_found`.
Result<Receipt> ask_to_break_glass(World&, const Act&, const std::string& assessment_id, const std::string& reason);
Result<Receipt> approve_broken_glass(World&, const Act&, const std::string& glass_id);
Result<Json> broken_glass_json(World&, const Viewer&);

} // namespace hoshirube
