#pragma once

#include "app/assessment/present.h"
#include "formats/form_table.h"
#include "formats/oscal.h"
#include "scheme/assessment/merge.h"

namespace hoshirube {

// What the form of an assessment is made from; all of it outlives the form.
struct FormSource {
    const Present& present;
    const Organisation& organisation;
    const std::map<std::string, OfficialText>& official;  // By criterion; empty where nothing was imported.
    const std::map<std::string, std::string>& file_names; // By evidence id.
    const Texts& texts;
};

// The names of the files behind one answer.
std::vector<std::string> evidence_names(const FormSource&, const std::string& criterion);

// The criteria in the columns of the official workbook, and beside them what the firm says.
Form make_form(const FormSource&, Language, Day today);

struct FiledRow {
    std::uint32_t row; // As Excel counts.
    FiledAnswer filed;
    bool is_evidence_changed; // The names of the files were changed: nothing is read from them.
};

// Why one row cannot be taken.
struct RowFault {
    std::uint32_t row;
    std::string column; // Letters; empty where the whole row is meant.
    std::string criterion;
    Error error;
};

struct FiledAnswers {
    std::vector<FiledRow> rows;
    std::vector<RowFault> faults;
    std::vector<std::string> missing;           // Criteria without a row in the file.
    std::vector<std::string> beyond_star;       // Criteria in the file that this star does not ask for.
    std::vector<OscalIgnored> ignored;          // Of OSCAL: what this product does not model.
    std::vector<OscalFault> broken;             // Of OSCAL: links that lead nowhere, uuids given twice, …
    std::map<std::string, std::string> letters; // Of the columns, by the field they hold: "note" → "V".
};

// By which an answer that left is known again: the assessment, the answer's version, and a digest of what it said.
struct FormStamp {
    std::int64_t version;
    std::string digest;
};
std::string form_stamp(const Present&, const Answer&);
// Errors   Invalid `exchange.stamp_broken`, `exchange.other_assessment`.
Result<FormStamp> read_form_stamp(const Present&, std::string_view stamp);

// Reads a form back. A changed cell of ours, a foreign row or an unreadable entry is a fault of its row, and all are named.
//
// Errors   as read_form(): the file as a whole cannot be read.
Result<FiledAnswers> read_answers(const FormSource&, std::string_view bytes);

} // namespace hoshirube
