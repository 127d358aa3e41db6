#pragma once

#include "scheme/assessment/start.h"

namespace hoshirube {

// A self-assessment that lives outside the server, in a file that a firm fills in on its own: what it says, and what it was said of.
struct SelfCheck {
    std::string edition;
    std::string catalogue_sha256; // Edition::sha256() of the catalogue it was filled in with.
    int star = 3;
    std::string firm;                                           // As typed, for the paper; it identifies nobody.
    Profile profile{};                                          // Of the ten-minute start.
    Answers answers{};                                          // As typed: not every one keeps to the rules yet.
    std::map<std::string, std::vector<std::string>> evidence{}; // Names of files, by criterion. No file travels along.
    std::map<std::string, std::string> stamps{};                // By which the server knows its own answers again; by criterion.
    std::string saved_at{};                                     // An instant, or empty. To look at only.
};

struct Unfinished {
    std::string criterion;
    Error error;
};

// What the rules make of a self-check: the same functions that the server asks, put to the answers in one go.
//
// Rule     An answer that keeps to the rules counts as tidied. One that does not is unfinished, and counts as unknown.
// Source   docs/rules.md#self-check
struct Judgement {
    Answers answers; // Those that count, tidied.
    std::vector<Unfinished> unfinished;
    Progress progress;
    std::map<int, Progress> by_category;
    std::vector<std::string> left;                 // Neither met nor not applicable, in order.
    std::vector<std::string> seems_not_applicable; // Open, and the ten-minute start says that they ask nothing of this firm.
    std::vector<NextThing> next;                   // At most five.
    std::vector<Error> profile_errors;             // By which a step of the profile was left out of account.
};
Judgement judge(const SelfCheck&, const Edition&, const StartGuide&);

// Open criteria that, by what the firm said in the ten-minute start, ask nothing of it. A suggestion: the firm says so itself, and why.
std::vector<std::string> seems_not_applicable(const std::vector<const Criterion*>& criteria, const Answers&, const StartGuide&,
                                              const Profile&);

} // namespace hoshirube
