#include "scheme/account/session.h"

#include <utility>

namespace hoshirube {

namespace {

constexpr std::pair<Proof, std::string_view> kProofs[] = {{Proof::Password, "password"},
                                                          {Proof::PasswordAndCode, "password_and_code"},
                                                          {Proof::Passkey, "passkey"},
                                                          {Proof::Provider, "provider"}};

} // namespace

std::string_view to_text(Proof proof) {
    for (const auto& [known, text] : kProofs)
        if (known == proof) return text;
    CHECK(false);
}

Result<Proof> parse_proof(std::string_view text) {
    for (const auto& [proof, known] : kProofs)
        if (known == text) return proof;
    return invalid("session.proof_unknown");
}

bool is_live(const Session& s, Instant now) {
    return now < last_moment(s) && now < s.last_used_at.plus_seconds(kSessionIdleSeconds);
}

bool is_fresh(const std::optional<Instant>& proved_at, Instant now) {
    return proved_at && *proved_at <= now && now < proved_at->plus_seconds(kProofLifeSeconds);
}

} // namespace hoshirube
