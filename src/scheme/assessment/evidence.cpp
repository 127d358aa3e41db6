#include "scheme/assessment/evidence.h"

#include "base/text.h"

namespace hoshirube {

Result<Evidence> checked(Evidence e) {
    const auto slash = e.file_name.find_last_of("/\\");
    if (slash != e.file_name.npos) e.file_name.erase(0, slash + 1);
    e.file_name = TRY(clean_text("file_name", e.file_name, 200));
    if (e.file_name.empty() || e.file_name == "." || e.file_name == "..") return invalid("evidence.name_missing", "file_name");
    e.note = TRY(clean_text("note", e.note, 1000, Lines::Many));
    if (e.effective_from && e.effective_to && *e.effective_to < *e.effective_from)
        return invalid("evidence.period_reversed", "effective_to");
    return e;
}

Day speaks_for(const Evidence& e) {
    if (e.effective_to) return *e.effective_to;
    return e.effective_from ? *e.effective_from : e.uploaded_at.tokyo_day();
}

bool is_stale(const Evidence& e, int freshness_days, Day today) { return speaks_for(e).days_until(today) > freshness_days; }

} // namespace hoshirube
