#pragma once

#include "app/act.h"

namespace hoshirube {

struct ExportFields {
    std::string format;            // "xlsx", "csv", "oscal" or "self-check".
    std::string charset = "utf-8"; // Of CSV: "utf-8" (with a byte order mark) or "cp932".
    std::string part = "ssp";      // Of OSCAL: "ssp", "results" or "poam". What comes back is the SSP.
};

struct Exported {
    std::string bytes, file_name, media_type;
};

// The assessment as a file that is filled in elsewhere and comes back.
// Errors   Invalid `exchange.format_unknown`, `exchange.charset_unknown`; `exchange.not_in_cp932` {characters}: nothing is lost in silence.
Result<Exported> export_assessment(World&, const Viewer&, const std::string& assessment_id, const ExportFields&);

struct ImportFields {
    std::string format;              // As for the export; the character set is found out.
    std::vector<std::string> theirs; // Criteria changed on both sides, for which the file's answer is taken.
    std::vector<std::string> ours;   // Criteria for which ours stays, whatever the file says.
};

// Every difference between the file and what stands here. Stores nothing.
Result<Json> import_preview_json(World&, const Viewer&, const std::string& assessment_id, const ImportFields&,
                                 std::string_view bytes);

// Takes what changed in the file. All of it or nothing; what changed on both sides must be decided.
// Errors   Invalid `exchange.rows_refused` {count, row, number}, `exchange.decided_twice` {criterion}; NotFound `criterion.unknown`;
//          Conflict `exchange.undecided` {criteria}; as read_form(); as check_editable().
Result<Receipt> import_assessment(World&, const Act&, const std::string& assessment_id, const ImportFields&,
                                  std::string_view bytes);

// Asked before the file is read.
Result<Done> may_import(World&, const Viewer&, const std::string& assessment_id);

} // namespace hoshirube
