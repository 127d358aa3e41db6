#include <algorithm>
#include <cmath>

#include "app/oscal/document.h"
#include "app/oscal/oscal.h"
#include "base/hash.h"
#include "base/uuid.h"
#include "formats/oscal.h"

namespace hoshirube {

namespace oscal {

Json prop(const std::string& name, const std::string& value) {
    return Json{{"name", name}, {"ns", kNamespace}, {"value", value}};
}

Json metadata(const std::string& title, const std::string& version, const std::string& last_modified) {
    return Json{{"title", title}, {"last-modified", last_modified}, {"version", version}, {"oscal-version", kOscalVersion}};
}

Json resource(const std::string& uuid, const std::string& title, const std::string& file, const std::string& sha256) {
    Json rlink{{"href", file}, {"media-type", "application/oscal+json"}};
    if (!sha256.empty()) rlink["hashes"] = {{{"algorithm", "SHA-256"}, {"value", sha256}}};
    return Json{{"uuid", uuid}, {"title", title}, {"rlinks", {rlink}}};
}

std::string written(const std::string& kind, Json root) { return Json{{kind, std::move(root)}}.dump(1) + "\n"; }

std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::string catalog_file(const Edition& edition) { return "scs-catalog-" + edition.id() + ".json"; }
std::string profile_file(const Edition& edition, int star) {
    return "scs-profile-" + edition.id() + "-star" + std::to_string(star) + ".json";
}
std::string profile_uuid(const Edition& edition, int star) { return uuid_v5(edition.id() + "/profile/" + std::to_string(star)); }

} // namespace oscal

namespace {

using oscal::prop;

std::string midnight(const Edition& edition) { return edition.id() + "T00:00:00+09:00"; } // Asia/Tokyo, as the edition's day.

std::string number_text(double value) {
    if (value == std::floor(value)) return std::to_string(static_cast<long long>(value));
    return std::to_string(value);
}

Json statement_part(const Criterion& c, const std::string& id, bool is_english) {
    const auto& words = is_english ? c.en : c.ja;
    Json part{{"id", id + (is_english ? "_smt_en" : "_smt")},
              {"name", is_english ? "statement-en" : "statement"},
              {"prose", words.question}};
    if (is_english) part["ns"] = oscal::kNamespace;
    Json items = Json::array();
    for (const auto& branch : c.branches)
        items.push_back({{"id", id + (is_english ? "_smt_en." : "_smt.") + branch.key},
                         {"name", "item"},
                         {"props", {prop("branch", branch.key)}},
                         {"prose", is_english ? branch.words.en : branch.words.ja}});
    if (!items.empty()) part["parts"] = std::move(items);
    return part;
}

Json criterion_control(const Criterion& c) {
    const auto id = oscal_id(c.number);
    Json props{prop("label", c.number), prop("star", std::to_string(c.star)), prop("kind", c.kind),
               prop("words", std::string(to_text(c.fit)))};
    for (const auto& cadence : c.cadence) props.push_back(prop("cadence", cadence));
    if (c.condition) props.push_back(prop("condition", c.condition->fact));
    if (!c.branches.empty()) props.push_back(prop("choose-at-least", std::to_string(c.choose_min)));
    Json control{{"id", id}, {"class", "criterion"}, {"title", oscal::one_line(c.ja.title)}, {"props", std::move(props)}};
    control["parts"] = {statement_part(c, id, false), statement_part(c, id, true)};
    if (!c.ja.proof.empty())
        control["parts"].push_back({{"id", id + "_obj"}, {"name", "assessment-objective"}, {"prose", c.ja.proof}});
    else control["parts"].push_back({{"id", id + "_obj"}, {"name", "assessment-objective"}, {"prose", c.ja.title}});
    for (const auto& [name, value] : c.parameters)
        control["params"].push_back({{"id", id + "_prm_" + name}, {"label", name}, {"values", {number_text(value)}}});
    for (const auto& target : c.refers_to) control["links"].push_back({{"href", "#" + oscal_id(target)}, {"rel", "related"}});
    return control;
}

Json requirement_control(const Edition& edition, const Requirement& r) {
    Json control{{"id", oscal_id(r.number)},
                 {"class", "requirement"},
                 {"title", oscal::one_line(r.title.ja)},
                 {"props",
                  {prop("label", r.number), prop("star", std::to_string(r.star)), prop("title-en", oscal::one_line(r.title.en)),
                   prop("section", r.number.substr(0, r.number.rfind('-')))}}};
    for (const auto& c : edition.fields().criteria)
        if (c.requirement == r.number) control["controls"].push_back(criterion_control(c));
    return control;
}

std::string catalog(const Edition& edition) {
    const auto& f = edition.fields();
    Json groups = Json::array();
    for (const auto& category : f.categories) {
        Json group{{"id", "scs-g" + std::to_string(category.number)},
                   {"class", "category"},
                   {"title", category.title.ja},
                   {"props", {prop("label", std::to_string(category.number)), prop("title-en", category.title.en)}}};
        for (const auto& r : f.requirements)
            if (category_of(r.number) == category.number) group["controls"].push_back(requirement_control(edition, r));
        groups.push_back(std::move(group));
    }
    auto metadata = oscal::metadata(f.title.ja, edition.id(), midnight(edition));
    metadata["props"] = {prop("status", f.status), prop("edition-sha256", edition.sha256())};
    metadata["remarks"] =
        "Summaries in the words of the Hoshirube project, not the official text. Official text: " + f.official_source_url;
    return oscal::written(
        "catalog",
        Json{{"uuid", uuid_v5(edition.id() + "/catalog")}, {"metadata", std::move(metadata)}, {"groups", std::move(groups)}});
}

std::string profile(const Edition& edition, const Level& level) {
    Json ids = Json::array();
    for (const auto& r : edition.fields().requirements)
        if (r.star <= level.star) ids.push_back(oscal_id(r.number));
    for (const Criterion* c : edition.criteria_for(level.star)) ids.push_back(oscal_id(c->number));
    const auto catalog_uuid = uuid_v5(edition.id() + "/resource/catalog");
    auto metadata = oscal::metadata(edition.fields().title.ja + " " + level.name.ja, edition.id(), midnight(edition));
    metadata["props"] = {prop("star", std::to_string(level.star)), prop("validity-years", std::to_string(level.validity_years)),
                         prop("assurance", level.assurance)};
    return oscal::written("profile",
                          Json{{"uuid", oscal::profile_uuid(edition, level.star)},
                               {"metadata", std::move(metadata)},
                               {"imports",
                                {{{"href", "#" + catalog_uuid},
                                  {"include-controls", {{{"with-child-controls", "no"}, {"with-ids", std::move(ids)}}}}}}},
                               {"merge", {{"as-is", true}}},
                               {"back-matter",
                                {{"resources",
                                  {oscal::resource(catalog_uuid, edition.fields().title.ja, oscal::catalog_file(edition),
                                                   sha256_hex(catalog(edition)))}}}}});
}

struct Framework {
    const char *key, *title, *href;
};
constexpr Framework kFrameworks[] = {
    {"nist_csf_2_0", "NIST Cybersecurity Framework 2.0", "https://doi.org/10.6028/NIST.CSWP.29"},
    {"cyber_essentials_v15_1", "Cyber Essentials question booklet v15.1", "https://iasme.co.uk/cyber-essentials/"},
    {"cyber_essentials_v16", "Cyber Essentials question booklet v16", "https://iasme.co.uk/cyber-essentials/"},
    {"cmmc_32cfr170", "CMMC, 32 CFR Part 170", "https://www.ecfr.gov/current/title-32/part-170"},
    {"iso_iec_27001_2022", "ISO/IEC 27001:2022", "https://www.iso.org/standard/27001"},
    {"government_common_standards_r7", "政府統一基準 令和7年度版", "https://www.cyber.go.jp/"},
    {"auto_guideline_2_3", "自工会/部工会 サイバーセキュリティガイドライン 2.3", "https://www.jama.or.jp/"},
};

Json maps_to(const Edition& edition, const char* framework) {
    Json maps = Json::array();
    for (const auto& c : edition.fields().criteria) {
        const auto found = c.references.find(framework);
        if (found == c.references.end() || found->second.empty()) continue;
        Json targets = Json::array();
        for (const auto& reference : found->second) targets.push_back({{"type", "control"}, {"id-ref", reference}});
        maps.push_back({{"uuid", uuid_v5(edition.id() + "/map/" + framework + "/" + c.number)},
                        {"relationship", "intersects-with"},
                        {"sources", {{{"type", "control"}, {"id-ref", oscal_id(c.number)}}}},
                        {"targets", std::move(targets)}});
    }
    return maps;
}

std::string mapping(const Edition& edition) {
    Json mappings = Json::array(), resources = Json::array();
    const auto catalog_uuid = uuid_v5(edition.id() + "/resource/catalog");
    resources.push_back(
        oscal::resource(catalog_uuid, edition.fields().title.ja, oscal::catalog_file(edition), sha256_hex(catalog(edition))));
    for (const auto& framework : kFrameworks) {
        auto maps = maps_to(edition, framework.key);
        if (maps.empty()) continue;
        const auto target = uuid_v5(edition.id() + "/resource/" + framework.key);
        resources.push_back({{"uuid", target}, {"title", framework.title}, {"rlinks", {{{"href", framework.href}}}}});
        mappings.push_back({{"uuid", uuid_v5(edition.id() + "/mapping/" + framework.key)},
                            {"source-resource", {{"type", "catalog"}, {"href", "#" + catalog_uuid}}},
                            {"target-resource", {{"type", "catalog"}, {"href", "#" + target}}},
                            {"maps", std::move(maps)}});
    }
    return oscal::written(
        "mapping-collection",
        Json{
            {"uuid", uuid_v5(edition.id() + "/mapping-collection")},
            {"metadata", oscal::metadata(edition.fields().title.ja, edition.id(), midnight(edition))},
            {"provenance",
             {{"method", "human"},
              {"matching-rationale", "functional"},
              {"status", "complete"},
              {"mapping-description",
               "The references that the scheme itself names per criterion, by identifier. Which overlap fully is not said there, hence intersects-with throughout. A reference is no equivalence."}}},
            {"mappings", std::move(mappings)},
            {"back-matter", {{"resources", std::move(resources)}}}});
}

} // namespace

std::string oscal_id(std::string_view number) { return "scs-" + std::string(number); }

std::string number_of_oscal_id(std::string_view id) { return id.starts_with("scs-") ? std::string(id.substr(4)) : std::string(); }

std::vector<OscalFile> oscal_files(const Shelf& shelf) {
    std::vector<OscalFile> files;
    for (const Edition& edition : shelf.editions()) {
        files.push_back({&edition, oscal::catalog_file(edition), "catalog"});
        for (const auto& level : edition.fields().levels)
            files.push_back({&edition, oscal::profile_file(edition, level.star), "profile" + std::to_string(level.star)});
        files.push_back({&edition, "scs-mapping-" + edition.id() + ".json", "mapping"});
    }
    return files;
}

Result<std::string> oscal_catalogue(const Edition& edition, std::string_view part) {
    if (part == "catalog") return catalog(edition);
    if (part == "mapping") return mapping(edition);
    for (const auto& level : edition.fields().levels)
        if (part == "profile" + std::to_string(level.star)) return profile(edition, level);
    return invalid("oscal.part_unknown", "part", {{"given", std::string(part.substr(0, 40))}});
}

Json oscal_ignored_json(const std::vector<OscalIgnored>& ignored) {
    Json list = Json::array();
    for (const auto& one : ignored) list.push_back({{"path", one.path}, {"count", one.count}});
    return list;
}

Json oscal_faults_json(const std::vector<OscalFault>& faults, const Texts& texts, Language language) {
    Json list = Json::array();
    for (const auto& fault : faults)
        list.push_back({{"check", fault.check},
                        {"path", fault.path},
                        {"found", fault.found},
                        {"message", texts.text(language, "oscal.check." + fault.check, {{"found", fault.found}})}});
    return list;
}

Result<Json> oscal_check_json(std::string_view bytes, std::string_view catalog_bytes, const Texts& texts, Language language) {
    OscalDocument catalog;
    if (!catalog_bytes.empty()) catalog = TRY(read_oscal(catalog_bytes));
    const auto document = TRY(read_oscal(bytes, catalog_bytes.empty() ? nullptr : &catalog));
    return Json{{"kind", document.kind},
                {"title", document.title},
                {"version", document.version},
                {"oscal_version", document.oscal_version},
                {"sha256", document.sha256},
                {"controls", document.kind == "catalog" ? Json(oscal_control_ids(document).size()) : Json()},
                {"faults", oscal_faults_json(document.faults, texts, language)},
                {"ignored", oscal_ignored_json(document.ignored)}};
}

} // namespace hoshirube
