#include "house.h"

#include "app/account/account.h"
#include "app/organisation/organisation.h"
#include "base/hash.h"
#include "formats/pdf/typeface.h"
#include "support/catalogue.h"
#include "support/test_p256.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

namespace hoshirube::test {

namespace {

namespace fs = std::filesystem;

Texts all_texts() {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "texts"))
        if (!entry.path().filename().string().starts_with("ui.")) files.push_back(file_text(entry.path()));
    const std::vector<std::string_view> views(files.begin(), files.end());
    auto texts = Texts::load(views);
    EXPECT_TRUE(texts) << (texts ? "" : texts.error().params[0].second);
    return texts ? std::move(*texts) : *Texts::load({});
}

template <typename T>
T expected(Result<T> result) {
    if (!result) {
        ADD_FAILURE() << result.error().key << " " << result.error().field << " " << result.error().detail;
        std::abort(); // Nothing in the script can hold from here on.
    }
    return std::move(*result);
}

Result<pdf::Typefaces> test_typefaces() {
    static const std::string folder = "/usr/share/fonts/opentype/noto/";
    static const auto regular = file_text(folder + "NotoSansCJK-Regular.ttc"), bold = file_text(folder + "NotoSansCJK-Bold.ttc");
    return pdf::Typefaces{TRY(pdf::Typeface::open(regular)), TRY(pdf::Typeface::open(bold))};
}

constexpr const char* kIndex = "<!doctype html><title>UI</title>"; // Stands for the built browser UI.

} // namespace

House::House()
    : now_ms_(expected(Instant::parse("2026-11-23T03:00:00.000Z")).milliseconds()),
      spool_((fs::temp_directory_path() / ("hoshirube-house-" + new_id())).string()), texts_(all_texts()),
      shelf_({test::draft_2025(), edition_2026()}, {test::edition_map_2026()}),
      storage_(expected(open_database("sqlite::memory:"))),
      public_signer_(
          expected(ledger::Ed25519Signer::make("register.example/star", ledger::KeyType::Ed25519, std::string(32, '\1')))),
      private_signer_(
          expected(ledger::Ed25519Signer::make("register.example/audit", ledger::KeyType::Ed25519, std::string(32, '\2')))) {
    const fs::path source = SOURCE_DIR;
    const std::pair<const char*, fs::path> kAssets[] = {{"/public.css", source / "src/http/pages/public.css"},
                                                        {"/favicon.svg", source / "src/http/pages/favicon.svg"},
                                                        {"/robots.txt", source / "src/http/pages/robots.txt"},
                                                        {"/api/v1/openapi.yaml", source / "docs/openapi.yaml"},
                                                        {"/catalogue/start.json", source / "catalogue/start.json"}};
    for (const auto& asset : kAssets) files_.push_back(file_text(asset.second));
    std::vector<Asset> assets{make_asset("/index.html", kIndex, {}, false)};
    for (std::size_t i = 0; i < files_.size(); ++i) assets.push_back(make_asset(kAssets[i].first, files_[i], {}, false));
    world_.reset(new World{*storage_,
                           vault_,
                           shelf_,
                           start_guide(),
                           texts_,
                           "a key for tests only",
                           "another key for tests only",
                           {public_files_, *public_signer_},
                           {private_files_, *private_signer_}}); // It never moves.
    world_->press = {test_typefaces, "https://register.example", {}, "mailto:misuse@register.example"};
    jsic_rules_ = file_text(source / "catalogue/supply/jsic_essentiality.json");
    networks_ = std::make_unique<NetworkDesk>(NetworkDesk::Parts{disk_, background_, job_threads, steady_seconds,
                                                                 [this] { return now(); }, spool_ + "/networks", jsic_rules_});
    world_->networks = networks_.get();
    world_->star_signer = test_es256("did:web:register.example#1");
    SiteOptions site_options;
    site_options.version = "0.0.0";
    site_options.clock = [this] { return now(); };
    site_ = std::make_unique<Site>(*world_, std::move(assets), std::move(site_options));
    ServerOptions options;
    options.port = 0;
    options.incoming_directory = spool_;
    server_ = expected(Server::start(options, site_->pipeline()));
}

House::~House() {
    server_.reset();
    fs::remove_all(spool_);
}

Act House::act() {
    const auto key = new_id();
    return {kKeeper, now(), key, sha256_hex(key)};
}

std::string House::enter_organisation(const std::string& base12, const std::string& name, const std::string& kana) {
    const auto number = corporate_number_check_digit(base12) + base12;
    const Organisation typed{{}, number, name, kana, {}, {}, "13", "E26", 31, {}, true, now(), 0};
    return expected(register_organisation(*world_, act(), typed)).id;
}

std::string House::invite(const std::string& organisation_id, const std::string& email, const std::string& role) {
    const auto receipt = expected(invite_person(*world_, act(), {organisation_id, email, "試す人", role}));
    return invite_link(*world_, receipt.id).substr(std::string("/invite/").size());
}

void House::grant_star(const std::string& organisation_id, int star) {
    auto transaction = expected(storage_->begin(Database::Mode::Write, kKeeper));
    const auto organisation = expected(transaction->organisations().get(organisation_id));
    const Scope scope{"company", "本社と工場のすべて", "Head office and factory"};
    const auto person = expected(transaction->accounts().members_of(organisation_id)).at(0).membership.person_id;
    const Assessment assessment{
        new_id(), organisation_id, shelf_.current().id(), star, scope, AssessmentState::Registered, 1, {}, {}, now(), 1};
    expected(transaction->assessments().add(assessment));
    const auto today = now().tokyo_day();
    const Certificate certificate{new_id(),
                                  expected(transaction->register_().next_number()),
                                  "",
                                  assessment.id,
                                  organisation_id,
                                  organisation.corporate_number,
                                  organisation.legal_name,
                                  organisation.legal_name_en,
                                  star,
                                  assessment.edition,
                                  scope,
                                  today,
                                  last_valid_day(*shelf_.current().level(star), today),
                                  sha256_hex("form"),
                                  person};
    expected(transaction->register_().add(certificate));
    expected(transaction->commit());
}

} // namespace hoshirube::test
