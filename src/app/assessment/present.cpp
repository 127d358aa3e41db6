#include "app/assessment/present.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "scheme/assessment/carry.h"

namespace hoshirube {

namespace {

std::string joined(const std::vector<std::string>& items, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < items.size() && i < most; ++i) text += (i > 0 ? ", " : "") + items[i];
    return items.size() > most ? text + ", …" : text;
}

Result<Done> add_changed_contents(World& world, Transaction& transaction, const std::string& assessment_id,
                                  std::vector<std::string>& departures) {
    for (const Evidence& e : TRY(transaction.evidence().linked(assessment_id))) {
        const auto verdict = world.vault.verify(e.sha256);
        if (verdict) continue;
        const auto& key = verdict.error().key;
        if (key != "evidence.content_changed" && key != "evidence.content_missing") return verdict.error();
        departures.push_back("evidence:" + e.id);
    }
    return Done{};
}

} // namespace

Result<Present> load_present(World& world, Transaction& transaction, const std::string& assessment_id) {
    return load_present(world, transaction, TRY(transaction.assessments().get(assessment_id)));
}

Result<Present> load_present(World& world, Transaction& transaction, Assessment assessment) {
    const Edition* edition = TRY(world.shelf.find(assessment.edition));
    Present present{std::move(assessment), edition, {}, {}, {}, {}, {}};
    present.criteria = edition->criteria_for(present.assessment.star);
    present.answers = TRY(transaction.assessments().answers(present.assessment.id));
    present.files = TRY(transaction.evidence().links(present.assessment.id));
    for (const PlacedFile& file : present.files) present.judged_files[file.criterion].push_back(file.judged);
    for (auto& [criterion, judged] : present.judged_files) std::sort(judged.begin(), judged.end());
    present.carried = TRY(transaction.assessments().carried(present.assessment.id));
    return present;
}

Answers Present::counted_answers() const {
    std::vector<std::string> awaiting;
    for (const auto& mark : carried)
        if (is_second_look_due(mark, answers)) awaiting.push_back(mark.criterion);
    return counted(answers, awaiting);
}

Result<Decisions> sent_decisions(Transaction& transaction, const Assessment& assessment) {
    const int round = assessment.state == AssessmentState::Submitted ? assessment.round - 1 : assessment.round;
    if (round == 0) return Decisions{};
    return transaction.reviews().decisions(assessment.id, round);
}

Result<Done> require_only_open(Transaction& transaction, const Assessment& wanted) {
    std::vector<Assessment> of_firm;
    for (auto& summary : TRY(transaction.assessments().of_organisation(wanted.organisation_id)))
        of_firm.push_back(std::move(summary.assessment));
    return check_only_open(wanted, of_firm);
}

Result<std::optional<Seal>> load_seal(World& world, Transaction& transaction, const Present& present, Depth depth) {
    const auto& assessment = present.assessment;
    auto confirmation = TRY(transaction.reviews().latest_confirmation(assessment.id));
    if (!confirmation || confirmation->round != assessment.round) return std::optional<Seal>();
    const auto organisation = TRY(transaction.organisations().get(assessment.organisation_id));
    const auto decisions = TRY(transaction.reviews().decisions(assessment.id, assessment.round));
    const auto form = canonical_form(organisation, *present.edition, assessment, present.answers, present.judged_files, decisions,
                                     *confirmation);
    Seal seal{*confirmation, departures(confirmation->form, form)};
    if (seal.is_intact() && sha256_hex(form) != confirmation->form_sha256) seal.departures.emplace_back("form");
    if (depth == Depth::Contents) TRY(add_changed_contents(world, transaction, assessment.id, seal.departures));
    return std::optional<Seal>(std::move(seal));
}

Result<Done> note_seal(World& world, Transaction& transaction, const Act& act, const std::string& assessment_id) {
    return note_seal(world, transaction, act, TRY(transaction.assessments().get(assessment_id)));
}

Result<Done> note_seal(World& world, Transaction& transaction, const Act& act, Assessment assessment) {
    if (!is_sealed(assessment.state)) return Done{};
    const auto present = TRY(load_present(world, transaction, std::move(assessment)));
    const auto seal = TRY(load_seal(world, transaction, present, Depth::Records));
    if (!seal) return Done{};
    const auto last = TRY(transaction.events().latest_of(present.assessment.id, "seal.broken,seal.whole,assessment.confirmed"));
    const bool was_intact = !last || last->event.type != "seal.broken";
    if (seal->is_intact() == was_intact) return Done{};
    constexpr std::size_t kNamed = 20;
    auto named = seal->departures;
    if (named.size() > kNamed) named.resize(kNamed);
    return record(transaction, act, seal->is_intact() ? "seal.whole" : "seal.broken", present.assessment.organisation_id,
                  present.assessment.id,
                  Json{{"code", seal_code(seal->confirmation.form_sha256)},
                       {"departures", named},
                       {"departures_count", seal->departures.size()}});
}

bool is_second_look_due(const CarriedMark& mark, const Answers& answers) {
    const auto found = answers.find(mark.criterion);
    return mark.needs_second_look && found != answers.end() && found->second.version == 1;
}

Json seal_json(const Seal& seal) {
    return Json{{"form_sha256", seal.confirmation.form_sha256},
                {"code", seal_code(seal.confirmation.form_sha256)},
                {"is_intact", seal.is_intact()},
                {"departures", seal.departures}};
}

Result<Seal> require_intact_seal(World& world, Transaction& transaction, const Present& present, const std::string& shown) {
    auto seal = TRY(load_seal(world, transaction, present, Depth::Contents));
    if (!seal) return conflict("seal.missing");
    if (seal->confirmation.form_sha256 != shown) return conflict("seal.other");
    if (!seal->is_intact()) return conflict("seal.broken", {{"departures", joined(seal->departures, 10)}});
    return std::move(*seal);
}

Result<std::string> Names::of(const std::string& person_id) {
    if (person_id.empty() || person_id == kKeeper) return std::string();
    const auto found = known_.find(person_id);
    if (found != known_.end()) return found->second;
    const auto person = transaction_.accounts().get_person(person_id);
    if (!person && person.error().code != ErrorCode::NotFound) return person.error();
    return known_[person_id] = person ? person->name : std::string();
}

Json progress_json(const Progress& p) {
    return Json{{"criteria", p.criteria},  {"met", p.met},         {"not_applicable", p.not_applicable},
                {"planned", p.planned},    {"not_met", p.not_met}, {"unknown", p.unknown},
                {"distance", p.distance()}};
}

Json categories_json(const Present& present) {
    Json list = Json::array();
    for (const auto& [number, progress] : progress_by_category(present.criteria, present.counted_answers())) {
        auto one = progress_json(progress);
        one["number"] = number;
        list.push_back(std::move(one));
    }
    return list;
}

Json scope_json(const Scope& scope) {
    return Json{{"kind", scope.kind}, {"description", scope.description}, {"description_en", scope.description_en}};
}

} // namespace hoshirube
