#include <nlohmann/json.hpp>

#include "app/certificate/certificate.h"
#include "app/ledger/ledger.h"
#include "app/register/register.h"
#include "app/register/star_on_paper.h"
#include "cli/check_star.h"
#include "cli/command.h"
#include "formats/charset.h"
#include "formats/star/snapshot.h"
#include "scheme/organisation/organisation.h"

namespace hoshirube::cli {

namespace {

struct Named {
    std::string corporate_number;
    std::optional<std::int64_t> number;
};

// A corporate number, or a number in the register, which is shorter.
Result<Named> named(Context& context, const std::string& typed) {
    const bool is_short = !typed.empty() && typed.size() < 10 && typed.find_first_not_of("0123456789") == typed.npos;
    if (!is_short) return Named{typed, {}};
    const auto number = std::stoll(typed);
    return Named{TRY(corporate_number_of(*context.world, number)), number};
}

Result<Done> leave(Context& context, const Arguments& arguments, const std::string& text, const char* name) {
    if (!arguments.has("--out")) {
        if (context.as_json) return context.show(Json{{name, text}});
        context.out << text << (text.ends_with('\n') ? "" : "\n");
        return Done{};
    }
    TRY(context.write_file(arguments.text("--out"), text));
    return context.show(Json{{"file", arguments.text("--out")}, {"size_bytes", text.size()}});
}

Viewer anyone(Context& context) { return {{}, context.now(), context.language}; }

Result<Done> jws(Context& context, const Arguments& arguments) {
    const auto star = TRY(named(context, arguments.operand(0)));
    const auto made = TRY(signed_star(*context.world, anyone(context), star.corporate_number, star.number));
    return leave(context, arguments, made.jws, "jws");
}

Result<Done> proof(Context& context, const Arguments& arguments) {
    const auto star = TRY(named(context, arguments.operand(0)));
    const auto made = TRY(star_proof(*context.world, anyone(context), star.corporate_number, star.number));
    return leave(context, arguments, made, "proof");
}

Result<Done> status(Context& context, const Arguments& arguments) {
    const auto lists = TRY(status_lists(*context.world, context.now()));
    return leave(context, arguments, lists->token, "status");
}

Result<Done> policy(Context& context, const Arguments& arguments) {
    return leave(context, arguments, trust_policy(*context.world), "policy");
}

Result<Done> verify(Context& context, const Arguments& arguments) {
    StarPaths paths{arguments.operand(0), {}, {}, {}, {}};
    for (const auto& [flag, path] : {std::pair("--proof", &paths.proof), std::pair("--policy", &paths.policy),
                                     std::pair("--keys", &paths.keys), std::pair("--status", &paths.status)})
        if (arguments.has(flag)) *path = arguments.text(flag);
    auto now = context.now();
    if (arguments.has("--on")) {
        const auto day = TRY(arguments.day("--on"));
        now = TRY(Instant::parse(day.iso8601() + "T03:00:00.000Z")); // Noon in Tokyo.
    }
    const auto check = TRY(check_files(context, paths, now));
    show_check(context, check);
    if (check.verdict == "fails") return conflict("verify.fails");
    if (check.verdict == "open") return invalid("verify.no_key");
    return Done{};
}

Result<Done> verifier(Context& context, const Arguments& arguments) {
    return leave(context, arguments, std::string(context.resource("site/verifier.html")), "html");
}

Result<Done> make_snapshot_file(Context& context, const Arguments& arguments) {
    TRY(publish_snapshot(*context.world, context.now()));
    const auto snapshot = TRY(snapshot_of(*context.world, {}));
    std::string bytes;
    for (auto piece = TRY(snapshot.content->next()); !piece.empty(); piece = TRY(snapshot.content->next())) bytes += piece;
    return leave(context, arguments, bytes, "snapshot");
}

Result<Done> verify_snapshot(Context& context, const Arguments& arguments) {
    const auto number = TRY(parse_corporate_number("--number", arguments.text("--number")));
    const auto bytes = TRY(context.read_file(arguments.operand(0)));
    std::optional<ledger::Policy> policy;
    if (arguments.has("--policy")) {
        const auto text = TRY(context.read_file(arguments.text("--policy")));
        policy = TRY(ledger::parse_policy(text));
    }
    const auto snapshot = TRY(open_snapshot(bytes, policy ? &*policy : nullptr));
    const auto stars = snapshot.of(number);
    context.show(Json{{"corporate_number", number},
                      {"has_star", !stars.empty()},
                      {"stars", stars},
                      {"on", snapshot.head.on.iso8601()},
                      {"size", snapshot.head.size},
                      {"root", ledger::to_base64(snapshot.head.root)},
                      {"origin", snapshot.origin},
                      {"signature", policy ? "holds" : "open"},
                      {"note", context.texts.text(context.language, "snapshot.once_a_day")}});
    if (!policy) return invalid("snapshot.no_policy");
    return Done{};
}

Result<Done> bulk(Context& context, const Arguments& arguments) {
    const auto file = TRY(context.read_file(arguments.operand(0)));
    const auto csv = TRY(decode_text(file));
    std::optional<Day> since;
    if (arguments.has("--since")) since = TRY(arguments.day("--since"));
    const auto rows = TRY(bulk_look_up(*context.world, anyone(context), csv.utf8, since));
    const auto answer = write_csv(rows);
    return leave(context, arguments, answer, "csv");
}

} // namespace

std::vector<Command> certificate_commands() {
    const Operand number{"STAR", "Register number of the star, or 法人番号 for the firm's newest.", false};
    const Flag out{"--out", "FILE", "Write it there. Default: print it.", false, false};
    return {
        {"certificate jws",
         "Make a star's certificate for machines (W3C credential as vc+jwt).",
         {number},
         {out},
         Needs::Data,
         jws},
        {"certificate proof",
         "Make the .tlog-proof that the star's entry stands in the public ledger.",
         {number},
         {out},
         Needs::Data,
         proof},
        {"certificate status", "Make the signed status list of all stars (statuslist+jwt).", {}, {out}, Needs::Data, status},
        {"certificate policy",
         "Make the file that says whom to believe: ledger, witnesses, keys. Whoever verifies keeps it.",
         {},
         {out},
         Needs::Data,
         policy},
        {"verify",
         "Check a star certificate from files alone, in grades. Exit 0: nothing contradicts it and the signature holds; 5: something "
         "does; 2: no key was given.",
         {{"FILE", "The certificate, a .jws.", false}},
         {{"--proof", "FILE", "Its .tlog-proof.", false, false},
          {"--policy", "FILE", "Whom to believe. Use one you keep, not one that came along.", false, false},
          {"--keys", "FILE", "The issuer's keys as JWKS, where no policy names them.", false, false},
          {"--status", "FILE", "The issuer's status list.", false, false},
          {"--on", "DAY", "As of noon in Tokyo on this day. Default: now.", false, false}},
         Needs::Nothing,
         verify},
        {"snapshot make",
         "Publish the signed list of all stars valid today, if nobody did, and write it.",
         {},
         {out},
         Needs::Data,
         make_snapshot_file},
        {"snapshot verify",
         "Tell from the signed list alone whether a corporate number has a star. Exit 0: the list is sound; 2: no policy was given, "
         "or it is not.",
         {{"FILE", "The list, as served at /ledger/snapshot.", false}},
         {{"--number", "N", "法人番号.", true, false}, {"--policy", "FILE", "Whom to believe.", false, false}},
         Needs::Nothing,
         verify_snapshot},
        {"register bulk",
         "Answer the status of up to 100,000 corporate numbers, as CSV in their order.",
         {{"FILE", "A CSV with the numbers in its first column.", false}},
         {{"--since", "DAY", "Only what changed on that day or later.", false, false}, out},
         Needs::Data,
         bulk},
        {"verifier",
         "Write the verifier as one HTML file that works from a disk and asks nobody.",
         {},
         {out},
         Needs::Nothing,
         verifier},
    };
}

} // namespace hoshirube::cli
