#pragma once

#include "app/act.h"

namespace hoshirube {

Result<Json> editions_json(World&);
// Errors   NotFound `edition.unknown`; Invalid `assessment.star_unknown`.
Result<Json> criteria_json(World&, const std::string& edition, int star, Language);
Json criterion_json(const Criterion&, Language);
// What became of each criterion between two editions, by the map that was made from both texts.
// Errors   NotFound `edition.unknown`, `edition.map_unknown` {from, to}.
Result<Json> edition_diff_json(const Shelf&, const std::string& from, const std::string& to, Language);

// Stores the official sentences of a workbook or CSV beside our own words, with the file's SHA-256.
// Errors   as formats/criteria_table.h: the file is unreadable, or not this edition's; row and column named.
Result<Receipt> import_official_text(World&, const Act&, const std::string& edition, const std::string& file_name,
                                     std::string_view bytes);
// Stores a version of the operator's explanatory guide: a workbook or CSV with the columns 評価基準No. and 解説. Earlier versions stay.
// Errors   Invalid `guide.number_unknown`, `guide.number_twice` {row, column, found}, `guide.empty`; those of read_form.
Result<Receipt> import_guide(World&, const Act&, const std::string& edition, const std::string& file_name,
                             std::string_view bytes);
// Asked before the file is read.
Result<Done> may_import_official_text(World&, const Viewer&);
Result<Json> official_text_json(World&, const Viewer&, const std::string& edition);

} // namespace hoshirube
