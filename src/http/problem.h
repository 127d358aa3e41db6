#pragma once

#include "base/result.h"
#include "http/response.h"
#include "texts/texts.h"

#include <string>
#include <string_view>

namespace hoshirube {

// The one mapping from refusals to HTTP statuses.
int status_of(const Error&);

struct Reader {
    const Texts& texts;
    Language language;
    std::string_view reference; // Of the request: told to people when the fault is ours.
};

// The refusal as an RFC 9457 problem. `current` is JSON text: what stands there instead of what was sent.
Response problem(const Error&, const Reader&, std::string_view current = {});

// The sentence of the refusal; one and the same for all our own faults.
std::string sentence_of(const Error&, const Reader&);

} // namespace hoshirube
