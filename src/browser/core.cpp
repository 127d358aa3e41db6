// The rules as the self-check page asks them: scheme/ and the self-check file, compiled to WebAssembly by tools/build_core. Text goes in
// and out as JSON in one buffer; web/src/self_check/core.ts is the other side. One page, one thread, one catalogue.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "formats/self_check.h"

namespace {

using namespace hoshirube;

struct Rules {
    Edition edition;
    StartGuide guide;
};

std::string given;  // What the page wrote.
std::string answer; // What it reads.
std::optional<Rules> rules;

std::string with_error(const Error& error) {
    Json params = Json::object();
    for (const auto& [name, value] : error.params) params[name] = value;
    return Json{{"error", {{"key", error.key}, {"field", error.field}, {"params", std::move(params)}}}}.dump();
}

Result<SelfCheck> read_fitting() {
    auto check = TRY(read_self_check(given));
    TRY(check_fits(check, rules->edition));
    return check;
}

Result<Rules> load(const Json& catalogue) {
    std::vector<std::string> criteria;
    for (const Json& file : catalogue.at("criteria")) criteria.push_back(file.dump());
    const std::vector<std::string_view> views(criteria.begin(), criteria.end());
    auto edition = TRY(Edition::parse(catalogue.at("edition").dump(), views));
    auto guide = TRY(StartGuide::parse(catalogue.at("start").dump()));
    return Rules{std::move(edition), std::move(guide)};
}

} // namespace

#define EXPORT(name) extern "C" __attribute__((export_name(name)))

// Room for a text of so many bytes.
EXPORT("room") char* room(std::size_t size) {
    given.resize(size);
    return given.data();
}
EXPORT("answer") const char* answer_begin() { return answer.data(); }
EXPORT("answer_size") std::size_t answer_size() { return answer.size(); }

// {edition, criteria: [one array a file], start} -> {edition, sha256}.
EXPORT("load") void load_catalogue() {
    const auto json = parse_json(given);
    auto loaded = json ? load(*json) : Result<Rules>(json.error());
    if (!loaded) {
        answer = with_error(loaded.error());
        return;
    }
    rules.emplace(std::move(*loaded));
    answer = Json{{"edition", rules->edition.id()}, {"sha256", rules->edition.sha256()}}.dump();
}

// A self-check file as it comes from a disk -> the same, tidy.
EXPORT("read") void read_file() {
    const auto check = read_fitting();
    answer = check ? write_self_check(*check) : with_error(check.error());
}

// A self-check file -> what the rules make of it.
EXPORT("judge") void judge_file() {
    const auto check = read_fitting();
    answer = check ? judgement_json(judge(*check, rules->edition, rules->guide)).dump() : with_error(check.error());
}

// A text -> the form in which texts are searched.
EXPORT("search_key") void search_key_of() { answer = search_key(given); }
