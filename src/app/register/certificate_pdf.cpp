#include <algorithm>

#include "app/register/star_words.h"
#include "formats/pdf/seal.h"
#include "formats/pdf/typeset.h"
#include "formats/qr.h"

namespace hoshirube {

namespace {

using pdf::Ink;
using pdf::Size;
using pdf::Weight;

constexpr double kQrPoints = 71;       // 25 mm: with everything else it stays on one page.
constexpr double kTokenQrPoints = 108; // 38 mm: modules of half a millimetre, which a telephone still reads from a copy.

pdf::Facts facts_of(const StarOnPaper& star, const StarWords& words) {
    const auto& c = star.certificate;
    const auto row = [&](std::string_view key, const std::string& value, Weight weight = Weight::Regular) {
        return std::pair<std::string, pdf::Words>{words.say(key), {{value, weight}}};
    };
    pdf::Facts facts;
    facts.rows = {row("certificate.firm", words.firm(), Weight::Bold),
                  row("public.corporate_number", c.corporate_number, Weight::Bold), row("certificate.scope", words.scope()),
                  row("certificate.edition",
                      words.say("report.edition_value", {{"title", words.is_english() ? star.edition->fields().title.en
                                                                                      : star.edition->fields().title.ja}})),
                  row("certificate.number", std::to_string(c.number))};
    if (!c.official_number.empty()) facts.rows.push_back(row("certificate.official_number", c.official_number));
    facts.rows.push_back(row("certificate.registered_on", words.day(c.registered_on)));
    facts.rows.push_back(row("certificate.last_valid_day", words.say("certificate.last_valid_day_value"), Weight::Bold));
    facts.rows.push_back(row("certificate.seal_code", seal_code(c.seal)));
    return facts;
}

pdf::Items items_of(const std::vector<std::string>& sentences) {
    pdf::Items items;
    items.size = Size::Small;
    for (const auto& sentence : sentences) items.items.push_back({{sentence}});
    return items;
}

// Scheme and host may be written in capitals, which a QR code packs closer; the path of our short link is in capitals anyway.
std::string in_capitals(std::string link) {
    std::transform(link.begin(), link.end(), link.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return link;
}

Result<pdf::Squares> squares_of(const StarOnPaper& star, const StarWords& words) {
    // The link is read by any telephone; what stands behind its # never reaches a server, and a verifier checks it without one.
    auto code = TRY(qr_code(in_capitals(star.link) + (star.token.empty() ? "" : "#" + star.token)));
    pdf::Squares squares{code.side,
                         std::move(code.is_black),
                         star.token.empty() ? kQrPoints : kTokenQrPoints,
                         words.say("certificate.qr_spoken"),
                         {}};
    squares.beside = {{words.say("certificate.check") + "\n"}, {star.link, Weight::Bold, Ink::Accent, star.link}};
    return squares;
}

} // namespace

Result<pdf::Manuscript> certificate_manuscript(const Texts& texts, const StarOnPaper& star, Signed is_signed) {
    const StarWords words(texts, star);
    const auto midnight = TRY(Instant::parse(star.as_of.previous().iso8601() + "T15:00:00.000Z")); // Of Tokyo.
    pdf::Manuscript m{words.say("certificate.title"),
                      words.say("certificate.author"),
                      words.say("certificate.subject", {{"firm", words.firm()}}),
                      std::string(to_tag(star.language)),
                      midnight,
                      {},
                      words.say("certificate.footer"),
                      {},
                      {}};
    m.page_of = texts.text(star.language, "report.page_of", {{"page", "{page}"}, {"pages", "{pages}"}});
    m.header = star.is_invented ? words.say("certificate.header_invented") : std::string();
    m.pages = pdf::Pages::One; // A certificate is framed and filed as one sheet.
    auto& blocks = m.blocks;
    blocks.emplace_back(pdf::Title{m.title});
    if (star.is_invented) blocks.emplace_back(pdf::Notice{{{words.say("report.invented"), Weight::Bold, Ink::Alert}}});
    if (words.is_valid()) blocks.emplace_back(pdf::Paragraph{{{words.say("certificate.lead")}}});
    else blocks.emplace_back(pdf::Notice{{{words.say("certificate." + std::string(words.state())), Weight::Bold, Ink::Alert}}});
    blocks.emplace_back(facts_of(star, words));
    blocks.emplace_back(pdf::Notice{{{words.say("certificate.register_alone"), Weight::Bold}}});
    const auto signature = words.say(is_signed == Signed::Yes ? "certificate.signed" : "certificate.unsigned");
    if (star.link.empty())
        blocks.emplace_back(pdf::Paragraph{{{words.say("certificate.no_link") + " " + signature}}, Size::Small});
    else {
        auto squares = TRY(squares_of(star, words));
        squares.beside.push_back({"\n" + signature, Weight::Regular, Ink::Muted});
        blocks.emplace_back(std::move(squares));
    }
    blocks.emplace_back(pdf::Heading{3, words.say("certificate.says")});
    blocks.emplace_back(items_of(star.says));
    blocks.emplace_back(pdf::Heading{3, words.say("certificate.does_not_say")});
    blocks.emplace_back(items_of(star.does_not_say));
    return m;
}

Result<std::string> certificate_pdf(const Texts& texts, const Press& press, const StarOnPaper& star) {
    const auto manuscript = TRY(certificate_manuscript(texts, star, press.seal ? Signed::Yes : Signed::No));
    const auto typefaces = TRY(press.typefaces());
    return press.seal ? pdf::typeset_sealed(manuscript, typefaces, *press.seal) : pdf::typeset(manuscript, typefaces);
}

} // namespace hoshirube
