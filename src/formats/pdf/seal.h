#pragma once

#include "formats/cades.h"
#include "formats/pdf/manuscript.h"
#include "formats/pdf/typeface.h"

namespace hoshirube::pdf {

// As typeset(), and signed: a PAdES signature (ETSI.CAdES.detached, baseline B-B) that covers the whole file but its own
// place. The same manuscript gives the same bytes where the key's signatures are the same (RSA), not with ECDSA.
//
// Errors   Invalid `pdf.font_unusable`, `seal.certificate_unusable`, `seal.too_long`; as Sealing::sign.
// Source   ISO 32000-1, 12.8; ETSI EN 319 142-1
Result<std::string> typeset_sealed(const Manuscript&, const Typefaces&, const Sealing&);

} // namespace hoshirube::pdf
