#include "app/calendar/firm_calendar.h"

#include <algorithm>

#include "app/assessment/present.h"

namespace hoshirube {

namespace {

constexpr int kRemembered_days = 365; // How long an expired star is still said to be due for renewal.

bool is_same_star(const Assessment& one, const Assessment& other) {
    return one.star == other.star && is_same_part(one.scope, other.scope);
}

// The newest of each star and part.
Result<std::vector<DatedStar>> stars_of(Transaction& transaction, const std::vector<Assessment>& assessments, Day today) {
    std::vector<DatedStar> stars;
    for (const auto& assessment : assessments) { // Newest first.
        if (assessment.state != AssessmentState::Registered) continue;
        auto certificate = TRY(transaction.register_().of_assessment(assessment.id));
        if (!certificate) continue;
        const bool has_newer = std::any_of(stars.begin(), stars.end(),
                                           [&](const DatedStar& other) { return is_same_star(other.assessment, assessment); });
        const auto state = certificate_state(*certificate, today);
        if (!has_newer) stars.push_back({assessment, std::move(*certificate), state});
    }
    return stars;
}

// The latest day for which a file behind each criterion speaks.
Result<Done> add_proofs(Transaction& transaction, const std::string& assessment_id, ProofDays& proofs) {
    std::map<std::string, Day> days;
    for (const auto& file : TRY(transaction.evidence().linked(assessment_id))) days.emplace(file.id, speaks_for(file));
    for (const auto& link : TRY(transaction.evidence().links(assessment_id))) {
        const auto day = days.find(link.evidence_id);
        if (day == days.end()) continue;
        const auto [known, is_new] = proofs.emplace(link.criterion, day->second);
        if (!is_new) known->second = std::max(known->second, day->second);
    }
    return Done{};
}

// Two stars may ask for the same: the earlier day holds.
void add(std::vector<Duty>& all, std::vector<Duty> more) {
    for (auto& duty : more) {
        const auto known =
            std::find_if(all.begin(), all.end(), [&](const Duty& d) { return d.key == duty.key && d.arose == duty.arose; });
        if (known == all.end()) all.push_back(std::move(duty));
        else if (duty.due_on && known->due_on && *duty.due_on < *known->due_on) *known = std::move(duty);
    }
}

Duty renewal_of(const DatedStar& star) {
    return {"renewal/" + std::to_string(star.certificate.number),
            DutyKind::Renewal,
            {},
            {},
            star.certificate.last_valid_day,
            star.certificate.registered_on,
            {},
            {},
            star.assessment.id};
}

Result<Done> add_plans(World& world, Transaction& transaction, const Assessment& open, FirmCalendar& calendar) {
    const auto edition = world.shelf.find(open.edition);
    for (const auto& [number, answer] : TRY(transaction.assessments().answers(open.id))) {
        if (answer.state != AnswerState::Planned || !answer.planned_on) continue;
        calendar.duties.push_back({"planned/" + open.id + "/" + number,
                                   DutyKind::Planned,
                                   number,
                                   {},
                                   answer.planned_on,
                                   {},
                                   {},
                                   answer.planned_owner,
                                   open.id});
        if (edition) calendar.criteria.emplace(number, (*edition)->find(number));
    }
    return Done{};
}

} // namespace

std::string FirmCalendar::title_of(const Duty& duty, Language language) const {
    const auto found = criteria.find(duty.criterion);
    if (found == criteria.end() || !found->second) return {};
    return language == Language::English ? found->second->en.title : found->second->ja.title;
}

Result<FirmCalendar> load_firm_calendar(World& world, Transaction& transaction, const Organisation& organisation, Day today) {
    FirmCalendar calendar{organisation, today, false, {}, {}, {}};
    for (auto& note : TRY(transaction.calendar().notes(organisation.id)))
        if (!note.taken_back_at) calendar.notes.push_back(std::move(note));
    std::vector<Assessment> assessments;
    for (auto& summary : TRY(transaction.assessments().of_organisation(organisation.id)))
        assessments.push_back(std::move(summary.assessment));
    calendar.stars = TRY(stars_of(transaction, assessments, today));
    for (const auto& star : calendar.stars) {
        const bool is_expired = star.state == "expired";
        if (star.state == "withdrawn") continue;
        if (!is_expired || star.certificate.last_valid_day.days_until(today) <= kRemembered_days)
            calendar.duties.push_back(renewal_of(star));
        if (is_expired) continue;
        calendar.has_star = true;
        const Edition* edition = TRY(world.shelf.find(star.assessment.edition));
        const auto criteria = edition->criteria_for(star.assessment.star);
        for (const Criterion* c : criteria) calendar.criteria.emplace(c->number, c);
        ProofDays proofs;
        for (const auto& one : assessments) // The renewal may have newer proof already.
            if (one.id == star.assessment.id || (one.edition == star.assessment.edition && is_same_star(one, star.assessment)))
                TRY(add_proofs(transaction, one.id, proofs));
        add(calendar.duties, duties_of(criteria, star.certificate.registered_on, proofs, calendar.notes));
    }
    for (const auto& one : assessments)
        if (one.state != AssessmentState::Registered) TRY(add_plans(world, transaction, one, calendar));
    std::stable_sort(calendar.duties.begin(), calendar.duties.end(), [](const Duty& a, const Duty& b) {
        if (a.due_on.has_value() != b.due_on.has_value()) return a.due_on.has_value();
        return a.due_on < b.due_on;
    });
    return calendar;
}

} // namespace hoshirube
