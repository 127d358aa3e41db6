// Judges self-checks, one JSON text a line, by the rules as the server holds them (GCC, ICU, OpenSSL): a line of JSON for each, as the
// page's build of them (src/browser/core.cpp) says it. A line that begins with "key " asks for the search key of the rest.

#include <iostream>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "formats/self_check.h"
#include "support/catalogue.h"

namespace {

using namespace hoshirube;

Result<Json> judged(const std::string& line) {
    const auto check = TRY(read_self_check(line));
    TRY(check_fits(check, test::edition_2026()));
    return judgement_json(judge(check, test::edition_2026(), test::start_guide()));
}

Json said(const std::string& line) {
    if (line.starts_with("key ")) return Json{{"key", search_key(line.substr(4))}};
    auto judgement = judged(line);
    if (judgement) return std::move(*judgement);
    const Error& error = judgement.error();
    Json params = Json::object();
    for (const auto& [name, value] : error.params) params[name] = value;
    return Json{{"error", {{"key", error.key}, {"field", error.field}, {"params", std::move(params)}}}};
}

} // namespace

int main() {
    std::cout << Json{{"sha256", test::edition_2026().sha256()}}.dump() << '\n';
    for (std::string line; std::getline(std::cin, line);) std::cout << said(line).dump() << '\n';
}
