#pragma once

#include "app/act.h"
#include "app/assessment/present.h"
#include "formats/pdf/manuscript.h"

namespace hoshirube {

struct ReportedEvidence {
    std::string file_name;
    std::optional<Day> from, to;
    Day received;
    bool is_stale;
};

struct Reported { // One criterion.
    const Criterion* criterion;
    Answer answer;
    std::vector<ReportedEvidence> evidence;
    std::optional<Decision> decision; // Last sent.
    bool has_decision_lapsed = false;
    std::vector<Advice> advice;
};

struct ReportFacts {
    const Edition* edition;
    const Level* level;
    std::vector<Reported> reported; // In the order of the official list.
    Progress total;
    std::map<int, Progress> by_category;
    Instant made_at;

    // Of an assessment; empty in the blank form.
    struct Held {
        Organisation organisation;
        Assessment assessment;
        std::optional<Seal> seal;
        std::optional<Declaration> declaration;
        std::optional<Certificate> certificate;
        std::vector<Advice> general_advice;
    };
    std::optional<Held> held;
};

// Pure: the same facts give the same pages.
pdf::Manuscript report_manuscript(const Texts&, Language, const ReportFacts&);

} // namespace hoshirube
