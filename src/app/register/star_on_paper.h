#pragma once

#include "app/act.h"

namespace hoshirube {

namespace pdf {
struct Manuscript;
}

// A registered star with all that its certificate and its mark say, on a day. Nothing of it is typed by anyone.
struct StarOnPaper {
    Certificate certificate;
    bool is_invented;
    const Edition* edition;
    Day as_of;
    std::vector<std::string> says, does_not_say;
    Language language;
    std::string link;    // "https://host/C/12"; empty where no public address was configured.
    std::string token{}; // What stands behind the link's # in the QR code, formats/star/token.h; empty: the link alone.

    // Changes when anything changes that paper would show.
    std::string digest() const;
};

// The certificate with the register number `number`, or without one the newest that is valid, or else the newest.
//
// Errors   Invalid `corporate_number.*`; NotFound `certificate.not_found`.
Result<StarOnPaper> star_on_paper(World&, const Viewer&, const std::string& corporate_number,
                                  std::optional<std::int64_t> number = {});

// The corporate number behind a register number, for short links. Errors   NotFound `certificate.not_found`.
Result<std::string> corporate_number_of(World&, std::int64_t number);

// The certificate as a PDF on A4, signed where a key was configured; unsigned it says so. The same bytes all day, ECDSA apart.
//
// Errors   Unavailable `pdf.font_missing`; as the key.
Result<std::string> certificate_pdf(const Texts&, const Press&, const StarOnPaper&);
enum class Signed { No, Yes };
Result<pdf::Manuscript> certificate_manuscript(const Texts&, const StarOnPaper&, Signed);

// The mark: stars, firm, scope, last day and what a star is not, as a small picture.
//
// Errors   Unavailable `pdf.font_missing`.
enum class MarkForm { Svg, Png };
Result<std::string> star_mark(const Texts&, const Press&, const StarOnPaper&, MarkForm);

} // namespace hoshirube
