#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hoshirube {

struct QrCode {
    int side;                   // Modules a side, without the quiet zone of four that must surround it.
    std::vector<bool> is_black; // side × side, row by row.
};

// With error correction M: 15 % of it may be damaged. Capitals and digits take less room than small letters.
//
// Errors   Invalid `qr.too_long` for more than about 2,300 bytes, and for none.
// Cost     a millisecond for 100 bytes.
// Source   ISO/IEC 18004, by libqrencode
Result<QrCode> qr_code(std::string_view text);

// The black modules as the path of an SVG, one unit a module: "M0 0h7v1h-7z…".
std::string svg_path(const QrCode&);

} // namespace hoshirube
