#include <nlohmann/json.hpp>

#include "app/catalogue/catalogue.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/form_table.h"

namespace hoshirube {

namespace {

constexpr std::size_t kMaxCharacters = 20'000; // Of one criterion's guide.

std::vector<FormColumn> columns() {
    return {{"評価基準No.", {"Criterion no."}, "", FormField::Fixed}, {"解説", {"Guide"}, "", FormField::Entry}};
}

Result<std::vector<GuideText>> texts_of(const Edition& edition, const FilledForm& form) {
    std::vector<GuideText> texts;
    for (const auto& row : form.rows) {
        const auto number = folded_digits(row.cells[0]);
        const auto at = [&](std::string_view key, std::size_t column) {
            return invalid(key, {},
                           {{"row", std::to_string(row.row)},
                            {"column", form.letters[column]},
                            {"found", trimmed(row.cells[0]).substr(0, 40)}});
        };
        if (!edition.find(number)) return at("guide.number_unknown", 0);
        for (const auto& text : texts)
            if (text.criterion == number) return at("guide.number_twice", 0);
        auto text = clean_text("file", row.cells[1], kMaxCharacters, Lines::Many);
        if (!text) return text.error();
        if (!text->empty()) texts.push_back({number, std::move(*text)});
    }
    if (texts.empty()) return invalid("guide.empty");
    return texts;
}

} // namespace

Result<Receipt> import_guide(World& world, const Act& act, const std::string& edition_id, const std::string& file_name,
                             std::string_view bytes) {
    const Edition* edition = TRY(world.shelf.find(edition_id));
    const auto name = TRY(required_text("file_name", file_name, 200));
    const auto form = read_form(bytes, columns(), 0);
    if (!form && (form.error().key == "form.header_missing" || form.error().key == "form.column_missing"))
        return invalid("guide.heading_missing", {}, form.error().params);
    if (!form) return form.error();
    const auto texts = TRY(texts_of(*edition, *form));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::OperateScheme));
        const auto latest = TRY(transaction.official_texts().latest_guide(edition->id()));
        const GuideSource source{edition->id(), latest ? latest->version + 1 : 1, name, sha256_hex(bytes), act.actor_id, act.now};
        TRY(transaction.official_texts().add_guide(source, texts));
        TRY(record(transaction, act, "official_guide.imported", {}, edition->id(),
                   Json{{"file_sha256", source.file_sha256}, {"version", source.version}, {"criteria", texts.size()}}));
        return Receipt{edition->id(), source.version};
    });
}

} // namespace hoshirube
