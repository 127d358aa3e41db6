#include <nlohmann/json.hpp>

#include "app/register/certificate_json.h"
#include "app/register/public_record.h"
#include "app/register/register.h"
#include "base/text.h"

namespace hoshirube {

namespace {

constexpr int kPage = 50;

// One more than a page, where there are more.
Result<std::vector<RegisterEntry>> entries_like(World& world, const Viewer& viewer, const RegisterSearch& search, int offset) {
    if (TRY(world.roll.look(world.database))) return world.roll.look_up(search, offset, kPage + 1);
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    return transaction->register_().look_up(search, offset, kPage + 1);
}

} // namespace

// Of the newest certificate's level; of none, nothing.
Json statement_of(const World& world, Language language, const RegisterEntry& entry) {
    if (!entry.certificates.empty()) {
        const auto& newest = entry.certificates.front();
        const auto edition = world.shelf.find(newest.edition);
        const Level* level = edition ? (*edition)->level(newest.star) : nullptr;
        if (level) return statement_json(world.texts, language, **edition, *level, entry.organisation);
    }
    return Json{{"says", Json::array()}, {"does_not_say", Json::array()}};
}

Json record_json(const World& world, const Viewer& viewer, const RegisterEntry& entry) {
    const auto& o = entry.organisation;
    Json certificates = Json::array();
    for (const auto& certificate : entry.certificates) certificates.push_back(certificate_json(certificate, viewer.today()));
    return Json{{"corporate_number", o.corporate_number},
                {"is_known", !entry.certificates.empty()},
                {"legal_name", o.legal_name},
                {"legal_name_kana", o.legal_name_kana},
                {"trade_name", o.trade_name},
                {"legal_name_en", o.legal_name_en},
                {"prefecture", o.prefecture},
                {"is_invented", o.is_invented},
                {"certificates", std::move(certificates)},
                {"statement", statement_of(world, viewer.language, entry)},
                {"as_of", viewer.today().iso8601()}};
}

RegisterEntry unknown_entry(const Viewer& viewer, const std::string& corporate_number) {
    return {{{}, corporate_number, {}, {}, {}, {}, {}, {}, 0, {}, false, viewer.now, 0}, {}};
}

Json unknown_record_json(const World& world, const Viewer& viewer, const std::string& corporate_number) {
    return record_json(world, viewer, unknown_entry(viewer, corporate_number));
}

std::string look_up_key(const std::string& words) {
    auto number = folded_digits(words);
    const bool is_number = number.size() >= 4 && number.find_first_not_of("0123456789") == number.npos;
    return is_number ? number : organisation_search_key(words);
}

Result<Json> look_up_json(World& world, const Viewer& viewer, const LookUpFields& fields, int offset) {
    const auto words = TRY(clean_text("q", fields.words, 200));
    if (!fields.prefecture.empty() && !is_prefecture(fields.prefecture))
        return invalid("organisation.prefecture_unknown", "prefecture");
    RegisterSearch search{look_up_key(words), fields.prefecture, fields.star, viewer.today()};
    if (search.key.empty() && (!words.empty() || (search.prefecture.empty() && search.star == 0)))
        return invalid("look_up.empty", "q");
    auto found = TRY(entries_like(world, viewer, search, offset < 0 ? 0 : offset));
    const bool has_more = found.size() > static_cast<std::size_t>(kPage);
    if (has_more) found.pop_back();
    Json items = Json::array();
    for (const auto& entry : found) items.push_back(record_json(world, viewer, entry));
    return Json{{"items", std::move(items)}, {"has_more", has_more}};
}

Result<std::string> rolled_record_text(const World& world, const Viewer& viewer, const std::string& typed) {
    const auto number = TRY(parse_corporate_number("corporate_number", typed));
    const auto entry = world.roll.find(number);
    return record_text(world, viewer, entry ? *entry : unknown_entry(viewer, number));
}

Result<Json> public_record_json(World& world, const Viewer& viewer, const std::string& typed) {
    const auto number = TRY(parse_corporate_number("corporate_number", typed));
    if (TRY(world.roll.look(world.database))) {
        const auto entry = world.roll.find(number);
        return record_json(world, viewer, entry ? *entry : unknown_entry(viewer, number));
    }
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    auto certificates = TRY(transaction->register_().certificates_of(number));
    const auto organisation = TRY(transaction->organisations().find_by_number(number));
    // A firm without a star looks like one the register never heard of: nobody learns who is preparing.
    if (!organisation || certificates.empty()) return unknown_record_json(world, viewer, number);
    return record_json(world, viewer, {*organisation, std::move(certificates)});
}

} // namespace hoshirube
