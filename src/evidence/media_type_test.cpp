#include "evidence/media_type.h"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

namespace hoshirube {

namespace {

using namespace std::string_view_literals;

std::string example(const std::string& name) {
    std::ifstream file(std::string(SOURCE_DIR) + "/example/files/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST(MediaType, IsToldByContent) {
    struct Case {
        std::string_view bytes, type, why;
    };
    constexpr Case kCases[] = {
        {"%PDF-1.7\n"sv, "application/pdf", "PDF"},
        {"\xef\xbb\xbf\r\n%PDF-1.4\n"sv, "application/pdf", "PDF after rubbish that readers allow"},
        {"\x89PNG\r\n\x1a\n\0\0"sv, "image/png", "PNG"},
        {"\xff\xd8\xff\xe0"sv, "image/jpeg", "JPEG"},
        {"\0\0\0\x18"
         "ftypheic"sv,
         "image/heic", "a telephone's photograph"},
        {"PK\x03\x04 and nothing more"sv, "application/zip", "ZIP cut short"},
        {"PK\x05\x06"sv, "application/zip", "ZIP cut shorter"},
        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..W\0o\0r\0k\0b\0o\0o\0k\0"sv, "application/vnd.ms-excel", "old Excel"},
        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"sv, "application/msword", "old Word"},
        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "application/x-ole-storage", "an old container of something else"},
        {"こんにちは\n"sv, "text/plain", "UTF-8"},
        {"\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd\r\n"sv, "text/plain", "CP932"},
        {"\xff\xfe"
         "a\0"sv,
         "text/plain", "UTF-16"},
        {"名前,番号\n\"佐藤, 花子\",1\n鈴木,2\n"sv, "text/csv", "the same commas on every line, quoted ones apart"},
        {"はい, そうです。\n一, 二, 三\n"sv, "text/plain", "commas in prose"},
        {"\n<!DOCTYPE html><title>x</title>"sv, "text/html", "a page"},
        {"<?xml version=\"1.0\"?><svg xmlns=\"x\"/>"sv, "image/svg+xml", "a drawing, which can carry scripts"},
        {"MZ\x90\0\3\0\0\0"sv, "application/vnd.microsoft.portable-executable", "a Windows program"},
        {"\0\1\2\3"sv, "application/octet-stream", "nothing known"},
        {""sv, "text/plain", "nothing at all"},
    };
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(media_type(c.bytes), c.type);
    }
}

// An OpenDocument file names its own kind: only what can be one is taken from it, and never a word of somebody's choosing.
TEST(MediaType, BelievesAFileOnlyWhatCanBeAKind) {
    const auto package = [](std::string_view says) {
        std::string head("PK\x03\x04" + std::string(26, '\0'));
        head[22] = static_cast<char>(says.size());
        return head + "mimetype" + std::string(says) + "PK";
    };
    const std::string family = "application/vnd.oasis.opendocument.";
    for (const char* kind : {"text", "spreadsheet", "graphics-template"})
        EXPECT_EQ(media_type(package(family + kind)), family + kind);
    for (const std::string& other : {std::string(), std::string("application/xhtml+xml"), std::string("application/x\"\r\nX: y"),
                                     family, family + "TEXT", family + "a\n", family + std::string(80, 'a')})
        EXPECT_EQ(media_type(package(other)), "application/zip") << other;
}

TEST(MediaType, IsToldOfTheFilesThatASmallFirmHas) {
    struct Case {
        const char *name, *type;
    };
    constexpr Case kCases[] = {
        {"01-security-policy.pdf", "application/pdf"},
        {"18-notice-photo.jpg", "image/jpeg"},
        {"19-m365-signin-settings.png", "image/png"},
        {"20-pc-ledger.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"30-asset-tool-export.csv", "text/csv"},
        {"37-nas-settings.txt", "text/plain"},
    };
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.name);
        const auto bytes = example(c.name);
        ASSERT_FALSE(bytes.empty());
        EXPECT_EQ(media_type(bytes), c.type);
    }
}

} // namespace hoshirube
