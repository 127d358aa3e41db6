#include <nlohmann/json.hpp>

#include "app/certificate/certificate.h"
#include "app/register/star_on_paper.h"
#include "cli/check_star.h"
#include "cli/example.h"

namespace hoshirube::cli {

namespace {

struct Step {
    int number;
    const char* text_key;
    Result<Done> (Example::*run)();
};
constexpr Step kSteps[] = {
    {1, "demo.step.1", &Example::enter_organisations_and_people},
    {2, "demo.step.2", &Example::save_start},
    {3, "demo.step.3", &Example::open_assessment},
    {4, "demo.step.4", &Example::answer_criteria},
    {5, "demo.step.5", &Example::hand_in_evidence},
    {6, "demo.step.6", &Example::submit_and_confirm},
    {7, "demo.step.7", &Example::declare},
    {8, "demo.step.8", &Example::register_star},
};

Result<Done> check_empty(const Context& context) {
    auto transaction = TRY(context.world->database.begin(Database::Mode::Read, kKeeper));
    if (!TRY(transaction->organisations().search({}, 0, 1)).empty()) return conflict("demo.not_empty");
    return Done{};
}

class Report {
public:
    explicit Report(Context& context) : context_(context) {}

    void start() { started_ = context_.now().milliseconds(); }
    void done(int number, const char* text_key) {
        const auto ms = context_.now().milliseconds() - started_;
        const auto what = context_.texts.text(context_.language, text_key);
        steps_.push_back({{"step", number}, {"what", what}, {"ms", ms}});
        if (!context_.as_json) context_.out << number << "  " << what << "  (" << ms << " ms)\n" << std::flush;
    }
    Json& steps() { return steps_; }

private:
    Context& context_;
    std::int64_t started_ = 0;
    Json steps_ = Json::array();
};

// What the firm would hand to a buyer, left beside the data: names of the files.
Result<Json> leave_files(Context& context, const std::string& folder, const std::string& corporate_number) {
    auto& world = *context.world;
    const Viewer anyone{{}, context.now(), context.language};
    Json names = Json::array();
    const auto leave = [&](const char* name, const std::string& bytes) -> Result<Done> {
        names.push_back(name);
        return context.write_file(folder + "/" + name, bytes);
    };
    const auto star = TRY(signed_star(world, anyone, corporate_number));
    const auto proof = TRY(star_proof(world, anyone, corporate_number));
    const auto lists = TRY(status_lists(world, context.now()));
    TRY(leave("star.jws", star.jws));
    TRY(leave("star.tlog-proof", proof));
    TRY(leave("star.policy", trust_policy(world)));
    TRY(leave("star.status", lists->token));
    const auto paper = TRY(star_on_paper(world, anyone, corporate_number));
    const auto pdf = star_pdf(world, paper);
    if (pdf) TRY(leave("star.pdf", *pdf));
    else if (pdf.error().key != "pdf.font_missing") return pdf.error();
    else context.machine.progress << context.texts.text(context.language, "demo.files.no_pdf") << '\n';
    return names;
}

// From the files alone, as a buyer with no account would.
Result<StarCheck> check_as_a_stranger(const Context& context, const std::string& folder) {
    auto check = TRY(check_files(
        context, {folder + "/star.jws", folder + "/star.tlog-proof", folder + "/star.policy", {}, folder + "/star.status"},
        context.now()));
    for (const auto& one : check.findings) // Nobody else is there to be a witness.
        if (one.grade != Grade::Holds && one.reason != "none_asked")
            return internal("a stranger would doubt the example: " + one.what + " " + one.reason);
    return check;
}

Result<Done> demo(Context& context, const Arguments& arguments) {
    TRY(check_empty(context));
    auto example = TRY(Example::open(context));
    Report report(context);
    for (const Step& step : kSteps) {
        report.start();
        TRY((example.*step.run)());
        report.done(step.number, step.text_key);
    }
    report.start();
    auto record = TRY(example.look_up());
    report.done(9, "demo.step.9");
    report.start();
    const auto folder = arguments.text("--data", "data");
    auto files = TRY(leave_files(context, folder, record["corporate_number"]));
    const auto check = TRY(check_as_a_stranger(context, folder));
    report.done(10, "demo.step.10");
    if (context.as_json)
        return context.show(
            Json{{"steps", report.steps()}, {"record", record}, {"files", std::move(files)}, {"check", to_json(check)}});
    context.out << '\n';
    context.show(record);
    context.out << '\n' << context.texts.text(context.language, "demo.files") << '\n';
    for (const auto& name : files) context.out << "  " << folder << '/' << name.get<std::string>() << '\n';
    context.out << '\n';
    show_check(context, check);
    return Done{};
}

// Whose link to open, in the order of the chain, and what that person does there. Anyone's look-up stands where it falls due.
void show_order(Context& context, const Json& logins, const std::string& base_url) {
    const auto say = [&](const std::string& key, const Error::Params& params = {}) {
        return context.texts.text(context.language, key, params);
    };
    context.out << '\n'
                << say(logins.empty() ? "example.load.all_known" : "example.load.lead", {{"url", base_url + "/login"}}) << "\n\n";
    int number = 0;
    for (const char* role : {"applicant", "expert", "management", "operator", "anyone", "buyer"}) {
        const bool is_anyone = std::string_view(role) == "anyone";
        std::string name, link = base_url + "/register";
        for (const Json& login : logins) {
            if (login["role"] != role) continue;
            name = "  " + login["name"].get<std::string>();
            link = login["link"].get<std::string>();
        }
        if (name.empty() && !is_anyone) continue; // Has signed in before.
        context.out << "  " << ++number << "  " << say("example.load." + std::string(role)) << name << "\n     " << link << "\n";
    }
    context.out << '\n';
}

Result<Done> load(Context& context, const Arguments& arguments) {
    const auto until = TRY(arguments.number("--until-step", 5));
    auto example = TRY(Example::open(context));
    if (!TRY(example.is_entered()))
        for (const Step& step : kSteps)
            if (step.number <= until) TRY((example.*step.run)());
    Json logins = Json::array();
    for (const auto& login : TRY(example.first_logins()))
        logins.push_back({{"name", login.name},
                          {"email", login.email},
                          {"role", login.role},
                          {"link", arguments.text("--base-url") + login.link}});
    if (context.as_json) return context.show(Json{{"first_logins", logins}});
    show_order(context, logins, arguments.text("--base-url"));
    return Done{};
}

} // namespace

std::vector<Command> example_commands() {
    return {
        {"demo",
         "Walk an invented firm through the whole chain in an empty data folder, and show the public record.",
         {},
         {},
         Needs::Data,
         demo},
        {"example load",
         "Enter the invented parts maker with all answers and evidence, once, and print the first-login links.",
         {},
         {{"--until-step", "N", "How far along the chain: 5 answered (default), 6 confirmed, 7 declared, 8 registered.", false,
           false},
          {"--base-url", "URL", "Put before each link, such as http://127.0.0.1:8080.", false, false}},
         Needs::Data,
         load},
    };
}

} // namespace hoshirube::cli
