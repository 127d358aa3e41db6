#include "app/audit/refusals.h"

namespace hoshirube {

namespace {

std::string key_of(const Refusal& r) {
    return r.actor_id + "\n" + r.act + "\n" + r.object_id + "\n" + r.rule + "\n" + r.on.iso8601();
}

void add(std::map<std::string, Refusal>& held, Refusal refusal) {
    const auto [known, is_new] = held.emplace(key_of(refusal), refusal);
    if (is_new) return;
    ++known->second.times;
    known->second.last_at = refusal.last_at;
}

} // namespace

void Refusals::note(const std::string& actor_id, Permission permission, const std::string& object_id, std::string_view rule,
                    Instant now) {
    if (rule == "A1.step_up") return; // Asked to show anew who one is: nothing was refused yet.
    if (actor_id.empty()) return;     // Whoever has not signed in is nobody to write down; the diagnostics count them.
    Refusal refusal{
        now.tokyo_day(), actor_id, std::string(to_text(permission)), object_id.substr(0, 64), {}, std::string(rule), 1, now, now};
    const std::lock_guard lock(mutex_);
    if (held_.size() >= kMostHeld && !held_.contains(key_of(refusal))) refusal.object_id.clear();
    if (held_.size() >= 2 * kMostHeld) return;
    add(held_, std::move(refusal));
}

Result<Done> Refusals::write(World& world) {
    std::map<std::string, Refusal> taken;
    {
        const std::lock_guard lock(mutex_);
        taken.swap(held_);
    }
    if (taken.empty()) return Done{};
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kKeeper));
    for (auto& [key, refusal] : taken) {
        if (!refusal.object_id.empty()) {
            const auto owner = TRY(transaction->events().owner_of(refusal.object_id));
            if (!owner) continue;
            refusal.organisation_id = *owner;
        }
        if (TRY(transaction->events().count_refusals(refusal.actor_id, refusal.on)) >= kMostRows) refusal.object_id.clear();
        TRY(transaction->events().add_refusal(refusal));
    }
    return transaction->commit();
}

} // namespace hoshirube
