#include "formats/self_check.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr std::size_t kMostAnswers = 1000, kMostFiles = 100, kMostSteps = 100;
constexpr std::size_t kMostBytes = 64 * 1024; // Of one text; the rules of an answer are stricter.

Error malformed(std::string_view where) { return invalid("self_check.malformed", {}, {{"where", std::string(where)}}); }

// Whoever opens the file knows no JSON: damaged is damaged, and where is for those who look.
Error broken(const Error& error) {
    const auto* position = error.param("position");
    return invalid("self_check.broken", {}, {{"position", position ? *position : "?"}});
}

const Json* member(const Json& object, std::string_view name) {
    const auto& members = object.get_ref<const Json::object_t&>();
    const auto found = members.find(name);
    return found == members.end() || found->second.is_null() ? nullptr : &found->second;
}

// Reads the members of one object and remembers the first that is not what it should be.
class Reader {
public:
    Reader(const Json& object, std::string path, std::string& fault) : object_(object), path_(std::move(path)), fault_(fault) {}

    // Empty where it is absent or null.
    std::string text(std::string_view name) { return text_of(member(object_, name), name); }

    int whole_number(std::string_view name) {
        const Json* value = member(object_, name);
        if (value && value->is_number_integer()) {
            const auto number = value->get<std::int64_t>();
            if (number >= 0 && number <= 1000) return static_cast<int>(number);
        }
        refuse(name);
        return 0;
    }

    std::vector<std::string> texts(std::string_view name, std::size_t most) {
        const Json* value = member(object_, name);
        if (!value) return {};
        if (!value->is_array() || value->size() > most) return refuse(name), std::vector<std::string>();
        std::vector<std::string> all;
        for (const Json& one : *value) all.push_back(text_of(&one, name));
        return all;
    }

    std::map<std::string, std::string> by_name(std::string_view name, std::size_t most) {
        const Json* value = member(object_, name);
        if (!value) return {};
        if (!value->is_object() || value->size() > most) return refuse(name), std::map<std::string, std::string>();
        std::map<std::string, std::string> all;
        for (const auto& [key, one] : value->get_ref<const Json::object_t&>()) all.emplace(key, text_of(&one, name));
        return all;
    }

    void refuse(std::string_view name) {
        if (fault_.empty()) fault_ = path_ + std::string(name);
    }

private:
    std::string text_of(const Json* value, std::string_view name) {
        if (!value) return {};
        const auto* text = value->get_ptr<const std::string*>();
        if (text && text->size() <= kMostBytes) return *text;
        refuse(name);
        return {};
    }

    const Json& object_;
    std::string path_;
    std::string& fault_;
};

Result<Done> read_answer(const Json& json, std::size_t index, SelfCheck& check) {
    const auto path = "answers." + std::to_string(index);
    if (!json.is_object()) return malformed(path);
    std::string fault;
    Reader read(json, path + ".", fault);
    Answer answer;
    answer.criterion = read.text("criterion");
    if (answer.criterion.empty() || answer.criterion.size() > 20) read.refuse("criterion");
    if (const auto state = parse_answer_state(read.text("state"))) answer.state = *state;
    else read.refuse("state");
    answer.branches = read.texts("branches", kMostFiles);
    answer.note = read.text("note");
    answer.reason = read.text("reason");
    answer.planned_owner = read.text("planned_owner");
    if (const auto day = read.text("planned_on"); !day.empty()) {
        if (const auto parsed = Day::parse(day)) answer.planned_on = *parsed;
        else read.refuse("planned_on");
    }
    auto files = read.texts("evidence", kMostFiles);
    auto stamp = read.text("stamp");
    if (!fault.empty()) return malformed(fault);
    const auto number = answer.criterion;
    if (!check.answers.emplace(number, std::move(answer)).second)
        return invalid("self_check.number_twice", {}, {{"number", number}});
    if (!files.empty()) check.evidence.emplace(number, std::move(files));
    if (!stamp.empty()) check.stamps.emplace(number, std::move(stamp));
    return Done{};
}

Json progress_json(const Progress& p) {
    return Json{{"criteria", p.criteria},  {"met", p.met},         {"not_applicable", p.not_applicable},
                {"planned", p.planned},    {"not_met", p.not_met}, {"unknown", p.unknown},
                {"distance", p.distance()}};
}

Json error_json(const Error& error) {
    Json params = Json::object();
    for (const auto& [name, value] : error.params) params[name] = value;
    return Json{{"key", error.key}, {"field", error.field}, {"params", std::move(params)}};
}

} // namespace

Result<SelfCheck> read_self_check(std::string_view bytes) {
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3); // As editors on Windows leave it.
    const auto parsed = parse_json(bytes);
    if (!parsed) return broken(parsed.error());
    const Json& json = *parsed;
    const Json* format = json.is_object() ? member(json, "format") : nullptr;
    if (!format || *format != kSelfCheckFormat) return invalid("self_check.not_one");
    std::string fault;
    Reader read(json, "", fault);
    const int version = read.whole_number("version");
    if (fault.empty() && version > kSelfCheckVersion)
        return invalid("self_check.newer", {}, {{"version", std::to_string(version)}});
    if (version < 1) read.refuse("version");
    SelfCheck check;
    check.edition = read.text("edition");
    check.catalogue_sha256 = read.text("catalogue_sha256");
    check.star = read.whole_number("star");
    check.firm = read.text("firm");
    check.saved_at = read.text("saved_at");
    check.profile = read.by_name("profile", kMostSteps);
    const Json* answers = member(json, "answers");
    if (!answers || !answers->is_array() || answers->size() > kMostAnswers) read.refuse("answers");
    if (!fault.empty()) return malformed(fault);
    for (std::size_t i = 0; i < answers->size(); ++i) TRY(read_answer((*answers)[i], i, check));
    return check;
}

std::string write_self_check(const SelfCheck& check) {
    using Ordered = nlohmann::ordered_json; // What the file is stands in its first line.
    Ordered answers = Ordered::array();
    for (const auto& [number, answer] : check.answers) {
        const auto files = check.evidence.find(number);
        const auto stamp = check.stamps.find(number);
        answers.push_back({{"criterion", number},
                           {"state", to_text(answer.state)},
                           {"branches", answer.branches},
                           {"note", answer.note},
                           {"reason", answer.reason},
                           {"planned_on", answer.planned_on ? Ordered(answer.planned_on->iso8601()) : Ordered()},
                           {"planned_owner", answer.planned_owner},
                           {"evidence", files == check.evidence.end() ? std::vector<std::string>() : files->second},
                           {"stamp", stamp == check.stamps.end() ? std::string() : stamp->second}});
    }
    const Ordered file{{"format", kSelfCheckFormat},   {"version", kSelfCheckVersion},
                       {"edition", check.edition},     {"catalogue_sha256", check.catalogue_sha256},
                       {"star", check.star},           {"firm", check.firm},
                       {"saved_at", check.saved_at},   {"profile", check.profile},
                       {"answers", std::move(answers)}};
    return file.dump(1) + "\n";
}

Result<Done> check_fits(const SelfCheck& check, const Edition& edition) {
    if (check.edition != edition.id())
        return invalid("self_check.other_edition", {}, {{"file", check.edition.substr(0, 40)}, {"here", edition.id()}});
    if (!edition.level(check.star)) return invalid("self_check.star_unknown", {}, {{"star", std::to_string(check.star)}});
    for (const auto& [number, answer] : check.answers)
        if (!edition.find(number)) return invalid("self_check.number_unknown", {}, {{"number", number}});
    return Done{};
}

Json judgement_json(const Judgement& judgement) {
    Json unfinished = Json::array(), categories = Json::array(), next = Json::array(), profile_errors = Json::array();
    for (const auto& one : judgement.unfinished) {
        auto error = error_json(one.error);
        error["criterion"] = one.criterion;
        unfinished.push_back(std::move(error));
    }
    for (const auto& [number, progress] : judgement.by_category) {
        auto one = progress_json(progress);
        one["number"] = number;
        categories.push_back(std::move(one));
    }
    for (const auto& thing : judgement.next)
        next.push_back({{"criterion", thing.criterion->number}, {"reason", {{"ja", thing.reason.ja}, {"en", thing.reason.en}}}});
    for (const auto& error : judgement.profile_errors) profile_errors.push_back(error_json(error));
    return Json{{"unfinished", std::move(unfinished)},
                {"progress", progress_json(judgement.progress)},
                {"categories", std::move(categories)},
                {"left", judgement.left},
                {"seems_not_applicable", judgement.seems_not_applicable},
                {"next", std::move(next)},
                {"profile_errors", std::move(profile_errors)}};
}

} // namespace hoshirube
