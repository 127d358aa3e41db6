#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"

namespace hoshirube {

// One-time codes from an authenticator app: six digits that change every 30 seconds.
//
// Source   RFC 6238 with HMAC-SHA-1, which is what every app makes; ASVS 5.0.0 V6.5: each code once, and only while it is current.

inline constexpr std::int64_t kCodeStepSeconds = 30;
inline constexpr std::size_t kCodeSecretBytes = 20;

// The code of a step, `digits` long (6 to 8), with leading zeros.
std::string one_time_code(std::string_view secret, std::int64_t step, int digits = 6);

// The step whose code was typed: the present one, the one before or the one after, for clocks that differ; never one at or before
// `last_used_step`, so that a code seen over a shoulder is worth nothing. Blanks and full-width digits are accepted.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view typed, Instant now,
                                          std::int64_t last_used_step);

// What an authenticator app reads from the QR code.
std::string otpauth_uri(std::string_view secret, std::string_view email);

} // namespace hoshirube
