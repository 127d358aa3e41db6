#pragma once

#include <functional>

#include "app/assessment/kept_answers.h"
#include "app/ports.h"
#include "base/json.h"
#include "formats/cades.h"
#include "ledger/note.h"
#include "scheme/catalogue/edition_map.h"
#include "texts/texts.h"

// Every use-case is one function in one file: a write takes an Act and answers a Receipt, a read takes a Viewer and answers
// the representation of docs/openapi.yaml as JSON, so that HTTP and the command line say the same.

namespace hoshirube {

namespace pdf {
struct Typefaces;
}

// Who looks, when, and in which language. An empty person_id is the public.
struct Viewer {
    std::string person_id;
    Instant now;
    Language language = Language::Japanese;
    Day today() const { return now.tokyo_day(); }
};

// Who acts, when, and under which idempotency key: handed to every use-case that writes.
struct Act {
    std::string actor_id; // Person; "keeper" for the server's keeper on the command line.
    Instant now;
    std::string idempotency_key; // 1 to 100 visible ASCII characters.
    std::string fingerprint;     // SHA-256 of what was asked (method, path, body).
    // When the actor last proved who they are. Whoever works on the server itself proves it by being there:
    // docs/decisions/0006-who-holds-the-server-needs-no-second-proof.md.
    std::optional<Instant> proved_at = {};
    Day today() const { return now.tokyo_day(); }
};

inline constexpr const char* kKeeper = "keeper";

// The files and the key of one ledger.
struct LedgerParts {
    ledger::Store& store;
    ledger::Signer& signer;
};

// What everything on paper needs. Opened for each document, so that a server that prints nothing holds nothing.
struct Press {
    // Errors   Unavailable `pdf.font_missing` {path, package}; Invalid `pdf.font_unusable`.
    std::function<Result<pdf::Typefaces>()> typefaces;
    std::string public_url;      // "https://host", under which anyone reaches this register; empty: not known.
    std::optional<Sealing> seal; // The key that signs what leaves the register; empty: nothing is signed.
    std::string contact;         // Where misuse of marks is reported, "mailto:…" or "https://…"; empty: not known.
};
class NetworkDesk;

// What all use-cases stand on; built by main, lives as long as the process.
struct World {
    Database& database;
    Vault& vault;
    const Shelf& shelf;
    const StartGuide& guide;
    const Texts& texts;
    std::string link_key;   // Secret from which the tokens in links are made; see app/account/account.h.
    std::string secret_key; // Under which secrets that must be read again are stored; see app/account/secret_box.h.
    LedgerParts public_ledger, private_ledger;
    Press press = {};
    KeptAnswers kept_answers = {};
    NetworkDesk* networks = nullptr; // Files, threads and memory for cascades; see app/network/network_desk.h.
};

// A fresh id: 128 random bits as 26 base-32 digits in lower case.
std::string new_id();
// A secret token for cookies: 256 random bits as hex.
std::string new_secret();

// Runs one writing use-case in one transaction: answers the earlier receipt where the key was used before, otherwise
// runs `body`, remembers its receipt and commits. Retries a serialisation failure a few times with the same input. An act whose event
// belongs in the public ledger is answered once a published checkpoint covers it; one that is repeated, too.
Result<Receipt> perform(World&, const Act&, const std::function<Result<Receipt>(Transaction&)>& body);

// Appends the event of this act: `facts` becomes its canonical record.
Result<Done> record(Transaction&, const Act&, std::string type, std::string organisation_id, std::string subject,
                    const Json& facts);

// What the actor is today for an organisation, or for an assessment of it.
Result<Standing> standing_in(Transaction&, const std::string& actor_id, const std::string& organisation_id, Day today);
Result<Standing> standing_on(Transaction&, const std::string& actor_id, const Assessment&, Day today);

// Errors   NotFound `<thing>.not_found` when the actor may not even know that it is there (no read permission for it), otherwise
//          Forbidden `access.denied`. The keeper may do what operators may.
Result<Done> require(Transaction&, const std::string& actor_id, Day, Permission, const Organisation&);
Result<Done> require(Transaction&, const std::string& actor_id, Day, Permission, const Assessment&);
Result<Done> require_anywhere(Transaction&, const std::string& actor_id, Day, Permission); // What belongs to no organisation.

} // namespace hoshirube
