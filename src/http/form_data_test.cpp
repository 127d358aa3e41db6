#include "http/form_data.h"

#include <gtest/gtest.h>

namespace hoshirube {

namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=\"----x y\"";
const std::string kForm =
    "------x y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n1\r\n2\r\n"
    "\r\n------x y\r\ncontent-disposition: form-data; name=as\r\n\r\ncsv\r\n------x y--\r\n";

} // namespace

TEST(FormData, ReadsWhatABrowserSends) {
    const auto parts = parse_form_data(kType, kForm);
    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 2U);
    EXPECT_EQ((*parts)[0].file_name, "a.csv");
    EXPECT_EQ(form_text(*parts, "file"), "1\r\n2\r\n");
    EXPECT_EQ(form_text(*parts, "as"), "csv");
    EXPECT_EQ(form_text(*parts, "other"), "");
}

TEST(FormData, RefusesWhatIsNoForm) {
    const std::string cut = kForm.substr(0, kForm.size() - 4);
    const std::string many = [] {
        std::string text;
        for (int i = 0; i < 17; ++i) text += "--b\r\n\r\n\r\n\r\n";
        return text + "--b--";
    }();
    const std::pair<std::string_view, std::string_view> wrong[] = {{"text/csv", kForm},
                                                                   {"multipart/form-data", kForm},
                                                                   {"multipart/form-data; boundary=", kForm},
                                                                   {kType, ""},
                                                                   {kType, cut},
                                                                   {kType, "------x y\r\n\r\nno end of the head"},
                                                                   {"multipart/form-data; boundary=b", many}};
    for (const auto& [type, body] : wrong) EXPECT_FALSE(parse_form_data(type, body)) << type << " " << body.substr(0, 20);
    EXPECT_FALSE(parse_form_data("multipart/form-data; boundary=" + std::string(71, 'b'), kForm));
}

} // namespace hoshirube
