#include <nlohmann/json.hpp>

#include "app/catalogue/catalogue.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/criteria_table.h"

namespace hoshirube {

namespace {

// What Edition::known_text_sha256 was taken over: [[number, text], …] in the order of the official list.
std::string text_digest(const CriteriaTable& table) {
    Json pairs = Json::array();
    for (const auto& row : table.rows) pairs.push_back({row.number, row.text});
    const auto text = canonical_json(pairs);
    CHECK(text); // The reader hands over UTF-8 only.
    return sha256_hex(*text);
}

Result<Json> guide_json(Transaction& transaction, const std::string& edition) {
    const auto source = TRY(transaction.official_texts().latest_guide(edition));
    if (!source) return Json();
    Json items = Json::array();
    for (const auto& text : TRY(transaction.official_texts().guide_texts(edition, source->version)))
        items.push_back({{"criterion", text.criterion}, {"text", text.text}});
    return Json{{"version", source->version},
                {"file_name", source->file_name},
                {"file_sha256", source->file_sha256},
                {"imported_at", source->imported_at.iso8601()},
                {"items", std::move(items)}};
}

} // namespace

Result<Receipt> import_official_text(World& world, const Act& act, const std::string& edition_id, const std::string& file_name,
                                     std::string_view bytes) {
    const Edition* edition = TRY(world.shelf.find(edition_id));
    const auto name = TRY(required_text("file_name", file_name, 200));
    if (bytes.empty()) return invalid("official_text.empty");
    const auto table = TRY(read_criteria_table(bytes));
    std::vector<std::string> numbers;
    for (const auto& criterion : edition->fields().criteria) numbers.push_back(criterion.number);
    TRY(check_numbers(table, numbers));
    for (const auto& row : table.rows)
        if (const auto expected = "★" + std::to_string(edition->find(row.number)->star); row.level != expected)
            return invalid(
                "criteria_table.other_level", {},
                {{"row", std::to_string(row.source_row)}, {"number", row.number}, {"found", row.level}, {"expected", expected}});
    std::vector<OfficialText> texts;
    for (const auto& row : table.rows) texts.push_back({row.number, row.requirement_text, row.text});
    const OfficialSource source{edition->id(), name, table.sha256, text_digest(table), act.actor_id, act.now};
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::OperateScheme));
        TRY(transaction.official_texts().replace(source, texts));
        TRY(record(transaction, act, "official_text.imported", {}, edition->id(),
                   Json{{"file_sha256", source.file_sha256}, {"text_sha256", source.text_sha256}, {"criteria", texts.size()}}));
        return Receipt{edition->id(), 1};
    });
}

Result<Done> may_import_official_text(World& world, const Viewer& viewer) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    return require(world, *transaction, viewer, Permission::OperateScheme);
}

Result<Json> official_text_json(World& world, const Viewer& viewer, const std::string& edition_id) {
    const Edition* edition = TRY(world.shelf.find(edition_id));
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::ReadOfficialText));
    const auto source = TRY(transaction->official_texts().source(edition_id));
    Json items = Json::array();
    for (const auto& text : TRY(transaction->official_texts().texts(edition_id)))
        items.push_back({{"criterion", text.criterion}, {"requirement_text", text.requirement_text}, {"text", text.text}});
    const Json described = !source ? Json()
                                   : Json{{"file_name", source->file_name},
                                          {"file_sha256", source->file_sha256},
                                          {"text_sha256", source->text_sha256},
                                          {"is_known_text", source->text_sha256 == edition->fields().known_text_sha256},
                                          {"imported_at", source->imported_at.iso8601()}};
    return Json{{"official_url", edition->fields().official_source_url},
                {"source", described},
                {"items", std::move(items)},
                {"guide", TRY(guide_json(*transaction, edition_id))}};
}

} // namespace hoshirube
