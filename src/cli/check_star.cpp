#include "cli/check_star.h"

#include <nlohmann/json.hpp>

namespace hoshirube::cli {

namespace {

std::string_view mark(Grade grade) {
    switch (grade) {
    case Grade::Holds: return "✓";
    case Grade::Fails: return "✗";
    case Grade::Open: return "?";
    }
    return {};
}

// Days and moments as people read them; everything else as it is.
Error::Params shown(const Error::Params& params, bool is_english) {
    const auto words = [&](Day day) { return is_english ? day.english_with_era() : day.japanese(); };
    Error::Params out;
    for (const auto& [name, value] : params) {
        const auto day = name == "from" || name == "to" || name == "today" ? Day::parse(value) : Result<Day>(internal("no day"));
        const auto at = name == "at" ? Instant::parse(value) : Result<Instant>(internal("no moment"));
        const auto in_tokyo = at ? at->plus_seconds(9 * 3600).iso8601().substr(11, 5) : std::string();
        out.emplace_back(name, day ? words(*day) : at ? words(at->tokyo_day()) + " " + in_tokyo + " JST" : value);
    }
    return out;
}

} // namespace

Result<StarCheck> check_files(const Context& context, const StarPaths& paths, Instant now) {
    const auto certificate = TRY(context.read_file(paths.certificate));
    if (certificate.starts_with("%PDF-")) return invalid("verify.is_pdf");
    StarFiles files{certificate, {}, {}, {}, {}};
    std::string texts[4];
    const std::optional<std::string>* given[] = {&paths.proof, &paths.policy, &paths.keys, &paths.status};
    std::optional<std::string_view>* wanted[] = {&files.proof, &files.policy, &files.keys, &files.status};
    for (std::size_t i = 0; i < 4; ++i) {
        if (!*given[i]) continue;
        texts[i] = TRY(context.read_file(**given[i]));
        *wanted[i] = texts[i];
    }
    return check_star(files, now);
}

void show_check(const Context& context, const StarCheck& check) {
    if (context.as_json) {
        context.show(to_json(check));
        return;
    }
    const auto say = [&](const std::string& key, const Error::Params& params = {}) {
        return context.texts.text(context.language, key, params);
    };
    auto& out = context.out;
    const bool is_english = context.language == Language::English;
    if (const auto& star = check.star)
        out << say("verify.star", {{"star", std::to_string(star->star)},
                                   {"firm", is_english && !star->legal_name_en.empty() ? star->legal_name_en : star->legal_name},
                                   {"corporate_number", star->corporate_number},
                                   {"number", std::to_string(star->number)}})
            << '\n';
    out << say("verify.verdict." + check.verdict) << "\n\n";
    for (const auto& one : check.findings)
        out << "  " << mark(one.grade) << "  " << say("verify.what." + one.what) << (is_english ? ": " : "：")
            << say("verify." + one.what + "." + one.reason, shown(one.params, is_english)) << '\n';
    if (const auto& star = check.star) {
        const auto key = star->is_token ? std::string("verify.token_looked_at") : "verify.looked_at." + star->assurance;
        out << "     " << say("verify.what.looked_at") << (is_english ? ": " : "：")
            << say(context.texts.has(key) ? key : "verify.looked_at.other") << "\n\n"
            << say(star->is_token ? "verify.token_says" : "verify.does_not_say") << '\n';
        for (const auto& sentence : is_english ? star->does_not_say.en : star->does_not_say.ja) out << "  - " << sentence << '\n';
    }
}

} // namespace hoshirube::cli
