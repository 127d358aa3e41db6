#include "app/act.h"

#include <algorithm>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "app/ledger/ledger.h"
#include "base/hash.h"

namespace hoshirube {

namespace {

constexpr int kAttempts = 5; // Two writers that meet on PostgreSQL: one of them starts again.

struct Attempt {
    Receipt receipt;
    bool must_settle; // Its event, or its first try's, may not be in the public ledger yet.
};

Result<Attempt> attempt(World& world, const Act& act, const std::function<Result<Receipt>(Transaction&)>& body) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, act.actor_id));
    const auto earlier = TRY(transaction->earlier(act.actor_id, act.idempotency_key, act.fingerprint));
    if (earlier) {
        const bool is_waiting = TRY(has_unsettled(*transaction, act.actor_id));
        return Attempt{*earlier, is_waiting};
    }
    auto receipt = TRY(body(*transaction));
    TRY(transaction->remember(act.actor_id, act.idempotency_key, act.fingerprint, receipt, act.now));
    const bool must_settle = transaction->ledgers().has_marked_public();
    TRY(transaction->commit());
    return Attempt{std::move(receipt), must_settle};
}

// Whoever may do one of these may know that the thing is there.
std::initializer_list<Permission> sights_of(Object::Kind kind) {
    static constexpr std::initializer_list<Permission> kOrganisation{Permission::ReadOrganisation},
        kAssessment{Permission::ReadAssessment, Permission::ReadDeclaration, Permission::ReadDisclosed},
        kEvidence{Permission::ReadEvidence}, kNone{};
    switch (kind) {
    case Object::Kind::Organisation: return kOrganisation;
    case Object::Kind::Assessment: return kAssessment;
    case Object::Kind::Evidence: return kEvidence;
    case Object::Kind::None: break;
    }
    return kNone;
}

const char* absence_of(Object::Kind kind) {
    switch (kind) {
    case Object::Kind::Organisation: return "organisation.not_found";
    case Object::Kind::Assessment: return "assessment.not_found";
    case Object::Kind::Evidence: return "evidence.not_found";
    case Object::Kind::None: break;
    }
    CHECK(false);
}

} // namespace

std::string random_bytes(std::size_t count) {
    static const int kReady = sodium_init();
    CHECK(kReady >= 0);
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string new_id() {
    auto id = to_base32(random_bytes(16));
    std::transform(id.begin(), id.end(), id.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return id;
}

std::string new_secret() { return to_hex(random_bytes(32)); }

Result<Receipt> perform(World& world, const Act& act, const std::function<Result<Receipt>(Transaction&)>& body) {
    for (int left = kAttempts;; --left) {
        auto result = attempt(world, act, body);
        if (!result && left > 1 && result.error().key == "storage.busy") continue;
        if (!result) return result.error();
        if (result->must_settle) TRY(settle(world));
        return result->receipt;
    }
}

Result<Done> record(Transaction& transaction, const Act& act, std::string type, std::string organisation_id, std::string subject,
                    const Json& facts) {
    auto text = TRY(canonical_json(facts));
    const bool is_public = is_public_event(type);
    TRY(transaction.events().append(
        {std::move(type), act.actor_id, std::move(organisation_id), std::move(subject), std::move(text)}, act.now));
    if (is_public) TRY(transaction.ledgers().mark_public());
    return Done{};
}

Result<Done> told_by_whom(Transaction& transaction, const Act& act, Result<Done> saved, const std::string& subject,
                          const std::string& types) {
    if (saved || saved.error().key != "changed_meanwhile") return saved;
    const auto latest = TRY(transaction.events().latest_of(subject, types));
    return conflict("changed_meanwhile", {{"who", latest && latest->event.actor_id == act.actor_id ? "self" : "other"}});
}

Subject::Subject(const Organisation& o) : object{Object::Kind::Organisation, o.id, o.id} {}
Subject::Subject(const Assessment& a) : object{Object::Kind::Assessment, a.id, a.organisation_id, a.state}, edition(a.edition) {}
Subject::Subject(const Evidence& e) : object{Object::Kind::Evidence, e.id, e.organisation_id} {}

Result<Facts> facts_on(World& world, Transaction& transaction, const Asker& asker, const Subject& subject, const Needs& needs) {
    auto facts = TRY(transaction.access().facts(asker.actor, subject.object, needs, asker.now));
    const auto edition = world.shelf.find(subject.edition);
    if (edition) facts.separation = (*edition)->fields().separation;
    facts.step_up = world.step_up;
    facts.pace.has_reason = subject.has_reason;
    facts.asked_by = subject.asked_by;
    return facts;
}

Result<Verdict> judge(World& world, Transaction& transaction, const Asker& asker, Permission permission, const Subject& subject) {
    const auto facts = TRY(facts_on(world, transaction, asker, subject, needs_of(permission)));
    return may(asker.actor, permission, subject.object, facts, asker.now);
}

Result<Done> require(World& world, Transaction& transaction, const Asker& asker, Permission permission, const Subject& subject) {
    const auto verdict = TRY(judge(world, transaction, asker, permission, subject));
    if (verdict.is_allowed) return Done{};
    if (!verdict.told.empty() || subject.object.kind == Object::Kind::None) return refusal_of(verdict);
    for (const auto sight : sights_of(subject.object.kind))
        if (TRY(judge(world, transaction, asker, sight, subject)).is_allowed) return refusal_of(verdict);
    auto absent = not_found(absence_of(subject.object.kind));
    absent.rule = verdict.rule;
    return absent;
}

Error refusal_of(const Verdict& verdict) {
    const bool is_plain = verdict.told.empty() || verdict.needs_step_up() || verdict.told == "token.scope_missing";
    const auto key = verdict.told.empty() ? std::string_view("access.denied") : verdict.told;
    auto error = is_plain ? forbidden(key, verdict.params) : conflict(key, verdict.params);
    error.rule = verdict.rule;
    return error;
}

} // namespace hoshirube
