#include "formats/oscal.h"

#include "base/hash.h"
#include "base/uuid.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace hoshirube {

namespace {

constexpr std::size_t kMaxBytes = 32UL * 1024 * 1024;
constexpr std::size_t kMaxFaults = 1'000; // A broken file need not be told in full.
constexpr std::size_t kMaxFound = 100;    // Bytes of a value quoted in a fault.

constexpr std::array<std::string_view, 8> kKinds{"catalog",
                                                 "profile",
                                                 "component-definition",
                                                 "system-security-plan",
                                                 "assessment-plan",
                                                 "assessment-results",
                                                 "plan-of-action-and-milestones",
                                                 "mapping-collection"};

// --- What we model: the members of objects, by the name of the member that holds them (lists by the list's name).

using Members = std::set<std::string_view>;

const std::map<std::string_view, Members>& model() {
    static const std::map<std::string_view, Members> kModel{
        {"metadata",
         {"title", "last-modified", "version", "oscal-version", "published", "props", "links", "roles", "parties",
          "responsible-parties", "remarks", "document-ids"}},
        {"roles", {"id", "title", "description"}},
        {"parties",
         {"uuid", "type", "name", "short-name", "external-ids", "email-addresses", "links", "props", "member-of-organizations"}},
        {"external-ids", {"scheme", "id"}},
        {"document-ids", {"scheme", "identifier"}},
        {"responsible-parties", {"role-id", "party-uuids"}},
        {"props", {"name", "value", "ns", "class", "uuid", "remarks"}},
        {"links", {"href", "rel", "text", "media-type"}},
        {"back-matter", {"resources"}},
        {"resources", {"uuid", "title", "description", "props", "rlinks", "citation", "remarks"}},
        {"rlinks", {"href", "media-type", "hashes"}},
        {"hashes", {"algorithm", "value"}},
        {"citation", {"text"}},
        {"catalog", {"uuid", "metadata", "groups", "controls", "params", "back-matter"}},
        {"groups", {"id", "class", "title", "props", "links", "parts", "params", "groups", "controls"}},
        {"controls", {"id", "class", "title", "params", "props", "links", "parts", "controls"}},
        {"params", {"id", "label", "values", "props", "select", "guidelines", "class", "usage"}},
        {"guidelines", {"prose"}},
        {"select", {"how-many", "choice"}},
        {"parts", {"id", "name", "ns", "class", "title", "props", "prose", "parts", "links"}},
        {"profile", {"uuid", "metadata", "imports", "merge", "back-matter"}},
        {"imports", {"href", "include-controls", "include-all", "exclude-controls"}},
        {"merge", {"as-is", "combine", "flat"}},
        {"combine", {"method"}},
        {"include-controls", {"with-child-controls", "with-ids", "control-id", "statement-ids"}},
        {"exclude-controls", {"with-child-controls", "with-ids", "control-id"}},
        {"system-security-plan",
         {"uuid", "metadata", "import-profile", "system-characteristics", "system-implementation", "control-implementation",
          "back-matter"}},
        {"import-profile", {"href", "remarks"}},
        {"system-characteristics",
         {"system-ids", "system-name", "system-name-short", "description", "system-information", "status",
          "authorization-boundary", "props", "links", "remarks", "security-sensitivity-level"}},
        {"system-ids", {"identifier-type", "id"}},
        {"system-information", {"information-types"}},
        {"information-types", {"uuid", "title", "description"}},
        {"authorization-boundary", {"description", "remarks"}},
        {"system-implementation", {"components", "users", "remarks"}},
        {"users", {"uuid", "title", "role-ids", "description"}},
        {"components", {"uuid", "type", "title", "description", "status", "props", "links", "purpose"}},
        {"control-implementation", {"description", "implemented-requirements"}},
        {"implemented-requirements",
         {"uuid", "control-id", "props", "links", "by-components", "statements", "remarks", "description"}},
        {"statements", {"statement-id", "uuid", "by-components", "remarks", "description"}},
        {"by-components", {"component-uuid", "uuid", "description", "implementation-status", "props", "links", "remarks"}},
        {"implementation-status", {"state", "remarks"}},
        {"status", {"state", "remarks", "reason"}},
        {"assessment-plan", {"uuid", "metadata", "import-ssp", "reviewed-controls", "back-matter"}},
        {"import-ssp", {"href", "remarks"}},
        {"import-ap", {"href", "remarks"}},
        {"reviewed-controls", {"description", "control-selections", "control-objective-selections", "remarks"}},
        {"control-selections", {"description", "include-all", "include-controls", "exclude-controls"}},
        {"control-objective-selections", {"description", "include-all", "include-objectives"}},
        {"include-objectives", {"objective-id"}},
        {"assessment-results", {"uuid", "metadata", "import-ap", "results", "back-matter"}},
        {"results",
         {"uuid", "title", "description", "start", "end", "props", "links", "reviewed-controls", "observations", "risks",
          "findings", "remarks"}},
        {"observations",
         {"uuid", "title", "description", "props", "links", "methods", "types", "relevant-evidence", "collected", "expires",
          "remarks"}},
        {"relevant-evidence", {"href", "description", "props", "remarks"}},
        {"risks", {"uuid", "title", "description", "statement", "status", "deadline", "props", "remarks"}},
        {"findings",
         {"uuid", "title", "description", "target", "related-observations", "related-risks", "props", "links", "remarks"}},
        {"target", {"type", "target-id", "title", "description", "status", "props", "remarks"}},
        {"related-observations", {"observation-uuid", "remarks"}},
        {"related-risks", {"risk-uuid", "remarks"}},
        {"plan-of-action-and-milestones",
         {"uuid", "metadata", "import-ssp", "system-id", "observations", "risks", "findings", "poam-items", "back-matter"}},
        {"system-id", {"identifier-type", "id"}},
        {"poam-items",
         {"uuid", "title", "description", "props", "links", "related-observations", "related-risks", "related-findings",
          "remarks"}},
        {"related-findings", {"finding-uuid", "remarks"}},
        {"mapping-collection", {"uuid", "metadata", "provenance", "mappings", "back-matter"}},
        {"provenance", {"method", "matching-rationale", "status", "mapping-description", "props", "remarks", "confidence-score"}},
        {"mappings",
         {"uuid", "source-resource", "target-resource", "maps", "method", "matching-rationale", "status", "mapping-description",
          "source-gap-summary", "target-gap-summary", "remarks", "props"}},
        {"source-resource", {"type", "href", "remarks"}},
        {"target-resource", {"type", "href", "remarks"}},
        {"maps", {"uuid", "relationship", "sources", "targets", "props", "remarks", "matching-rationale"}},
        {"sources", {"type", "id-ref", "remarks"}},
        {"targets", {"type", "id-ref", "remarks"}},
        {"component-definition", {"uuid", "metadata", "components", "back-matter"}},
        {"include-all", {}},
    };
    return kModel;
}

// Takes what we do not model out of `value`, which is held by the member `name`, and counts it by path.
void take_out(Json& value, std::string_view name, const std::string& path, std::map<std::string, std::size_t>& ignored) {
    if (value.is_array()) {
        for (Json& one : value) take_out(one, name, path + "[]", ignored);
        return;
    }
    if (!value.is_object()) return;
    const auto known = model().find(name);
    if (known == model().end()) return; // A leaf that happens to be an object.
    for (auto member = value.begin(); member != value.end();) {
        if (known->second.contains(member.key())) {
            take_out(member.value(), member.key(), path + "." + member.key(), ignored);
            ++member;
        } else {
            ++ignored[path + "." + member.key()];
            member = value.erase(member);
        }
    }
}

// --- Checks

std::string shortened(const std::string& text) {
    if (text.size() <= kMaxFound) return text;
    std::size_t end = kMaxFound;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

class Checker {
public:
    Checker(const Json& root, const std::string& kind, const OscalDocument* catalog) : root_(root), kind_(kind) {
        if (catalog) {
            const auto ids = oscal_control_ids(*catalog);
            known_controls_.insert(ids.begin(), ids.end());
            has_catalog_ = true;
            catalog_sha256_ = catalog->sha256;
        }
    }

    std::vector<OscalFault> run() {
        walk(root_, kind_,
             [this](const Json& object, std::string_view name, const std::string& path) { gather(object, name, path); });
        if (kind_ == "catalog") has_catalog_ = true;
        walk(root_, kind_, [this](const Json& object, std::string_view, const std::string& path) { check(object, path); });
        return std::move(faults_);
    }

private:
    using Visit = std::function<void(const Json&, std::string_view, const std::string&)>;

    // Every object with the member that holds it.
    void walk(const Json& value, const std::string& path, const Visit& visit, std::string_view name = {}) {
        if (value.is_array()) {
            if (value.empty()) fault("array-not-empty", path, "[]");
            for (std::size_t i = 0; i < value.size(); ++i) walk(value[i], path + "[" + std::to_string(i) + "]", visit, name);
        }
        if (!value.is_object()) return;
        visit(value, name, path);
        for (const auto& [key, member] : value.items())
            if (member.is_structured()) walk(member, path + "." + key, visit, key);
    }

    void fault(std::string_view check, const std::string& path, const std::string& found) {
        if (faults_.size() >= kMaxFaults) return;
        OscalFault one{std::string(check), path, shortened(found)};
        const auto is_same = [&](const OscalFault& other) { return other.check == one.check && other.path == one.path; };
        if (std::none_of(faults_.begin(), faults_.end(), is_same)) faults_.push_back(std::move(one));
    }

    static const std::string* text(const Json& object, const char* name) {
        const auto found = object.find(name);
        return found != object.end() && found->is_string() ? found->get_ptr<const std::string*>() : nullptr;
    }

    void gather(const Json& object, std::string_view name, const std::string& path) {
        if (const auto* uuid = text(object, "uuid"); uuid && name != "props") {
            if (!is_uuid(*uuid)) fault("uuid-form", path, *uuid);
            if (!uuids_.insert(*uuid).second) fault("uuid-unique", path, *uuid);
        }
        const bool has_own_id = name == "groups" || name == "controls" || name == "params" || name == "parts";
        if (const auto* id = text(object, "id"); id && has_own_id) {
            if (!ids_.insert(*id).second) fault("id-unique", path, *id);
            if (name == "controls" && kind_ == "catalog") known_controls_.insert(*id);
        }
        if (const auto* href = text(object, "href"); href && name == "imports" && href->starts_with('#'))
            imported_.insert(href->substr(1));
        if (const auto* id = text(object, "id"); id && name == "roles") roles_.insert(*id);
        if (const auto* uuid = text(object, "uuid"); uuid && name == "parties") parties_.insert(*uuid);
    }

    // The catalog that a profile imports is pinned by its hash.
    void check_hash(const Json& resource, const std::string& path) {
        const auto* uuid = text(resource, "uuid");
        const auto rlinks = resource.find("rlinks");
        if (catalog_sha256_.empty() || !uuid || !imported_.contains(*uuid) || rlinks == resource.end() || !rlinks->is_array())
            return;
        for (const Json& rlink : *rlinks)
            for (const Json& hash : rlink.is_object() ? rlink.value("hashes", Json::array()) : Json::array())
                if (hash.is_object() && text(hash, "value") && text(hash, "algorithm") && *text(hash, "algorithm") == "SHA-256" &&
                    *text(hash, "value") != catalog_sha256_)
                    fault("hash-matches", path, *text(hash, "value"));
    }

    void check(const Json& object, const std::string& path) {
        check_hash(object, path);
        if (const auto* href = text(object, "href")) check_href(*href, path);
        if (const auto* control = text(object, "control-id")) check_control(*control, path);
        each_text(object, "with-ids", [&](const std::string& id) { check_control(id, path); });
        each_text(object, "party-uuids", [&](const std::string& id) {
            if (!parties_.contains(id)) fault("party-known", path, id);
        });
        if (const auto* role = text(object, "role-id"); role && !roles_.contains(*role)) fault("role-known", path, *role);
        each_text(object, "role-ids", [&](const std::string& id) {
            if (!roles_.contains(id)) fault("role-known", path, id);
        });
        for (const auto* name : {"last-modified", "published", "collected", "expires", "start", "end", "deadline"})
            if (const auto* time = text(object, name); time && !has_zone(*time)) fault("time-zone", path + "." + name, *time);
        check_order(object, "start", "end", path);
        check_order(object, "collected", "expires", path);
    }

    template <typename Use>
    void each_text(const Json& object, const char* name, Use use) {
        const auto found = object.find(name);
        if (found == object.end() || !found->is_array()) return;
        for (const Json& one : *found)
            if (one.is_string()) use(one.get_ref<const std::string&>());
    }

    void check_href(const std::string& href, const std::string& path) {
        if (href.starts_with('#')) {
            const auto target = href.substr(1);
            const bool resolves =
                uuids_.contains(target) || ids_.contains(target) || (has_catalog_ && known_controls_.contains(target));
            if (!target.empty() && !resolves) fault("href-resolves", path, href);
            return;
        }
        const bool is_absolute_path = href.starts_with('/') || href.find('\\') != href.npos;
        if (is_absolute_path || href.starts_with("..") || href.find("/../") != href.npos || href.starts_with("file:"))
            fault("path-inside", path, href);
    }

    void check_control(const std::string& control, const std::string& path) {
        if (has_catalog_ && !known_controls_.contains(control)) fault("control-known", path, control);
    }

    static bool has_zone(const std::string& time) {
        const auto t = time.find('T');
        return t != time.npos && (time.back() == 'Z' || time.find_first_of("+-", t) != time.npos);
    }

    // Compared as texts where both are in UTC or both in the same zone; else left to a person.
    void check_order(const Json& object, const char* first, const char* last, const std::string& path) {
        const auto *a = text(object, first), *b = text(object, last);
        if (!a || !b || a->size() < 20 || b->size() < 20 || a->substr(19) != b->substr(19)) return;
        if (*b < *a) fault("times-in-order", path, *a + " > " + *b);
    }

    const Json& root_;
    std::string kind_;
    bool has_catalog_ = false;
    std::string catalog_sha256_;
    std::set<std::string, std::less<>> uuids_, ids_, known_controls_, roles_, parties_, imported_;
    std::vector<OscalFault> faults_;
};

void add_control_ids(const Json& holder, std::vector<std::string>& ids) {
    for (const auto* list : {"groups", "controls"}) {
        const auto found = holder.find(list);
        if (found == holder.end() || !found->is_array()) continue;
        for (const Json& one : *found) {
            if (!one.is_object()) continue;
            if (const auto id = one.find("id"); std::string_view(list) == "controls" && id != one.end() && id->is_string())
                ids.push_back(*id);
            add_control_ids(one, ids);
        }
    }
}

std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

std::vector<std::string> oscal_control_ids(const OscalDocument& catalog) {
    std::vector<std::string> ids;
    if (catalog.kept.is_object()) add_control_ids(catalog.kept, ids);
    return ids;
}

Result<OscalDocument> read_oscal(std::string_view bytes, const OscalDocument* catalog) {
    if (bytes.size() > kMaxBytes) return invalid("oscal.too_large", {}, {{"max_mb", std::to_string(kMaxBytes / 1024 / 1024)}});
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    if (const auto first = bytes.find_first_not_of(" \t\r\n");
        first == bytes.npos || (bytes[first] != '{' && bytes[first] != '['))
        return invalid("oscal.not_json"); // OSCAL's forms in XML and YAML among them.
    auto json = TRY(parse_json(bytes));
    if (!json.is_object()) return invalid("oscal.not_oscal");
    json.erase("$schema");
    OscalDocument document;
    document.sha256 = sha256_hex(bytes);
    for (const auto kind : kKinds)
        if (json.size() == 1 && json.contains(kind)) document.kind = kind;
    if (document.kind.empty() || !json[document.kind].is_object()) return invalid("oscal.not_oscal");
    document.kept = std::move(json[document.kind]);
    const auto metadata = document.kept.find("metadata");
    if (metadata == document.kept.end() || !metadata->is_object()) return invalid("oscal.not_oscal");
    document.title = text_of(*metadata, "title");
    document.version = text_of(*metadata, "version");
    document.oscal_version = text_of(*metadata, "oscal-version");
    document.uuid = text_of(document.kept, "uuid");
    if (!document.oscal_version.starts_with("1."))
        return invalid("oscal.version_unknown", {}, {{"found", shortened(document.oscal_version)}});
    document.faults = Checker(document.kept, document.kind, catalog).run();
    std::map<std::string, std::size_t> ignored;
    take_out(document.kept, document.kind, document.kind, ignored);
    for (const auto& [path, count] : ignored) document.ignored.push_back({path, count});
    return document;
}

} // namespace hoshirube
