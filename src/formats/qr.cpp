#include "formats/qr.h"

#include <memory>
#include <string>

#include <qrencode.h>

namespace hoshirube {

Result<QrCode> qr_code(std::string_view text) {
    const std::string ended(text);
    const std::unique_ptr<QRcode, void (*)(QRcode*)> made(QRcode_encodeString(ended.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1),
                                                          QRcode_free);
    if (!made) return invalid("qr.too_long");
    QrCode code{made->width, {}};
    const auto modules = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    for (std::size_t i = 0; i < modules; ++i) code.is_black.push_back((made->data[i] & 1) != 0);
    return code;
}

} // namespace hoshirube
