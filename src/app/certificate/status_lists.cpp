#include <nlohmann/json.hpp>

#include "app/certificate/certificate.h"
#include "base/hash.h"
#include "formats/star/status_list.h"

namespace hoshirube {

namespace {

constexpr std::int64_t kRenewSeconds = 300, kDaySeconds = 24 * 3600;

// The one array behind all lists. The register knows no act yet that withdraws or suspends a star, so every entry is valid; the act that
// does so belongs here, then stands in every list, and drops the lists that are kept.
Result<StatusArray> statuses(Transaction& transaction) {
    const auto entries = TRY(transaction.register_().next_number());
    return status_array(static_cast<std::size_t>(entries));
}

Result<std::shared_ptr<const StatusLists>> make_lists(const World& world, const StatusArray& array, std::int64_t now) {
    const StatusTimes times{now, kRenewSeconds, now + kDaySeconds};
    const auto base = public_address(world.press);
    const auto& signer = world.star_signer;
    const auto issuer = signer.key.issuer();
    auto lists = std::make_shared<StatusLists>();
    lists->issued_at = now;
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
    auto lists = world.kept_status.get();
    if (lists && lists->issued_at <= now && now < lists->issued_at + kRenewSeconds) return lists;
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
    const auto array = TRY(statuses(*transaction));
    transaction.reset();
    lists = TRY(make_lists(world, array, now));
    world.kept_status.keep(lists);
    return lists;
}

} // namespace hoshirube
