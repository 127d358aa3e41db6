#include "app/account/departure.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/account/session.h"
#include "app/organisation/firm_name.h"
#include "scheme/account/invitation.h"

namespace hoshirube {

namespace {

bool may_invite(Role role) { return role == Role::Applicant || role == Role::Management || role == Role::Operator; }

// Today's memberships of one person in one organisation.
Result<std::vector<Membership>> held_by(Transaction& transaction, const std::string& person_id,
                                        const std::string& organisation_id, Day today) {
    std::vector<Membership> held;
    for (const auto& view : TRY(transaction.accounts().memberships_of(person_id)))
        if (view.membership.organisation_id == organisation_id && holds_on(view.membership, today))
            held.push_back(view.membership);
    return held;
}

// Who answers questions may not send management away.
Result<Done> check_may_end(Transaction& transaction, const Act& act, const std::string& organisation_id, Role role) {
    if (role != Role::Management || act.actor_id == kKeeper) return Done{};
    for (const auto& view : TRY(transaction.accounts().memberships_of(act.actor_id))) {
        const auto& m = view.membership;
        if (!holds_on(m, act.today())) continue;
        if (m.role == Role::Operator || (m.role == Role::Management && m.organisation_id == organisation_id)) return Done{};
    }
    return forbidden("access.denied");
}

// A role of today ends before today begins; one that began today was never held for a whole day and goes.
Result<Done> end_at_once(Transaction& transaction, const Membership& m, Day today) {
    if (m.from_on < today) return transaction.accounts().end_membership(m, today.previous());
    return transaction.accounts().remove_membership(m);
}

bool can_change(const Assessment& assessment) {
    return assessment.state == AssessmentState::Draft || assessment.state == AssessmentState::Returned;
}

// Planned criteria that carry the person's name, in assessments that can still change.
struct Planned {
    std::string assessment_id;
    Answer answer;
};
Result<std::vector<Planned>> planned_by(Transaction& transaction, const std::string& organisation_id, const std::string& name) {
    std::vector<Planned> found;
    for (const auto& summary : TRY(transaction.assessments().of_organisation(organisation_id))) {
        if (!can_change(summary.assessment)) continue;
        for (const auto& [criterion, answer] : TRY(transaction.assessments().answers(summary.assessment.id)))
            if (answer.state == AnswerState::Planned && answer.planned_owner == name)
                found.push_back({summary.assessment.id, answer});
    }
    return found;
}

Result<std::vector<AssessmentSummary>> reviews_of(Transaction& transaction, const std::string& person_id, Day today) {
    std::vector<AssessmentSummary> open;
    for (const auto& named : TRY(transaction.assessments().of_expert(person_id, today)))
        if (named.function == Function::Confirmer && named.summary.assessment.state == AssessmentState::Submitted)
            open.push_back(named.summary);
    return open;
}

Result<Done> hand_over(Transaction& transaction, const Act& act, const Departure& departure, const std::string& from_name) {
    const auto planned = TRY(planned_by(transaction, departure.organisation_id, from_name));
    if (planned.empty()) return Done{};
    if (departure.successor_id.empty() || departure.successor_id == departure.person_id)
        return conflict("departure.successor_needed", {{"count", std::to_string(planned.size())}});
    if (TRY(held_by(transaction, departure.successor_id, departure.organisation_id, act.today())).empty())
        return not_found("person.not_found");
    const auto successor = TRY(transaction.accounts().get_person(departure.successor_id));
    for (auto [assessment_id, answer] : planned) {
        answer.planned_owner = successor.name;
        answer.updated_by = act.actor_id;
        answer.updated_at = act.now;
        TRY(transaction.assessments().save_answer(assessment_id, answer));
        TRY(record(transaction, act, "answer.handed_over", departure.organisation_id, assessment_id,
                   Json{{"criterion", answer.criterion}, {"from", departure.person_id}, {"to", successor.id}}));
    }
    return Done{};
}

Result<Done> check_somebody_stays(Transaction& transaction, const Act& act, const Departure& departure) {
    for (const auto& view : TRY(transaction.accounts().members_of(departure.organisation_id))) {
        const auto& m = view.membership;
        if (m.person_id != departure.person_id && may_invite(m.role) && holds_on(m, act.today())) return Done{};
    }
    return conflict("departure.nobody_left");
}

Result<Invite> open_invite(Transaction& transaction, const Act& act, const std::string& organisation_id, const std::string& id) {
    auto invite = TRY(transaction.accounts().get_invite(id));
    if (invite.organisation_id != organisation_id) return not_found("invite.not_found");
    if (invite.accepted_at) return conflict("invite.used");
    // What one gave oneself, one may take back.
    if (invite.invited_by.empty() || invite.invited_by != act.actor_id)
        TRY(check_may_end(transaction, act, organisation_id, invite.role));
    return invite;
}

} // namespace

Result<Receipt> set_role_end(World& world, const Act& act, const RoleEnd& end) {
    const auto role = TRY(parse_role(end.role));
    std::optional<Day> last_day;
    if (!end.last_day.empty()) last_day = TRY(Day::parse(end.last_day));
    if (last_day && *last_day < act.today()) return invalid("membership.day_past", "last_day");
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(end.organisation_id));
        TRY(require(world, transaction, act, Permission::InvitePeople, organisation));
        TRY(check_may_end(transaction, act, organisation.id, role));
        const auto held = TRY(held_by(transaction, end.person_id, organisation.id, act.today()));
        const auto found = std::find_if(held.begin(), held.end(), [&](const auto& m) { return m.role == role; });
        if (found == held.end()) return not_found("membership.not_found");
        TRY(transaction.accounts().end_membership(*found, last_day));
        TRY(record(transaction, act, "role.end_set", organisation.id, end.person_id,
                   Json{{"role", to_text(role)}, {"last_day", end.last_day}}));
        return Receipt{end.person_id, 1};
    });
}

Result<Json> open_work_json(World& world, const Viewer& viewer, const std::string& organisation_id,
                            const std::string& person_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper)); // What an expert reviews is another firm's.
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::InvitePeople, organisation));
    if (TRY(held_by(*transaction, person_id, organisation_id, viewer.today())).empty()) return not_found("person.not_found");
    const auto person = TRY(transaction->accounts().get_person(person_id));
    Json criteria = Json::array(), reviews = Json::array();
    for (const auto& [assessment_id, answer] : TRY(planned_by(*transaction, organisation_id, person.name)))
        criteria.push_back({{"assessment", assessment_id}, {"criterion", answer.criterion}});
    for (const auto& summary : TRY(reviews_of(*transaction, person_id, viewer.today())))
        reviews.push_back(
            {{"assessment", summary.assessment.id},
             {"organisation_name", firm_name(viewer.language, summary.organisation_name, summary.organisation_name_en)}});
    return Json{{"name", person.name}, {"criteria", std::move(criteria)}, {"reviews", std::move(reviews)}};
}

Result<Receipt> let_go(World& world, const Act& act, const Departure& departure) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(departure.organisation_id));
        TRY(require(world, transaction, act, Permission::InvitePeople, organisation));
        const auto held = TRY(held_by(transaction, departure.person_id, organisation.id, act.today()));
        if (held.empty()) return not_found("membership.not_found");
        for (const auto& m : held) TRY(check_may_end(transaction, act, organisation.id, m.role));
        TRY(check_somebody_stays(transaction, act, departure));
        const auto person = TRY(transaction.accounts().get_person(departure.person_id));
        TRY(hand_over(transaction, act, departure, person.name));
        Json roles = Json::array();
        for (const auto& m : held) {
            TRY(end_at_once(transaction, m, act.today()));
            roles.push_back(to_text(m.role));
        }
        TRY(end_sessions(transaction, person.id, {}));
        TRY(record(transaction, act, "person.left", organisation.id, person.id,
                   Json{{"roles", std::move(roles)}, {"successor", departure.successor_id}}));
        return Receipt{person.id, 0};
    });
}

Result<Receipt> revoke_invite(World& world, const Act& act, const std::string& organisation_id, const std::string& invite_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::InvitePeople, organisation));
        const auto invite = TRY(open_invite(transaction, act, organisation_id, invite_id));
        TRY(transaction.accounts().revoke_invite(invite.id, act.now));
        TRY(record(transaction, act, "invite.revoked", organisation_id, invite.id, Json{{"role", to_text(invite.role)}}));
        return Receipt{invite.id, 0};
    });
}

Result<Receipt> renew_invite(World& world, const Act& act, const std::string& organisation_id, const std::string& invite_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::InvitePeople, organisation));
        auto invite = TRY(open_invite(transaction, act, organisation_id, invite_id));
        const bool is_operator = TRY(judge(world, transaction, act, Permission::OperateScheme, {})).is_allowed;
        if (!may_hand_over(invite, act.actor_id, is_operator)) return forbidden("invite.made_by_another");
        TRY(transaction.accounts().expire_invite(invite.id, act.now));
        const auto before = std::exchange(invite.id, new_id()); // The link is made from the id: a new one is a new link.
        if (!may_start_account(invite)) invite.invited_by = act.actor_id == kKeeper ? "" : act.actor_id;
        invite.created_at = act.now;
        invite.expires_at = act.now.plus_seconds(kInviteLifeSeconds);
        TRY(transaction.accounts().add_invite(invite));
        TRY(record(transaction, act, "invite.renewed", organisation_id, invite.id,
                   Json{{"role", to_text(invite.role)}, {"before", before}}));
        return Receipt{invite.id, 1};
    });
}

} // namespace hoshirube
