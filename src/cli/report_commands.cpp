#include <nlohmann/json.hpp>

#include "app/certificate/certificate.h"
#include "app/register/star_on_paper.h"
#include "app/report/report.h"
#include "cli/command.h"

namespace hoshirube::cli {

namespace {

// Says where the pages went; --json gives their size too.
Result<Done> keep(Context& context, const Arguments& arguments, std::string_view bytes) {
    const auto path = arguments.text("--out");
    TRY(context.write_file(path, bytes));
    return context.show(Json{{"file", path}, {"size_bytes", bytes.size()}});
}

Result<Done> report(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return keep(context, arguments, TRY(report_pdf(*context.world, viewer, arguments.operand(0))));
}

Result<Done> print(Context& context, const Arguments& arguments) {
    const auto star = TRY(arguments.small_number("--star", 3));
    const BlankForm form{arguments.text("--edition", context.shelf.current().id()), star, context.language, context.now()};
    return keep(context, arguments, TRY(blank_report_pdf(context.shelf, context.texts, context.press, form)));
}

// A register number, or a corporate number for the firm's newest star.
Result<StarOnPaper> star_of(Context& context, const Arguments& arguments) {
    const Viewer anyone{{}, context.now(), context.language};
    const auto& typed = arguments.operand(0);
    const bool is_register_number = !typed.empty() && typed.size() < 10 && typed.find_first_not_of("0123456789") == typed.npos;
    if (!is_register_number) return star_on_paper(*context.world, anyone, typed);
    const auto number = std::stoll(typed);
    return star_on_paper(*context.world, anyone, TRY(corporate_number_of(*context.world, number)), number);
}

Result<Done> certificate(Context& context, const Arguments& arguments) {
    const auto star = TRY(star_of(context, arguments));
    return keep(context, arguments, TRY(star_pdf(*context.world, star)));
}

Result<Done> mark(Context& context, const Arguments& arguments) {
    const auto star = TRY(star_of(context, arguments));
    const auto path = arguments.text("--out");
    const bool is_png = path.size() > 4 && path.compare(path.size() - 4, 4, ".png") == 0;
    return keep(context, arguments,
                TRY(star_mark(context.texts, context.world->press, star, is_png ? MarkForm::Png : MarkForm::Svg)));
}

} // namespace

std::vector<Command> report_commands() {
    const Flag out{"--out", "FILE.pdf", "Where to put it.", true, false};
    return {
        {"report",
         "Print an assessment as a PDF in the language of --lang: what is missing first, then every criterion with its proof.",
         {{"ASSESSMENT", "Its id.", false}},
         {out},
         Needs::Data,
         report},
        {"catalogue print",
         "Print all criteria of a star as a PDF with room for the answers.",
         {},
         {{"--star", "N", "3 or 4. Default: 3.", false, false},
          {"--edition", "E", "Edition. Default: the newest final one.", false, false},
          out},
         Needs::Nothing,
         print},
        {"certificate pdf",
         "Print the certificate of a star as anyone can get it: a PDF, signed where a key is configured.",
         {{"STAR", "Register number of the star, or 法人番号 for the firm's newest.", false}},
         {out},
         Needs::Data,
         certificate},
        {"certificate mark",
         "Draw the mark of a star.",
         {{"STAR", "Register number of the star, or 法人番号 for the firm's newest.", false}},
         {{"--out", "FILE", "Where to put it: .svg or .png.", true, false}},
         Needs::Data,
         mark},
    };
}

} // namespace hoshirube::cli
