#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "formats/pdf/typeface.h"

namespace hoshirube::test {

// The typefaces as Debian's fonts-noto-cjk installs them.
inline const pdf::Typefaces& typefaces() {
    static const auto read = [](const char* name) {
        std::ifstream file(std::string("/usr/share/fonts/opentype/noto/") + name, std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    };
    static const std::string regular = read("NotoSansCJK-Regular.ttc"), bold = read("NotoSansCJK-Bold.ttc");
    static const auto open = [](const std::string& bytes) {
        auto face = pdf::Typeface::open(bytes);
        EXPECT_TRUE(face) << "install fonts-noto-cjk";
        return std::move(*face);
    };
    static const pdf::Typefaces faces{open(regular), open(bold)};
    return faces;
}

} // namespace hoshirube::test
