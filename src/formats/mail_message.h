#pragma once

#include <string>

#include "base/day.h"

namespace hoshirube {

struct Mail {
    std::string to, from;      // Addresses alone.
    std::string subject, text; // UTF-8; lines end in LF.
    std::string id;            // Of the message, without brackets: "…@host".
    std::string language;      // "ja" or "en".
};

// A message in Internet format: headers of ASCII alone, text in base 64, lines of at most 78 octets, CRLF. Nothing in an address or a
// subject can add a line.
//
// Source   RFC 5322, RFC 2045, RFC 2047; RFC 3834: Auto-Submitted, so that nobody's absence answers it
std::string written(const Mail&, Instant sent_at);

} // namespace hoshirube
