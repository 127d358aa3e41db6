#include "evidence/media_type.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>

#include "base/text.h"

namespace hoshirube {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    const char* type;
};
constexpr Signature kSignatures[] = {
    {0, "%PDF-"sv, "application/pdf"},
    {0, "\x89PNG\r\n\x1a\n"sv, "image/png"},
    {0, "\xff\xd8\xff"sv, "image/jpeg"},
    {0, "GIF87a"sv, "image/gif"},
    {0, "GIF89a"sv, "image/gif"},
    {0, "II*\0"sv, "image/tiff"},
    {0, "MM\0*"sv, "image/tiff"},
    {8, "WEBPVP8"sv, "image/webp"},
    {4, "ftypheic"sv, "image/heic"},
    {4, "ftypheix"sv, "image/heic"},
    {4, "ftypmif1"sv, "image/heif"},
    {4, "ftypqt  "sv, "video/quicktime"},
    {4, "ftyp"sv, "video/mp4"},
    {0, "{\\rtf"sv, "application/rtf"},
    {0, "\x1f\x8b"sv, "application/gzip"},
    {0, "7z\xbc\xaf\x27\x1c"sv, "application/x-7z-compressed"},
    {0, "Rar!\x1a\x07"sv, "application/vnd.rar"},
    {0, "SQLite format 3\0"sv, "application/vnd.sqlite3"},
    {0,
     "\x7f"
     "ELF"sv,
     "application/x-executable"},
};

bool has_at(std::string_view bytes, std::size_t offset, std::string_view part) {
    return bytes.size() >= offset && bytes.substr(offset, part.size()) == part;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at, int count) {
    std::uint32_t value = 0;
    for (int i = count - 1; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}

// The file says it itself, so only what can be such a name is believed.
bool is_open_document(std::string_view type) {
    constexpr std::string_view kFamily = "application/vnd.oasis.opendocument.";
    if (!type.starts_with(kFamily) || type.size() == kFamily.size() || type.size() > 80) return false;
    return type.substr(kFamily.size()).find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == type.npos;
}

// What kind of package a ZIP archive is, told by the names in its directory.
// Source   PKWARE APPNOTE 4.3.12, 4.3.16; ECMA-376 part 2; ODF 1.3 part 2 §3.3.
std::string zip_type(std::string_view bytes) {
    if (has_at(bytes, 30, "mimetype")) { // OpenDocument: an uncompressed first entry says it.
        const auto said = bytes.substr(38, little_endian(bytes, 22, 4));
        if (is_open_document(said)) return std::string(said);
    }
    const auto end = bytes.rfind("PK\x05\x06");
    if (end == bytes.npos || end + 22 > bytes.size()) return "application/zip";
    std::size_t at = little_endian(bytes, end + 16, 4);
    while (at < bytes.size() && at + 46 <= bytes.size() && has_at(bytes, at, "PK\x01\x02")) {
        const auto name = bytes.substr(at + 46, little_endian(bytes, at + 28, 2));
        if (name.starts_with("xl/")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        if (name.starts_with("word/")) return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        if (name.starts_with("ppt/")) return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
        at += 46 + name.size() + little_endian(bytes, at + 30, 2) + little_endian(bytes, at + 32, 2);
    }
    return "application/zip";
}

// Old Office files: the names of the streams inside, in UTF-16.
std::string compound_type(std::string_view bytes) {
    if (bytes.find("W\0o\0r\0k\0b\0o\0o\0k\0"sv) != bytes.npos) return "application/vnd.ms-excel";
    if (bytes.find("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"sv) != bytes.npos) return "application/msword";
    if (bytes.find("P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0"sv) != bytes.npos) return "application/vnd.ms-powerpoint";
    if (bytes.find("_\0_\0s\0u\0b\0s\0t\0g\0001\0"sv) != bytes.npos) return "application/vnd.ms-outlook";
    return "application/x-ole-storage";
}

bool has_control_characters(std::string_view bytes) {
    return std::any_of(bytes.begin(), bytes.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b') || byte == 0x7f;
    });
}

bool is_cp932(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < 0x80 || (byte >= 0xa1 && byte <= 0xdf)) continue; // ASCII, half-width katakana
        const bool leads = (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
        if (!leads || ++i == bytes.size()) return false;
        const auto trail = static_cast<unsigned char>(bytes[i]);
        if (trail < 0x40 || trail == 0x7f || trail > 0xfc) return false;
    }
    return true;
}

// The first lines have the same number of commas outside quotes, at least one.
bool looks_like_csv(std::string_view text) {
    int lines = 0;
    std::ptrdiff_t expected = 0, commas = 0;
    bool is_quoted = false;
    for (const char c : text) {
        if (c == '"') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if (c == ',') ++commas;
        if (c != '\n') continue;
        if (commas == 0 || (lines > 0 && commas != expected)) return false;
        expected = commas;
        commas = 0;
        if (++lines == 5) return true;
    }
    return lines >= 2;
}

std::string text_type(std::string_view text) {
    const bool has_mark = text.starts_with("\xef\xbb\xbf");
    const auto begin = text.substr(std::min(text.size(), text.find_first_not_of(" \t\r\n", has_mark ? 3 : 0)));
    std::string head(begin.substr(0, 400));
    for (char& c : head)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (head.starts_with("<!doctype html") || head.starts_with("<html")) return "text/html";
    if (head.starts_with("<svg") || (head.starts_with("<?xml") && head.find("<svg") != head.npos)) return "image/svg+xml";
    if (head.starts_with("<?xml")) return "application/xml";
    return looks_like_csv(text) ? "text/csv" : "text/plain";
}

} // namespace

std::string media_type(std::string_view bytes) {
    for (const auto& signature : kSignatures)
        if (has_at(bytes, signature.offset, signature.bytes)) return signature.type;
    if (has_at(bytes, 0, "PK\x03\x04") || has_at(bytes, 0, "PK\x05\x06")) return zip_type(bytes);
    if (has_at(bytes, 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return compound_type(bytes);
    if (bytes.substr(0, 1024).find("%PDF-") != bytes.npos) return "application/pdf"; // Readers allow leading rubbish.
    if (has_at(bytes, 0, "BM") && bytes.size() >= 26 && little_endian(bytes, 2, 4) == bytes.size()) return "image/bmp";
    if (has_at(bytes, 0, "\xff\xfe") || has_at(bytes, 0, "\xfe\xff")) return "text/plain"; // UTF-16
    if (!has_control_characters(bytes) && (is_utf8(bytes) || is_cp932(bytes))) return text_type(bytes);
    if (has_at(bytes, 0, "MZ")) return "application/vnd.microsoft.portable-executable";
    return "application/octet-stream";
}

} // namespace hoshirube
