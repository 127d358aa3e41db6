#include "scheme/calendar/duty.h"

#include <algorithm>

namespace hoshirube {

namespace {

using namespace std::chrono;

year_month_day date_of(Day day) {
    const auto text = day.iso8601();
    return {year(std::stoi(text.substr(0, 4))), month(static_cast<unsigned>(std::stoi(text.substr(5, 2)))),
            std::chrono::day(static_cast<unsigned>(std::stoi(text.substr(8, 2))))};
}

// The cadences that wait for something to happen.
constexpr std::string_view kOccasions[] = {"on_joining",      "on_leaving",         "on_amendment",
                                           "on_contract_end", "before_work_starts", "on_major_incident"};
// Parameters that name how many months records are kept.
constexpr std::string_view kMonths[] = {"keep_months", "retention_months"};
constexpr int kUpdateDays = 14; // Where the catalogue names no number.

class Notes {
public:
    explicit Notes(const std::vector<DutyNote>& notes) : notes_(notes) {}

    Day last_done(const std::string& duty, Day otherwise) const {
        Day last = otherwise;
        for (const auto& note : notes_)
            if (counts(note, duty, DutyNote::What::Done)) last = std::max(last, note.on);
        return last;
    }

    // Occasions that arose and were not answered yet.
    std::vector<const DutyNote*> open(const std::string& duty) const {
        std::vector<const DutyNote*> open;
        for (const auto& note : notes_) {
            if (!counts(note, duty, DutyNote::What::Arose)) continue;
            const bool is_settled = std::any_of(notes_.begin(), notes_.end(), [&](const DutyNote& done) {
                return !done.taken_back_at && done.what == DutyNote::What::Done && done.settles == note.id;
            });
            if (!is_settled) open.push_back(&note);
        }
        return open;
    }

private:
    static bool counts(const DutyNote& note, const std::string& duty, DutyNote::What what) {
        return !note.taken_back_at && note.what == what && note.duty == duty;
    }
    const std::vector<DutyNote>& notes_;
};

struct Collected {
    const Notes& notes;
    Day registered_on;
    std::vector<Duty> duties;

    void recurring(DutyKind kind, const Criterion& c, Day (*due)(Day)) {
        const auto key = std::string(to_text(kind)) + "/" + c.number;
        const auto since = notes.last_done(key, registered_on);
        duties.push_back({key, kind, c.number, {}, due(since), since});
    }
    void retention(const Criterion& c, int months) {
        const auto key = "retention/" + c.number;
        const auto since = notes.last_done(key, registered_on);
        duties.push_back({key, DutyKind::Retention, c.number, {}, due_after_months(since, months), since});
    }
    // The standing line, to note what arose, and one for each that is open.
    void waiting(Duty duty, int days) {
        for (const auto* arose : notes.open(duty.key)) {
            Duty one = duty;
            one.due_on = update_due(arose->on, days);
            one.since = arose->on;
            one.arose = arose->id;
            duties.push_back(std::move(one));
        }
        duties.push_back(std::move(duty));
    }
    void evidence(const Criterion& c, Day speaks_for) {
        const auto key = "evidence/" + c.number;
        const auto since = notes.last_done(key, speaks_for);
        duties.push_back({key, DutyKind::Evidence, c.number, {}, since.plus_days(c.freshness_days), since});
    }
};

int days_of(const Criterion& c) {
    const auto found = c.parameters.find("days");
    return found == c.parameters.end() ? kUpdateDays : static_cast<int>(found->second);
}

} // namespace

std::string_view to_text(DutyKind kind) {
    switch (kind) {
    case DutyKind::Renewal: return "renewal";
    case DutyKind::Yearly: return "yearly";
    case DutyKind::Monthly: return "monthly";
    case DutyKind::Retention: return "retention";
    case DutyKind::Update: return "update";
    case DutyKind::Occasion: return "occasion";
    case DutyKind::Evidence: return "evidence";
    case DutyKind::Planned: return "planned";
    }
    CHECK(false);
}

std::string_view to_text(DutyNote::What what) { return what == DutyNote::What::Done ? "done" : "arose"; }

Result<DutyNote::What> parse_duty_note(std::string_view text) {
    for (const auto what : {DutyNote::What::Done, DutyNote::What::Arose})
        if (text == to_text(what)) return what;
    return invalid("duty.note_unknown", "what");
}

std::string_view to_text(Due due) {
    switch (due) {
    case Due::Overdue: return "overdue";
    case Due::ThisMonth: return "this_month";
    case Due::Later: return "later";
    case Due::OnOccasion: return "on_occasion";
    }
    CHECK(false);
}

Day yearly_due(Day done_on) { return done_on.plus_years(1).previous(); }

Day monthly_due(Day done_on) {
    const auto date = date_of(done_on);
    return Day(year_month_day((year_month(date.year(), date.month()) + months(1)) / last));
}

Day due_after_months(Day done_on, int count) {
    const auto date = date_of(done_on);
    const auto then = year_month(date.year(), date.month()) + months(count);
    const year_month_day same(then.year(), then.month(), date.day());
    return same.ok() ? Day(same).previous() : Day(year_month_day(then / last));
}

Day update_due(Day released_on, int days) { return released_on.plus_days(days); }

std::vector<Duty> duties_of(const std::vector<const Criterion*>& criteria, Day registered_on, const ProofDays& proofs,
                            const std::vector<DutyNote>& all) {
    const Notes notes(all);
    Collected found{notes, registered_on, {}};
    for (const Criterion* c : criteria) {
        for (const auto& cadence : c->cadence) {
            if (cadence == "annual") found.recurring(DutyKind::Yearly, *c, yearly_due);
            else if (cadence == "monthly") found.recurring(DutyKind::Monthly, *c, monthly_due);
            else if (cadence == "within_14_days_of_release")
                found.waiting({"update/" + c->number, DutyKind::Update, c->number}, days_of(*c));
            else if (std::find(std::begin(kOccasions), std::end(kOccasions), cadence) != std::end(kOccasions))
                found.waiting({"occasion/" + c->number + "/" + cadence, DutyKind::Occasion, c->number, cadence}, 0);
        }
        for (const auto name : kMonths)
            if (const auto months = c->parameters.find(std::string(name)); months != c->parameters.end())
                found.retention(*c, static_cast<int>(months->second));
        if (const auto proof = proofs.find(c->number); proof != proofs.end() && c->freshness_days > 0)
            found.evidence(*c, proof->second);
    }
    return std::move(found.duties);
}

Due due_seen_from(const std::optional<Day>& due_on, Day today) {
    if (!due_on) return Due::OnOccasion;
    if (*due_on < today) return Due::Overdue;
    return due_on->iso8601().substr(0, 7) == today.iso8601().substr(0, 7) ? Due::ThisMonth : Due::Later;
}

std::vector<Duty> to_remind_of(const std::vector<Duty>& duties, Day today) {
    constexpr int kWeek = 7;
    const bool is_monday = weekday(sys_days(date_of(today))) == Monday;
    std::vector<Duty> due;
    bool is_occasion = false;
    for (const auto& duty : duties) {
        if (!duty.due_on || duty.kind == DutyKind::Evidence) continue;
        const int left = today.days_until(*duty.due_on);
        if (left > kWeek) continue;
        is_occasion = is_occasion || left == kWeek || left == 1 || left == 0 || (is_monday && left < 0);
        due.push_back(duty);
    }
    std::stable_sort(due.begin(), due.end(), [](const Duty& a, const Duty& b) { return *a.due_on < *b.due_on; });
    return is_occasion ? due : std::vector<Duty>();
}

bool can_be_noted(DutyKind kind) { return kind != DutyKind::Renewal && kind != DutyKind::Planned; }

} // namespace hoshirube
