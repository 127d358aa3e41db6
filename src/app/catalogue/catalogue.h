#pragma once

#include "app/act.h"

namespace hoshirube {

Result<Json> editions_json(World&);
// Errors   NotFound `edition.unknown`; Invalid `assessment.star_unknown`.
Result<Json> criteria_json(World&, const std::string& edition, int star, Language);
Json criterion_json(const Criterion&, Language);

// Stores the official sentences of a workbook or CSV beside our own words, with the file's SHA-256.
// Errors   as formats/criteria_table.h: the file is unreadable, or not this edition's; row and column named.
Result<Receipt> import_official_text(World&, const Act&, const std::string& edition, const std::string& file_name,
                                     std::string_view bytes);
// Asked before the file is read.
Result<Done> may_import_official_text(World&, const Viewer&);
Result<Json> official_text_json(World&, const Viewer&, const std::string& edition);

} // namespace hoshirube
