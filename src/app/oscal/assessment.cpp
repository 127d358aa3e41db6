#include "app/oscal/assessment.h"

#include <algorithm>
#include <map>

#include "app/oscal/document.h"
#include "app/oscal/oscal.h"
#include "base/uuid.h"
#include "formats/oscal.h"

namespace hoshirube {

namespace {

using oscal::prop;

struct Writer {
    const FormSource& source;
    Instant now;

    const Assessment& assessment() const { return source.present.assessment; }
    std::string uuid(const std::string& name) const { return uuid_v5(assessment().id + "/" + name); }
    std::string time() const { return now.iso8601(); }

    Json metadata(const std::string& what) const {
        auto metadata = oscal::metadata(oscal::one_line(source.organisation.legal_name) + " " + what,
                                        source.present.edition->id() + "." + std::to_string(assessment().version), time());
        metadata["roles"] = {{{"id", "applicant"}, {"title", "取得希望組織"}}};
        metadata["parties"] = {
            {{"uuid", uuid("party")},
             {"type", "organization"},
             {"name", oscal::one_line(source.organisation.legal_name)},
             {"external-ids",
              {{{"scheme", "https://www.houjin-bangou.nta.go.jp"}, {"id", source.organisation.corporate_number}}}}}};
        metadata["responsible-parties"] = {{{"role-id", "applicant"}, {"party-uuids", {uuid("party")}}}};
        metadata["props"] = {prop("assessment", assessment().id), prop("edition", source.present.edition->id()),
                             prop("star", std::to_string(assessment().star)),
                             prop("state", std::string(to_text(assessment().state)))};
        if (source.organisation.is_invented) metadata["props"].push_back(prop("invented-example", "yes"));
        return metadata;
    }

    Json file_resources() const {
        Json resources = Json::array();
        std::vector<std::string> seen;
        for (const auto& file : source.present.files) {
            const auto& sha256 = file.judged.sha256;
            if (std::find(seen.begin(), seen.end(), sha256) != seen.end()) continue;
            seen.push_back(sha256);
            const auto name = source.file_names.find(file.evidence_id);
            resources.push_back(
                {{"uuid", uuid("file/" + sha256)},
                 {"title", name == source.file_names.end() ? sha256 : oscal::one_line(name->second)},
                 {"rlinks", {{{"href", "urn:sha256:" + sha256}, {"hashes", {{{"algorithm", "SHA-256"}, {"value", sha256}}}}}}}});
        }
        return resources;
    }

    Json answer_props(const Answer& answer) const {
        Json props{prop("state", std::string(to_text(answer.state))), prop("stamp", form_stamp(source.present, answer))};
        for (const auto& branch : answer.branches) props.push_back(prop("branch", branch));
        if (answer.planned_on) props.push_back(prop("planned-on", answer.planned_on->iso8601()));
        if (!answer.planned_owner.empty()) props.push_back(prop("planned-owner", answer.planned_owner));
        return props;
    }
};

// What OSCAL calls the state of an implementation; nothing for what is not met or not known.
std::string implementation_state(AnswerState state) {
    switch (state) {
    case AnswerState::Met: return "implemented";
    case AnswerState::Planned: return "planned";
    case AnswerState::NotApplicable: return "not-applicable";
    default: return {};
    }
}

const Answer* answer_to(const Present& present, const std::string& number) {
    const auto found = present.answers.find(number);
    return found == present.answers.end() ? nullptr : &found->second;
}

Json implemented_requirement(const Writer& writer, const Criterion& c) {
    Answer never;
    never.criterion = c.number;
    const Answer* given = answer_to(writer.source.present, c.number);
    const Answer& answer = given ? *given : never;
    Json one{{"uuid", writer.uuid("requirement/" + c.number)},
             {"control-id", oscal_id(c.number)},
             {"props", writer.answer_props(answer)}};
    Json component{{"component-uuid", writer.uuid("component")},
                   {"uuid", writer.uuid("by-component/" + c.number)},
                   {"description", oscal::one_line(c.ja.title)}};
    if (const auto state = implementation_state(answer.state); !state.empty())
        component["implementation-status"] = {{"state", state}};
    if (!answer.note.empty()) component["remarks"] = answer.note;
    for (const auto& file : writer.source.present.files)
        if (file.criterion == c.number)
            component["links"].push_back({{"href", "#" + writer.uuid("file/" + file.judged.sha256)}, {"rel", "evidence"}});
    one["by-components"] = {std::move(component)};
    if (!answer.reason.empty()) one["remarks"] = answer.reason;
    return one;
}

} // namespace

std::string oscal_ssp(const FormSource& source, Instant now) {
    const Writer writer{source, now};
    const auto& edition = *source.present.edition;
    const int star = writer.assessment().star;
    const auto& scope = writer.assessment().scope.description;
    Json requirements = Json::array();
    for (const Criterion* c : source.present.criteria) requirements.push_back(implemented_requirement(writer, *c));
    auto resources = writer.file_resources();
    const auto profile = uuid_v5(edition.id() + "/resource/profile/" + std::to_string(star));
    resources.push_back(oscal::resource(profile, "★" + std::to_string(star), oscal::profile_file(edition, star)));
    return oscal::written(
        "system-security-plan",
        Json{{"uuid", writer.uuid("ssp")},
             {"metadata", writer.metadata("★" + std::to_string(star) + " 自己評価")},
             {"import-profile", {{"href", "#" + profile}}},
             {"system-characteristics",
              {{"system-ids", {{{"id", writer.assessment().id}}}},
               {"system-name", oscal::one_line(source.organisation.legal_name)},
               {"description", scope},
               {"system-information",
                {{"information-types", {{{"uuid", writer.uuid("information")}, {"title", "機密情報"}, {"description", scope}}}}}},
               {"status", {{"state", "operational"}}},
               {"authorization-boundary", {{"description", scope}}}}},
             {"system-implementation",
              {{"users", {{{"uuid", writer.uuid("users")}, {"title", "全社員"}, {"role-ids", {"applicant"}}}}},
               {"components",
                {{{"uuid", writer.uuid("component")},
                  {"type", "this-system"},
                  {"title", oscal::one_line(source.organisation.legal_name)},
                  {"description", scope},
                  {"status", {{"state", "operational"}}}}}}}},
             {"control-implementation",
              {{"description", "自己評価の答え"}, {"implemented-requirements", std::move(requirements)}}},
             {"back-matter", {{"resources", std::move(resources)}}}});
}

std::string oscal_results(const FormSource& source, const Decisions& sent, Instant now) {
    const Writer writer{source, now};
    Json findings = Json::array(), observations = Json::array(), selected = Json::array();
    for (const Criterion* c : source.present.criteria) {
        selected.push_back({{"control-id", oscal_id(c->number)}});
        const Answer* answer = answer_to(source.present, c->number);
        // What is unknown is no finding; what does not apply is neither satisfied nor not.
        if (!answer || answer->state == AnswerState::Unknown || answer->state == AnswerState::NotApplicable) continue;
        Json observation{{"uuid", writer.uuid("observation/" + c->number)},
                         {"description", answer->note.empty() ? c->ja.title : answer->note},
                         {"methods", {"EXAMINE"}},
                         {"collected", answer->updated_at ? answer->updated_at->iso8601() : writer.time()}};
        for (const auto& file : source.present.files)
            if (file.criterion == c->number)
                observation["relevant-evidence"].push_back(
                    {{"href", "urn:sha256:" + file.judged.sha256}, {"description", "証跡"}});
        observations.push_back(std::move(observation));
        const auto decision = sent.find(c->number);
        Json props = writer.answer_props(*answer);
        if (decision != sent.end()) props.push_back(prop("expert-decision", std::string(to_text(decision->second.kind))));
        findings.push_back({{"uuid", writer.uuid("finding/" + c->number)},
                            {"title", oscal::one_line(c->ja.title)},
                            {"description", c->number},
                            {"props", std::move(props)},
                            {"target",
                             {{"type", "objective-id"},
                              {"target-id", oscal_id(c->number) + "_obj"},
                              {"status", {{"state", answer->state == AnswerState::Met ? "satisfied" : "not-satisfied"}}}}},
                            {"related-observations", {{{"observation-uuid", writer.uuid("observation/" + c->number)}}}}});
    }
    Json result{{"uuid", writer.uuid("result/" + std::to_string(writer.assessment().round))},
                {"title", "自己評価"},
                {"description", "満たすか否かは取得希望組織の自己評価による。専門家の判断は expert-decision に記す。"},
                {"start", writer.assessment().opened_at.iso8601()},
                {"end", writer.time()},
                {"reviewed-controls", {{"control-selections", {{{"include-controls", std::move(selected)}}}}}}};
    if (!observations.empty()) {
        result["observations"] = std::move(observations);
        result["findings"] = std::move(findings);
    }
    const auto plan = writer.uuid("resource/ssp");
    return oscal::written(
        "assessment-results",
        Json{{"uuid", writer.uuid("assessment-results")},
             {"metadata", writer.metadata("評価結果")},
             {"import-ap",
              {{"href", "#" + plan}, {"remarks", "★3 has no assessment plan of its own: the answers are judged in full."}}},
             {"results", {std::move(result)}},
             {"back-matter", {{"resources", {oscal::resource(plan, "SSP", "ssp.json")}}}}});
}

Result<std::string> oscal_poam(const FormSource& source, Instant now) {
    const Writer writer{source, now};
    Json items = Json::array();
    for (const Criterion* c : source.present.criteria) {
        const Answer* answer = answer_to(source.present, c->number);
        if (!answer || (answer->state != AnswerState::Planned && answer->state != AnswerState::NotMet)) continue;
        auto props = writer.answer_props(*answer);
        props.push_back(prop("control-id", oscal_id(c->number)));
        items.push_back({{"uuid", writer.uuid("poam/" + c->number)},
                         {"title", oscal::one_line(c->number + " " + c->ja.title)},
                         {"description", answer->note.empty() ? c->ja.question : answer->note},
                         {"props", std::move(props)}});
    }
    if (items.empty()) return conflict("oscal.nothing_planned");
    const auto plan = writer.uuid("resource/ssp");
    return oscal::written("plan-of-action-and-milestones",
                          Json{{"uuid", writer.uuid("poam")},
                               {"metadata", writer.metadata("改善の計画")},
                               {"import-ssp", {{"href", "#" + plan}}},
                               {"poam-items", std::move(items)},
                               {"back-matter", {{"resources", {oscal::resource(plan, "SSP", "ssp.json")}}}}});
}

namespace {

const Json* member(const Json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

std::string text_of(const Json& object, const char* name) {
    const Json* found = member(object, name);
    return found && found->is_string() ? found->get<std::string>() : std::string();
}

// The values of our properties of that name.
std::vector<std::string> props_of(const Json& object, std::string_view name) {
    std::vector<std::string> values;
    const Json* props = member(object, "props");
    if (props && props->is_array())
        for (const Json& one : *props)
            if (text_of(one, "name") == name && text_of(one, "ns") == oscal::kNamespace) values.push_back(text_of(one, "value"));
    return values;
}

std::string first_of(const std::vector<std::string>& values) { return values.empty() ? std::string() : values.front(); }

// Another tool's plan has no state of ours: what OSCAL's says is taken, and nothing more than it says.
Result<AnswerState> state_of(const Json& requirement, const Json& component) {
    const auto ours = first_of(props_of(requirement, "state"));
    if (!ours.empty()) return parse_answer_state(ours);
    const Json* status = member(component, "implementation-status");
    const auto state = status ? text_of(*status, "state") : std::string();
    if (state == "implemented") return AnswerState::Met;
    if (state == "planned") return AnswerState::Planned;
    if (state == "not-applicable") return AnswerState::NotApplicable;
    if (state == "partial" || state == "alternative") return AnswerState::NotMet;
    return AnswerState::Unknown;
}

} // namespace

Result<FiledAnswers> read_oscal_answers(const FormSource& source, std::string_view bytes) {
    auto document = TRY(read_oscal(bytes));
    if (document.kind != "system-security-plan") return invalid("oscal.not_ssp", {}, {{"found", document.kind}});
    FiledAnswers filed;
    filed.ignored = std::move(document.ignored);
    filed.broken = std::move(document.faults);
    const Json* implementation = member(document.kept, "control-implementation");
    const Json* requirements = implementation ? member(*implementation, "implemented-requirements") : nullptr;
    if (!requirements || !requirements->is_array()) return invalid("oscal.no_answers");
    std::map<std::string, std::uint32_t> seen; // With the row.
    std::uint32_t row = 0;
    for (const Json& one : *requirements) {
        ++row;
        const auto number = number_of_oscal_id(text_of(one, "control-id"));
        const Criterion* c = source.present.edition->find(number);
        const auto fault = [&](std::string_view key, Error::Params params = {}) {
            params.insert(params.end(), {{"row", std::to_string(row)}, {"column", "control-id"}, {"number", number}});
            filed.faults.push_back({row, {}, number, invalid(key, {}, std::move(params))});
        };
        if (!c || c->star > source.present.assessment.star) {
            fault("exchange.number_unknown", {{"found", text_of(one, "control-id").substr(0, 40)}});
            continue;
        }
        if (const auto [first, is_new] = seen.emplace(number, row); !is_new) {
            fault("exchange.number_twice", {{"first_row", std::to_string(first->second)}});
            continue;
        }
        const Json* components = member(one, "by-components");
        const Json component = components && components->is_array() && !components->empty() ? (*components)[0] : Json::object();
        FiledRow filled{row, {}, false};
        auto& answer = filled.filed.answer;
        answer.criterion = number;
        const auto state = state_of(one, component);
        if (!state) {
            fault("exchange.state_unreadable", {{"found", first_of(props_of(one, "state")).substr(0, 60)}});
            continue;
        }
        answer.state = *state;
        answer.branches = props_of(one, "branch");
        std::sort(answer.branches.begin(), answer.branches.end());
        answer.note = text_of(component, "remarks");
        answer.reason = text_of(one, "remarks");
        answer.planned_owner = first_of(props_of(one, "planned-owner"));
        if (const auto day = first_of(props_of(one, "planned-on")); !day.empty()) {
            const auto parsed = Day::parse(day);
            if (!parsed) {
                fault("form.day_unreadable", {{"found", day.substr(0, 40)}});
                continue;
            }
            answer.planned_on = *parsed;
        }
        // Without our stamp it counts as made before anything was answered here.
        const auto stamp = first_of(props_of(one, "stamp"));
        if (stamp.empty()) {
            Answer never;
            never.criterion = number;
            filled.filed.exported_digest = form_digest(never, travelled);
        } else if (const auto read = read_form_stamp(source.present, stamp); read) {
            answer.version = read->version;
            filled.filed.exported_digest = read->digest;
        } else {
            fault(read.error().key);
            continue;
        }
        filed.rows.push_back(std::move(filled));
    }
    for (const Criterion* c : source.present.criteria)
        if (!seen.contains(c->number)) filed.missing.push_back(c->number);
    return filed;
}

} // namespace hoshirube
