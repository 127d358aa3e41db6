#pragma once

#include <functional>
#include <set>

#include "app/assessment/present.h"
#include "scheme/assessment/carry.h"

// What moving to another edition and renewing a star have in common: a new assessment that begins with answers given before.

namespace hoshirube {

struct CarryTarget {
    std::string assessment_id, edition; // Of the assessment to open.
    std::string mark = {};              // Instead of the kind of change, where the answers stay within their edition.
};

// Opens the assessment with star and scope of `old`, the carried answers, and the files behind them that `takes` lets through.
//
// Errors   Conflict `assessment.open_already`.
Result<Assessment> open_carried(Transaction&, const Act&, const Present& old, const CarryTarget&, const Carry&,
                                const std::function<bool(const PlacedFile&, const Criterion&)>& takes);

} // namespace hoshirube
