#include <nlohmann/json.hpp>

#include "app/certificate/certificate.h"
#include "base/hash.h"
#include "formats/star/status_list.h"

namespace hoshirube {

namespace {

constexpr std::int64_t kRenewSeconds = 300, kDaySeconds = 24 * 3600;

// The one array behind all lists. A suspension that ended with its last day is none any more.
Result<StatusArray> statuses(Transaction& transaction, Day today) {
    const auto entries = TRY(transaction.register_().next_number());
    auto array = status_array(static_cast<std::size_t>(entries));
    for (const auto& c : TRY(transaction.register_().not_granted())) {
        auto& entry = array[static_cast<std::size_t>(c.number)];
        if (c.standing.kind == Standing::Kind::Withdrawn) entry = StarStatus::Withdrawn;
        else if (is_suspended(c.standing, today)) entry = StarStatus::Suspended;
    }
    return array;
}

Result<std::shared_ptr<const StatusLists>> make_lists(const World& world, const StatusArray& array, std::int64_t now,
                                                      std::int64_t through) {
    const StatusTimes times{now, kRenewSeconds, now + kDaySeconds};
    const auto base = public_address(world.press);
    const auto& signer = world.star_signer;
    const auto issuer = signer.key.issuer();
    auto lists = std::make_shared<StatusLists>();
    lists->issued_at = now;
    lists->through = through;
    lists->token =
        TRY(sign_jws(kStatusListType, token_status_list(array, base + kTokenStatusPath, issuer, times).dump(), signer));
    const auto bits = [&](const char* purpose, const char* path) {
        return sign_jws(kCredentialType, bitstring_status_list(array, purpose, base + path, issuer, times).dump(), signer);
    };
    lists->revocation = TRY(bits("revocation", kRevocationPath));
    lists->suspension = TRY(bits("suspension", kSuspensionPath));
    lists->etag_of_content = sha256_hex(lists->token).substr(0, 24);
    return std::shared_ptr<const StatusLists>(std::move(lists));
}

} // namespace

Result<std::shared_ptr<const StatusLists>> status_lists(World& world, Instant at) {
    const auto now = at.milliseconds() / 1000;
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
    const auto through = TRY(transaction->ledgers().last_public());
    auto lists = world.kept_status.get();
    if (lists && lists->through == through && lists->issued_at <= now && now < lists->issued_at + kRenewSeconds) return lists;
    const auto array = TRY(statuses(*transaction, at.tokyo_day()));
    transaction.reset();
    lists = TRY(make_lists(world, array, now, through));
    world.kept_status.keep(lists);
    return lists;
}

} // namespace hoshirube
