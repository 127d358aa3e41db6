#include "app/register/star_on_paper.h"

#include <nlohmann/json.hpp>

#include "app/register/certificate_json.h"
#include "base/hash.h"

namespace hoshirube {

namespace {

const Certificate* chosen(const std::vector<Certificate>& newest_first, std::optional<std::int64_t> number, Day today) {
    for (const auto& c : newest_first)
        if (number ? c.number == *number : certificate_state(c, today) == "valid") return &c;
    return number || newest_first.empty() ? nullptr : &newest_first.front();
}

} // namespace

std::string StarOnPaper::digest() const {
    Json all{certificate_json(certificate, as_of),
             says,
             does_not_say,
             is_invented,
             link,
             to_tag(language),
             as_of.iso8601(),
             certificate.legal_name,
             certificate.legal_name_en,
             certificate.corporate_number};
    return sha256_hex(all.dump());
}

Result<StarOnPaper> star_on_paper(World& world, const Viewer& viewer, const std::string& typed,
                                  std::optional<std::int64_t> number) {
    const auto corporate_number = TRY(parse_corporate_number("corporate_number", typed));
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto certificates = TRY(transaction->register_().certificates_of(corporate_number));
    const auto* certificate = chosen(certificates, number, viewer.today());
    if (!certificate) return not_found("certificate.not_found");
    const auto organisation = TRY(transaction->organisations().get(certificate->organisation_id));
    const Edition* edition = TRY(world.shelf.find(certificate->edition));
    const Level* level = edition->level(certificate->star);
    if (!level) return internal("a certificate for a star its edition does not have");
    const auto statement = statement_json(world.texts, viewer.language, *edition, *level, organisation);
    const auto& base = world.press.public_url;
    return StarOnPaper{*certificate,
                       organisation.is_invented,
                       edition,
                       viewer.today(),
                       statement.at("says").get<std::vector<std::string>>(),
                       statement.at("does_not_say").get<std::vector<std::string>>(),
                       viewer.language,
                       base.empty() ? std::string() : base + "/C/" + std::to_string(certificate->number)};
}

Result<std::string> corporate_number_of(World& world, std::int64_t number) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
    auto certificate = TRY(transaction->register_().find(number));
    if (!certificate) return not_found("certificate.not_found");
    return std::move(certificate->corporate_number);
}

} // namespace hoshirube
