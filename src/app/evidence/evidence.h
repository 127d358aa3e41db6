#pragma once

#include "app/act.h"

namespace hoshirube {

struct EvidenceFields {
    std::string file_name, note;
    std::string effective_from, effective_to; // Days; empty when not said.
};

// Takes a finished upload into the vault, past the scanner where there is one. A scanner that does not answer stops nobody's work:
// the file comes in unscanned, and is shown as such.
// Errors   Invalid `evidence.malware` {name}: the file stays where it is; as Vault::adopt().
struct Admitted {
    Vault::Stored content;
    std::optional<Instant> scanned_at;
};
Result<Admitted> admit_file(World&, const std::string& path, Instant now);

// Takes a file in: `content` lies in the vault already (Vault::store or adopt), so that a failed transaction leaves at most
// an unused content behind, never an entry without content. The same bytes again for the same firm answer the existing entry.
Result<Receipt> add_evidence(World&, const Act&, const std::string& organisation_id, const EvidenceFields&,
                             const Vault::Stored& content, std::optional<Instant> scanned_at = {});
Result<Receipt> save_evidence(World&, const Act&, const std::string& evidence_id, const EvidenceFields&, std::int64_t version);
Result<Receipt> remove_evidence(World&, const Act&, const std::string& evidence_id);

// Errors   Conflict as check_editable(); NotFound when the file is another firm's.
Result<Receipt> link_evidence(World&, const Act&, const std::string& assessment_id, const EvidenceLink&);
Result<Receipt> unlink_evidence(World&, const Act&, const std::string& assessment_id, const EvidenceLink&);

// May the actor hand in a file for this organisation, and are its name and period in order? Asked before an upload is read.
Result<Done> may_add_evidence(World&, const Viewer&, const std::string& organisation_id, const EvidenceFields&);

Result<Json> evidence_shelf_json(World&, const Viewer&, const std::string& organisation_id);

struct EvidenceContent {
    std::string file_name;
    std::unique_ptr<Content> bytes; // Always to be served as a download of unknown type.
};
// Who may read it: the firm, and the experts of an assessment it is linked to.
// Errors   Conflict `evidence.content_changed`.
Result<EvidenceContent> read_evidence(World&, const Viewer&, const std::string& evidence_id);

// One entry in the API's form; shared with the review's page.
Json evidence_entry_json(const Evidence&, const std::string& uploaded_by_name,
                         const std::vector<std::pair<std::string, std::string>>& stands_behind,
                         const std::vector<std::string>& same_content_as);

} // namespace hoshirube
