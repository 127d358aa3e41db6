#include <nlohmann/json.hpp>

#include "app/certificate/certificate.h"
#include "app/ledger/ledger.h"
#include "base/hash.h"
#include "ledger/proof_file.h"

namespace hoshirube {

namespace {

struct Found {
    std::uint64_t index;
    LedgerProof proof;
};

// The entry that registered this certificate: the newest of the firm's that names it.
Result<std::optional<Found>> entry_of(World& world, const Certificate& certificate) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
    const auto lines = TRY(transaction->ledgers().lines_of_subject(kPublicLedger, certificate.corporate_number));
    transaction.reset();
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        auto proof = prove_entry(world, kPublicLedger, line->index);
        if (!proof && proof.error().key == "ledger.index_out_of_range") return unavailable("certificate.not_yet_in_ledger");
        if (!proof) return std::move(proof.error());
        const auto entry = TRY(parse_json(proof->entry));
        if (entry.value("type", "") == "star.registered" && entry.value("certificate", std::int64_t{0}) == certificate.number)
            return std::optional(Found{line->index, std::move(*proof)});
    }
    return std::optional<Found>();
}

std::string certificate_address(const std::string& base, const Certificate& c) {
    return base + "/register/" + c.corporate_number + "/star.jws?number=" + std::to_string(c.number);
}

Result<StarOnPaper> star_in(World& world, Viewer viewer, Language language, const std::string& corporate_number,
                            std::optional<std::int64_t> number) {
    viewer.language = language;
    return star_on_paper(world, viewer, corporate_number, number);
}

Result<StarCredential> credential(World& world, const Viewer& viewer, const std::string& corporate_number,
                                  std::optional<std::int64_t> number) {
    const auto ja = TRY(star_in(world, viewer, Language::Japanese, corporate_number, number));
    const auto en = TRY(star_in(world, viewer, Language::English, corporate_number, ja.certificate.number));
    const auto& c = ja.certificate;
    const Level* level = ja.edition->level(c.star);
    CHECK(level != nullptr); // star_on_paper() found it.
    auto found = TRY(entry_of(world, c));
    std::optional<StarCredential::Entry> entry;
    if (found) entry = {world.public_ledger.signer.key().name, found->index, std::move(found->proof.entry)};
    const auto base = public_address(world.press);
    return StarCredential{did_web(base),
                          certificate_address(base, c),
                          c.number,
                          c.corporate_number,
                          c.legal_name,
                          c.legal_name_en,
                          c.star,
                          c.edition,
                          level->assurance,
                          c.scope.kind,
                          c.scope.description,
                          c.scope.description_en,
                          ja.is_invented,
                          c.registered_on,
                          c.last_valid_day,
                          c.seal,
                          {ja.says, en.says},
                          {ja.does_not_say, en.does_not_say},
                          std::move(entry),
                          base + kTokenStatusPath,
                          base + kRevocationPath,
                          base + kSuspensionPath};
}

} // namespace

Result<SignedStar> signed_star(World& world, const Viewer& viewer, const std::string& corporate_number,
                               std::optional<std::int64_t> number) {
    const auto star = TRY(credential(world, viewer, corporate_number, number));
    const auto payload = credential_json(star).dump();
    auto jws = TRY(sign_jws(kCredentialType, payload, world.star_signer));
    return SignedStar{std::move(jws), sha256_hex(world.star_signer.key.id + payload)};
}

Result<std::string> star_pdf(World& world, StarOnPaper star) {
    const auto& c = star.certificate;
    if (!star.link.empty())
        star.token = TRY(compact_star_token({public_address(world.press), c.number, c.corporate_number, c.legal_name, c.star,
                                             c.edition, c.registered_on, c.last_valid_day, star.is_invented},
                                            world.star_signer));
    return certificate_pdf(world.texts, world.press, star);
}

Result<std::string> star_proof(World& world, const Viewer& viewer, const std::string& corporate_number,
                               std::optional<std::int64_t> number) {
    const auto star = TRY(star_on_paper(world, viewer, corporate_number, number));
    auto found = TRY(entry_of(world, star.certificate));
    if (!found) return not_found("certificate.not_in_ledger");
    return std::move(found->proof.proof_file);
}

} // namespace hoshirube
