#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "app/register/certificate_json.h"
#include "app/register/public_record.h"
#include "app/register/register.h"
#include "base/text.h"

namespace hoshirube {

namespace {

constexpr int kPage = 50;
constexpr StarAct kActs[] = {StarAct::Suspend, StarAct::Resume, StarAct::Withdraw};

std::string event_of(StarAct act) {
    switch (act) {
    case StarAct::Suspend: return "star.suspended";
    case StarAct::Resume: return "star.resumed";
    case StarAct::Withdraw: return "star.withdrawn";
    }
    CHECK(false);
}

struct Found {
    Assessment assessment;
    Certificate certificate;
};

// The star of an assessment, once it is known that the actor may touch it.
Result<Found> star_for(World& world, Transaction& transaction, const Act& act, const std::string& assessment_id,
                       Permission permission, const std::string& asked_by = {}) {
    auto assessment = TRY(transaction.assessments().get(assessment_id));
    Subject subject(assessment);
    subject.asked_by = asked_by;
    TRY(require(world, transaction, act, permission, subject));
    auto certificate = TRY(transaction.register_().of_assessment(assessment.id));
    if (!certificate) return not_found("certificate.not_found");
    return Found{std::move(assessment), std::move(*certificate)};
}

Json asked_facts(const Certificate& c, const StarChange& change) {
    return Json{{"change", change.id},
                {"number", c.number},
                {"act", to_text(change.act)},
                {"until_on", change.until_on ? Json(change.until_on->iso8601()) : Json()},
                {"reason", change.reason}};
}

Json done_facts(const Certificate& c, const StarChange& change) {
    auto facts = star_facts(c);
    facts["change"] = change.id;
    facts["reason"] = change.reason;
    facts["asked_by"] = change.asked_by;
    facts["standing"] = standing_facts(c.standing);
    return facts;
}

Result<Json> change_json(Names& names, const StarChange& change) {
    return Json{{"id", change.id},
                {"act", to_text(change.act)},
                {"until_on", change.until_on ? Json(change.until_on->iso8601()) : Json()},
                {"reason", change.reason},
                {"asked_by", change.asked_by},
                {"asked_by_name", TRY(names.of(change.asked_by))},
                {"asked_at", change.asked_at.iso8601()},
                {"state", to_text(change.state)},
                {"decided_by_name", TRY(names.of(change.decided_by))},
                {"decided_at", change.decided_at ? Json(change.decided_at->iso8601()) : Json()}};
}

Json star_line(const Certificate& c, Day today) {
    return Json{{"assessment", c.assessment_id},
                {"corporate_number", c.corporate_number},
                {"legal_name", c.legal_name},
                {"legal_name_en", c.legal_name_en},
                {"certificate", certificate_json(c, today)}};
}

// What may be asked for today, whoever asks.
Json open_acts(const Certificate& c, Day today) {
    Json acts = Json::array();
    for (const auto act : kActs)
        if (standing_after(c, act, {}, today)) acts.push_back(to_text(act));
    return acts;
}

} // namespace

Json standing_facts(const Standing& standing) {
    return Json{{"kind", to_text(standing.kind)},
                {"since_on", standing.since_on ? Json(standing.since_on->iso8601()) : Json()},
                {"until_on", standing.until_on ? Json(standing.until_on->iso8601()) : Json()}};
}

Result<Receipt> ask_star_change(World& world, const Act& act, const std::string& assessment_id, const StarChangeFields& fields) {
    const auto wanted = TRY(parse_star_act(fields.act));
    const auto reason = TRY(required_text("reason", fields.reason, 2000, Lines::Many));
    std::optional<Day> until_on;
    if (!fields.until_on.empty()) {
        auto day = Day::parse(fields.until_on);
        if (!day) return std::move(day.error()).at("until_on");
        until_on = *day;
    }
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto star = TRY(star_for(world, transaction, act, assessment_id, Permission::AskSuspension));
        static_cast<void>(TRY(standing_after(star.certificate, wanted, until_on, act.today())));
        for (const auto& earlier : TRY(transaction.register_().changes_of(star.certificate.id)))
            if (earlier.state == StarChange::State::Waiting) return conflict("star_change.waiting");
        const StarChange change{
            new_id(), star.certificate.id, star.assessment.organisation_id, wanted, until_on, reason, act.actor_id, act.now};
        TRY(transaction.register_().add_change(change));
        // Of no organisation: the firm is told once it is done.
        TRY(record(transaction, act, "star.change_asked", {}, star.certificate.corporate_number,
                   asked_facts(star.certificate, change)));
        return Receipt{change.id, 1};
    });
}

Result<Receipt> do_star_change(World& world, const Act& act, const std::string& assessment_id, const std::string& change_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto change = TRY(transaction.register_().find_change(change_id));
        auto star = TRY(star_for(world, transaction, act, assessment_id, Permission::ApproveSuspension,
                                 change ? change->asked_by : std::string()));
        if (!change || change->certificate_id != star.certificate.id) return not_found("star_change.not_found");
        change->state = StarChange::State::Done;
        change->decided_by = act.actor_id;
        change->decided_at = act.now;
        TRY(transaction.register_().decide_change(*change));
        star.certificate.standing = TRY(standing_after(star.certificate, change->act, change->until_on, act.today()));
        TRY(transaction.register_().save_standing(star.certificate.id, star.certificate.standing));
        TRY(record(transaction, act, event_of(change->act), star.assessment.organisation_id, star.certificate.corporate_number,
                   done_facts(star.certificate, *change)));
        return Receipt{change->id, 2};
    });
}

Result<Receipt> drop_star_change(World& world, const Act& act, const std::string& assessment_id, const std::string& change_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto star = TRY(star_for(world, transaction, act, assessment_id, Permission::AskSuspension));
        auto change = TRY(transaction.register_().find_change(change_id));
        if (!change || change->certificate_id != star.certificate.id) return not_found("star_change.not_found");
        change->state = StarChange::State::Dropped;
        change->decided_by = act.actor_id;
        change->decided_at = act.now;
        TRY(transaction.register_().decide_change(*change));
        TRY(record(transaction, act, "star.change_dropped", {}, star.certificate.corporate_number,
                   asked_facts(star.certificate, *change)));
        return Receipt{change->id, 2};
    });
}

Result<Json> star_json(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto assessment = TRY(transaction->assessments().get(assessment_id));
    TRY(require(world, *transaction, viewer, Permission::OperateRegister, assessment));
    const auto certificate = TRY(transaction->register_().of_assessment(assessment.id));
    if (!certificate) return not_found("certificate.not_found");
    const auto today = viewer.today();
    Names names(*transaction);
    Json changes = Json::array();
    std::string asked_by;
    for (const auto& change : TRY(transaction->register_().changes_of(certificate->id))) {
        if (change.state == StarChange::State::Waiting) asked_by = change.asked_by;
        changes.push_back(TRY(change_json(names, change)));
    }
    Subject subject(assessment);
    const auto asking = TRY(judge(world, *transaction, viewer, Permission::AskSuspension, subject));
    subject.asked_by = asked_by;
    const auto doing = TRY(judge(world, *transaction, viewer, Permission::ApproveSuspension, subject));
    const bool may_do = doing.is_allowed || doing.needs_step_up();
    auto json = star_line(*certificate, today);
    json["changes"] = std::move(changes);
    json["open_acts"] = open_acts(*certificate, today);
    json["may_ask"] = asking.is_allowed;
    json["may_do"] = !asked_by.empty() && may_do;
    json["obstacle"] = asked_by.empty() || may_do ? std::string() : world.texts.sentence(viewer.language, refusal_of(doing));
    return json;
}

Result<std::string> assessment_of_star(World& world, std::int64_t number) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
    auto certificate = TRY(transaction->register_().find(number));
    if (!certificate) return not_found("certificate.not_found");
    return std::move(certificate->assessment_id);
}

Result<Json> stars_json(World& world, const Viewer& viewer, const std::string& typed) {
    const auto words = TRY(clean_text("q", typed, 200));
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::OperateRegister));
    const auto today = viewer.today();
    Names names(*transaction);
    Json waiting = Json::array(), stars = Json::array();
    for (const auto& view : TRY(transaction->register_().waiting_changes(200))) {
        auto line = star_line(view.certificate, today);
        line["change"] = TRY(change_json(names, view.change));
        waiting.push_back(std::move(line));
    }
    if (words.empty())
        for (const auto& c : TRY(transaction->register_().not_granted())) {
            if (certificate_state(c, today) != "valid") stars.push_back(star_line(c, today));
        }
    else
        for (const auto& entry : TRY(transaction->register_().look_up({look_up_key(words), {}, 0, today}, 0, kPage)))
            for (const auto& c : entry.certificates) stars.push_back(star_line(c, today));
    return Json{{"waiting", std::move(waiting)}, {"stars", std::move(stars)}};
}

} // namespace hoshirube
