#include "app/evidence/evidence.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "scheme/assessment/evidence_room.h"

namespace hoshirube {

namespace {

Result<std::optional<Day>> optional_day(std::string_view field, const std::string& text) {
    if (text.empty()) return std::optional<Day>();
    auto day = Day::parse(text);
    if (!day) return std::move(day.error()).at(field);
    return std::optional<Day>(*day);
}

Result<Evidence> with_fields(Evidence evidence, const EvidenceFields& fields) {
    evidence.file_name = fields.file_name;
    evidence.note = fields.note;
    evidence.effective_from = TRY(optional_day("effective_from", fields.effective_from));
    evidence.effective_to = TRY(optional_day("effective_to", fields.effective_to));
    return checked(std::move(evidence));
}

Json facts(const Evidence& e) {
    return Json{{"sha256", e.sha256},
                {"size_bytes", e.size_bytes},
                {"effective_from", e.effective_from ? Json(e.effective_from->iso8601()) : Json()},
                {"effective_to", e.effective_to ? Json(e.effective_to->iso8601()) : Json()}};
}

Result<Done> require_adding(World& world, Transaction& transaction, const Asker& asker, const std::string& organisation_id) {
    const auto organisation = TRY(transaction.organisations().get(organisation_id));
    return require(world, transaction, asker, Permission::AddEvidence, organisation);
}

Result<Evidence> changeable_evidence(World& world, Transaction& transaction, const Act& act, const std::string& evidence_id) {
    auto evidence = TRY(transaction.evidence().get(evidence_id));
    TRY(require(world, transaction, act, Permission::ChangeEvidence, evidence));
    return evidence;
}

// Evidence may not be changed under the eyes of the expert, nor once the star stands on it.
Result<Done> check_unbound(Transaction& transaction, const std::string& evidence_id) {
    for (const auto& assessment_id : TRY(transaction.evidence().assessments_linking(evidence_id))) {
        const auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(check_editable(assessment));
    }
    return Done{};
}

Result<Receipt> change_link(World& world, const Act& act, const std::string& assessment_id, const EvidenceLink& link, bool add) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(require(world, transaction, act, Permission::AnswerAssessment, assessment));
        TRY(check_editable(assessment));
        const Criterion* criterion = TRY(world.shelf.find(assessment.edition))->find(link.criterion);
        if (!criterion || criterion->star > assessment.star)
            return not_found("criterion.unknown", {{"criterion", link.criterion.substr(0, 40)}});
        const auto evidence = TRY(transaction.evidence().get(link.evidence_id));
        if (evidence.organisation_id != assessment.organisation_id) return not_found("evidence.not_found");
        if (add) TRY(transaction.evidence().link(assessment_id, link));
        else TRY(transaction.evidence().unlink(assessment_id, link));
        TRY(record(transaction, act, add ? "evidence.linked" : "evidence.unlinked", assessment.organisation_id, assessment_id,
                   Json{{"criterion", link.criterion}, {"evidence", evidence.id}, {"sha256", evidence.sha256}}));
        TRY(note_seal(world, transaction, act, assessment_id));
        return Receipt{link.criterion, assessment.version};
    });
}

} // namespace

Result<Admitted> admit_file(World& world, const std::string& path, Instant now) {
    std::optional<Instant> scanned_at;
    if (world.scanner) {
        const auto found = world.scanner->scan(path);
        if (found && *found) return invalid("evidence.malware", {}, {{"name", **found}});
        if (found) scanned_at = now;
    }
    return Admitted{TRY(world.vault.adopt(path)), scanned_at};
}

Result<Done> may_add_evidence(World& world, const Viewer& viewer, const std::string& organisation_id,
                              const EvidenceFields& fields) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require_adding(world, *transaction, viewer, organisation_id));
    TRY(with_fields({{}, organisation_id, {}, {}, {}, 0, {}, {}, {}, viewer.person_id, viewer.now}, fields));
    return Done{};
}

Result<Receipt> add_evidence(World& world, const Act& act, const std::string& organisation_id, const EvidenceFields& fields,
                             const Vault::Stored& content, std::optional<Instant> scanned_at) {
    Evidence blank{new_id(), organisation_id, content.sha256, {}, content.media_type, content.size_bytes, {}, {},
                   {},       act.actor_id,    act.now};
    blank.scanned_at = scanned_at;
    const auto evidence = TRY(with_fields(std::move(blank), fields));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require_adding(world, transaction, act, organisation_id));
        const auto shelf = TRY(transaction.evidence().of_organisation(organisation_id));
        for (const Evidence& known : shelf)
            if (known.sha256 == evidence.sha256 && known.file_name == evidence.file_name) return Receipt{known.id, known.version};
        TRY(check_room(shelf, evidence.size_bytes));
        TRY(transaction.evidence().add(evidence));
        TRY(transaction.grants().note_work(act.actor_id, organisation_id, WorkKind::Uploaded, act.now));
        TRY(record(transaction, act, "evidence.added", organisation_id, evidence.id, facts(evidence)));
        return Receipt{evidence.id, evidence.version};
    });
}

Result<Receipt> save_evidence(World& world, const Act& act, const std::string& evidence_id, const EvidenceFields& fields,
                              std::int64_t version) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto present = TRY(changeable_evidence(world, transaction, act, evidence_id));
        auto evidence = TRY(with_fields(present, fields));
        TRY(check_unbound(transaction, evidence_id));
        evidence.version = version;
        TRY(told_by_whom(transaction, act, transaction.evidence().save(evidence), evidence.id, "evidence.changed"));
        TRY(record(transaction, act, "evidence.changed", evidence.organisation_id, evidence.id, facts(evidence)));
        // Name and period are part of what is judged: it concerns every assessment that the file stands behind.
        for (const auto& assessment_id : TRY(transaction.evidence().assessments_linking(evidence_id))) {
            auto about = facts(evidence);
            about["evidence"] = evidence.id;
            TRY(record(transaction, act, "evidence.changed", evidence.organisation_id, assessment_id, about));
            TRY(note_seal(world, transaction, act, assessment_id));
        }
        return Receipt{evidence.id, version + 1};
    });
}

Result<Receipt> remove_evidence(World& world, const Act& act, const std::string& evidence_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto evidence = TRY(changeable_evidence(world, transaction, act, evidence_id));
        TRY(transaction.evidence().remove(evidence_id));
        TRY(record(transaction, act, "evidence.removed", evidence.organisation_id, evidence.id,
                   Json{{"sha256", evidence.sha256}}));
        return Receipt{evidence.id, evidence.version};
    });
}

Result<Receipt> link_evidence(World& world, const Act& act, const std::string& assessment_id, const EvidenceLink& link) {
    return change_link(world, act, assessment_id, link, true);
}

Result<Receipt> unlink_evidence(World& world, const Act& act, const std::string& assessment_id, const EvidenceLink& link) {
    return change_link(world, act, assessment_id, link, false);
}

Json evidence_entry_json(const Evidence& e, const std::string& uploaded_by_name,
                         const std::vector<std::pair<std::string, std::string>>& stands_behind,
                         const std::vector<std::string>& same_content_as) {
    Json links = Json::array();
    for (const auto& [assessment, criterion] : stands_behind)
        links.push_back({{"assessment", assessment}, {"criterion", criterion}});
    auto json = facts(e);
    json.update({{"id", e.id},
                 {"file_name", e.file_name},
                 {"media_type", e.media_type},
                 {"note", e.note},
                 {"uploaded_at", e.uploaded_at.iso8601()},
                 {"uploaded_by_name", uploaded_by_name},
                 {"scanned_at", e.scanned_at ? Json(e.scanned_at->iso8601()) : Json()},
                 {"version", e.version},
                 {"stands_behind", std::move(links)},
                 {"same_content_as", same_content_as}});
    return json;
}

Result<Json> evidence_shelf_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadEvidenceShelf, organisation));
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> stands_behind;
    for (const auto& [assessment_id, link] : TRY(transaction->evidence().links_of_organisation(organisation_id)))
        stands_behind[link.evidence_id].emplace_back(assessment_id, link.criterion);
    const auto all = TRY(transaction->evidence().of_organisation(organisation_id));
    std::map<std::string, std::vector<std::string>> ids_by_content;
    for (const Evidence& e : all) ids_by_content[e.sha256].push_back(e.id);
    Names names(*transaction);
    Json items = Json::array();
    for (const Evidence& e : all) {
        auto same = ids_by_content[e.sha256];
        same.erase(std::find(same.begin(), same.end(), e.id));
        items.push_back(evidence_entry_json(e, TRY(names.of(e.uploaded_by)), stands_behind[e.id], same));
    }
    return Json{{"items", std::move(items)}};
}

Result<EvidenceContent> read_evidence(World& world, const Viewer& viewer, const std::string& evidence_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    auto evidence = TRY(transaction->evidence().get(evidence_id));
    TRY(require(world, *transaction, viewer, Permission::ReadEvidence, evidence));
    transaction.reset(); // Reading a large file takes longer than others should wait for a connection.
    return EvidenceContent{std::move(evidence.file_name), TRY(world.vault.content(evidence.sha256))};
}

} // namespace hoshirube
