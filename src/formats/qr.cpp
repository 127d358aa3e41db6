#include "formats/qr.h"

#include <memory>

#include <qrencode.h>

namespace hoshirube {

Result<QrCode> qr_code(std::string_view text) {
    if (text.empty()) return invalid("qr.too_long");
    const std::string ended(text);
    const std::unique_ptr<QRcode, void (*)(QRcode*)> made(QRcode_encodeString(ended.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1),
                                                          QRcode_free);
    if (!made) return invalid("qr.too_long");
    QrCode code{made->width, {}};
    const auto modules = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    for (std::size_t i = 0; i < modules; ++i) code.is_black.push_back((made->data[i] & 1) != 0);
    return code;
}

std::string svg_path(const QrCode& code) {
    std::string path;
    const auto is_black = [&](int x, int y) { return x < code.side && code.is_black[static_cast<std::size_t>(y * code.side + x)]; };
    for (int y = 0; y < code.side; ++y)
        for (int x = 0; x < code.side;) {
            int run = 0;
            while (is_black(x + run, y)) ++run;
            if (run > 0) {
                const auto length = std::to_string(run);
                path += "M" + std::to_string(x) + " " + std::to_string(y) + "h" + length + "v1h-" + length + "z";
            }
            x += run + 1;
        }
    return path;
}

} // namespace hoshirube
