#pragma once

#include <string>
#include <vector>

#include "scheme/account/account.h"
#include "scheme/assessment/review.h"
#include "scheme/organisation/organisation.h"

namespace hoshirube {

// Who confirmed, by what right, and when: fixed when the review is sent.
struct Confirmation {
    std::string assessment_id;
    int round;
    std::string confirmer_id, confirmer_name;
    std::string qualification_kind, qualification_number;
    Day qualification_valid_until;
    Instant confirmed_at;
    std::string form_sha256; // Seal of the form as it stood then.
    std::string form;        // Its canonical text.
};

struct Declaration {
    std::string assessment_id;
    int round;
    std::string person_id, person_name;
    std::string form_sha256; // The seal: must equal the confirmation's.
    Instant declared_at;
};

// The canonical form (RFC 8785) of exactly what was confirmed: firm, edition with its hash, star, scope, every answer with
// branch and evidence (hash, file name, effective period), decisions, and the confirmer. Its SHA-256 is the seal that management signs.
// `confirmation.form` and `.form_sha256` are not part of it.
//
// Source   docs/rules.md#seal; RFC 8785
std::string canonical_form(const Organisation&, const Edition&, const Assessment&, const Answers&, const JudgedFiles&,
                           const Decisions&, const Confirmation&);

// Where a present form departs from the sealed one: criterion numbers, and "organisation", "edition", "scope",
// "confirmer" for the rest. Empty means intact.
std::vector<std::string> departures(const std::string& sealed_form, const std::string& present_form);

// The seal as a short code people can compare by eye, on paper and screen: "7K3Q-9ZJ2-M4TD-XA1B", 80 bits.
std::string seal_code(const std::string& form_sha256);

} // namespace hoshirube
