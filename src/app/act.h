#pragma once

#include <functional>

#include "app/assessment/kept_answers.h"
#include "app/certificate/kept_status.h"
#include "app/ports.h"
#include "app/register/roll.h"
#include "base/json.h"
#include "formats/cades.h"
#include "formats/star/jose.h"
#include "ledger/policy.h"
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
    Credential credential{};
    Day today() const { return now.tokyo_day(); }
};

// Who acts, when, and under which idempotency key: handed to every use-case that writes.
struct Act {
    std::string actor_id; // Person; "keeper" for the server's keeper on the command line.
    Instant now;
    std::string idempotency_key; // 1 to 100 visible ASCII characters.
    std::string fingerprint;     // SHA-256 of what was asked (method, path, body).
    Credential credential{};
    Day today() const { return now.tokyo_day(); }
};

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
    StepUp step_up{}; // Whether declaring, confirming and registering need a fresh proof of who one is.
    Press press = {};
    std::vector<Provider> providers = {}; // Whose accounts may sign in here; with none there is no way out.
    Outbound* outbound = nullptr;
    KeptAnswers kept_answers = {};
    NetworkDesk* networks = nullptr;      // Files, threads and memory for cascades; see app/network/network_desk.h.
    Es256Signer star_signer = {};         // Signs certificates for machines and status lists.
    std::vector<DatedKey> star_keys = {}; // Its key first, then those that signed before: note_certificate_key().
    ledger::Policy witnesses = {};        // Those asked to sign the public ledger, and how many must; its logs are not read.
    KeptStatus kept_status = {};
    Roll roll{};                // Loaded by a server that stays, never by a command: main/roll_rounds.h.
    Scanner* scanner = nullptr; // Null: files come in unscanned.
    bool sends_mail = false;    // Whether a mail server was named at start.
};

// From the system's source of randomness.
std::string random_bytes(std::size_t count);
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

// Who stands behind a save that met a change: `saved` as it is, or its Conflict `changed_meanwhile` with {who}: "self" where the actor
// did the latest of `types` to `subject` (in another window), "other" where somebody else did.
Result<Done> told_by_whom(Transaction&, const Act&, Result<Done> saved, const std::string& subject, const std::string& types);

// Who asks, when: an Act or a Viewer.
struct Asker {
    Asker(const Act& act) : actor{act.actor_id, act.credential}, now(act.now) {}
    Asker(const Viewer& viewer) : actor{viewer.person_id, viewer.credential}, now(viewer.now) {}
    Actor actor;
    Instant now;
};

// What an act is done to. Nothing: what belongs to no organisation.
struct Subject {
    Subject() = default;
    Subject(const Organisation&);
    Subject(const Assessment&);
    Subject(const Evidence&);
    Object object;
    std::string edition;     // Whose settings apply; empty: the strictest.
    bool has_reason = false; // The actor gives one, where haste asks for it.
    std::string asked_by{};  // Of what takes two persons: the first.
};

// The facts for one actor and one thing, with the settings of its edition; then ask may().
Result<Facts> facts_on(World&, Transaction&, const Asker&, const Subject&, const Needs&);

// What may() says, for a page that shows or hides; nobody is refused.
Result<Verdict> judge(World&, Transaction&, const Asker&, Permission, const Subject&);

// Refuses unless may() allows: every use-case calls this first of all.
//
// Errors   NotFound `<thing>.not_found` where the actor may not even know that it is there, as for one that is not; otherwise
//          Forbidden `access.denied`, `session.step_up_needed`, `token.scope_missing`, or Conflict with the key of the rule
//          that forbids, such as `expert.own_employer`.
Result<Done> require(World&, Transaction&, const Asker&, Permission, const Subject& = {});

// A refusal in words, as require() answers it to someone who may know the thing.
Error refusal_of(const Verdict&);

} // namespace hoshirube
