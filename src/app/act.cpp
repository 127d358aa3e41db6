#include "app/act.h"

#include <algorithm>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "app/ledger/ledger.h"
#include "base/hash.h"

namespace hoshirube {

namespace {

constexpr int kAttempts = 5; // Two writers that meet on PostgreSQL: one of them starts again.

std::string random_bytes(std::size_t count) {
    static const int kReady = sodium_init();
    CHECK(kReady >= 0);
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

struct Attempt {
    Receipt receipt;
    bool must_settle; // Its event, or its first try's, may not be in the public ledger yet.
};

Result<Attempt> attempt(World& world, const Act& act, const std::function<Result<Receipt>(Transaction&)>& body) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write));
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

} // namespace

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
    const auto actor = TRY(transaction.events().last_actor(subject, types));
    return conflict("changed_meanwhile", {{"who", actor == act.actor_id ? "self" : "other"}});
}

Result<Standing> standing_in(Transaction& transaction, const std::string& actor_id, const std::string& organisation_id,
                             Day today) {
    Standing standing;
    if (actor_id == kKeeper) {
        standing.anywhere.add(Role::Operator);
        return standing;
    }
    if (actor_id.empty()) return standing;
    for (const auto& view : TRY(transaction.accounts().memberships_of(actor_id))) {
        if (!holds_on(view.membership, today)) continue;
        standing.anywhere.add(view.membership.role);
        if (view.membership.organisation_id == organisation_id) standing.in_owner.add(view.membership.role);
    }
    return standing;
}

Result<Standing> standing_on(Transaction& transaction, const std::string& actor_id, const Assessment& assessment, Day today) {
    auto standing = TRY(standing_in(transaction, actor_id, assessment.organisation_id, today));
    if (!standing.anywhere.has(Role::Expert)) return standing; // Only an expert can be named.
    standing.is_confirmer = assessment.confirmer_id == actor_id && assessment.state != AssessmentState::Draft;
    const auto advisers = TRY(transaction.assessments().advisers(assessment.id));
    standing.is_adviser = std::find(advisers.begin(), advisers.end(), actor_id) != advisers.end();
    return standing;
}

Result<Done> require(Transaction& transaction, const std::string& actor_id, Day today, Permission permission,
                     const Organisation& organisation) {
    const auto standing = TRY(standing_in(transaction, actor_id, organisation.id, today));
    if (may(permission, standing).is_allowed) return Done{};
    if (may(Permission::ReadOrganisation, standing).is_allowed) return forbidden("access.denied");
    return not_found("organisation.not_found");
}

Result<Done> require(Transaction& transaction, const std::string& actor_id, Day today, Permission permission,
                     const Assessment& assessment) {
    const auto standing = TRY(standing_on(transaction, actor_id, assessment, today));
    if (may(permission, standing).is_allowed) return Done{};
    if (may(Permission::ReadAssessment, standing).is_allowed || may(Permission::ReadDeclaration, standing).is_allowed)
        return forbidden("access.denied");
    return not_found("assessment.not_found");
}

Result<Done> require_anywhere(Transaction& transaction, const std::string& actor_id, Day today, Permission permission) {
    const auto standing = TRY(standing_in(transaction, actor_id, {}, today));
    if (may(permission, standing).is_allowed) return Done{};
    return forbidden("access.denied");
}

} // namespace hoshirube
