#include "app/register/star_words.h"
#include "formats/picture/picture.h"

namespace hoshirube {

namespace {

constexpr double kWidth = 360, kHeight = 132, kMargin = 16;
constexpr Colour kInk{20, 20, 20}, kMuted{84, 84, 84}, kAccent{0, 64, 140}, kAlert{166, 20, 20};
constexpr int kPixelsPerUnit = 3; // Sharp in print at 80 mm.

// The largest of a few sizes at which a line fits; longer ones end in an ellipsis.
struct Fitted {
    std::string text;
    double size;
};
Fitted fitted(std::string text, const pdf::Typeface& face, std::initializer_list<double> sizes, double room) {
    double size = 0;
    for (const double candidate : sizes) {
        size = candidate;
        if (width_of_text(text, face, size) <= room) return {std::move(text), size};
    }
    while (!text.empty() && width_of_text(text + "…", face, size) > room) {
        do text.pop_back();
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80);
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.pop_back();
    }
    return {text + "…", size};
}

void frame(Picture& picture) {
    constexpr double kLine = 1.5;
    picture.rectangle(0, 0, kWidth, kLine, kAccent);
    picture.rectangle(0, kHeight - kLine, kWidth, kLine, kAccent);
    picture.rectangle(0, 0, kLine, kHeight, kAccent);
    picture.rectangle(kWidth - kLine, 0, kLine, kHeight, kAccent);
}

} // namespace

Result<std::string> star_mark(const Texts& texts, const Press& press, const StarOnPaper& star, MarkForm form) {
    const StarWords words(texts, star);
    const auto typefaces = TRY(press.typefaces());
    Picture picture(kWidth, kHeight);
    frame(picture);
    const double room = kWidth - 2 * kMargin;
    const auto line = [&](const std::string& text, const pdf::Typeface& face, std::initializer_list<double> sizes, Colour colour,
                          double base) {
        const auto fit = fitted(text, face, sizes, room);
        return picture.text(fit.text, {face, fit.size, colour}, kMargin, base);
    };
    const bool is_valid = words.is_valid();
    const auto state = words.say(star.is_invented ? std::string("mark.invented") : "mark." + std::string(words.state()));
    const double after = picture.text(words.stars(), {typefaces.bold, 24, is_valid ? kAccent : kMuted}, kMargin, 34);
    const auto scheme = fitted(words.say("mark.scheme"), typefaces.bold, {14, 12, 10}, kWidth - kMargin - after - 8);
    picture.text(scheme.text, {typefaces.bold, scheme.size, kInk}, after + 8, 32);
    line(words.firm(), typefaces.bold, {15, 13, 11, 9}, kInk, 57);
    line(words.say("mark.number"), typefaces.regular, {10, 9, 8}, kMuted, 74);
    line(state, typefaces.bold, {10, 9, 8}, star.is_invented || !is_valid ? kAlert : kInk, 90);
    line(words.say("statement.not.guarantee"), typefaces.regular, {10, 9, 8, 7}, kInk, 106);
    line(words.say(star.link.empty() ? "mark.check_register" : "mark.check_link"), typefaces.regular, {9, 8, 7}, kMuted, 121);

    Picture::Spoken spoken{words.say("mark.title", {{"firm", words.firm()}}), state, std::string(to_tag(star.language))};
    for (const auto* sentences : {&star.says, &star.does_not_say})
        for (const auto& sentence : *sentences) spoken.description += (words.is_english() ? " " : "") + sentence;
    return form == MarkForm::Svg ? picture.svg(spoken) : picture.png(spoken, kPixelsPerUnit);
}

} // namespace hoshirube
