#include "formats/number_format.h"

#include <gtest/gtest.h>

namespace hoshirube {

TEST(NumberFormat, TellsDatesFromNumbers) {
    struct Case {
        const char* code;
        NumberFormat format;
    };
    const Case kCases[] = {
        {"General", NumberFormat::Number},
        {"G/標準", NumberFormat::Number},
        {"0.00E+00", NumberFormat::Number},
        {"#,##0\"円\"", NumberFormat::Number},
        {"@", NumberFormat::Number},
        {"[Red]0;-0", NumberFormat::Number},
        {"0\\d", NumberFormat::Number},
        {"\"day\"0", NumberFormat::Number},
        {"", NumberFormat::Number},
        {"[h]:mm", NumberFormat::Number},
        {"0;yyyy", NumberFormat::Number},
        {"yyyy\"年\"m\"月\"d\"日\"", NumberFormat::Date},
        {"[$-411]ggge\"年\"m\"月\"d\"日\"", NumberFormat::Date},
        {"yyyy/mm/dd;@", NumberFormat::Date},
        {"mmm", NumberFormat::Date},
        {"[$-F800]dddd, mmmm dd", NumberFormat::Date},
        {"h:mm AM/PM", NumberFormat::Time},
        {"mm:ss", NumberFormat::Time},
        {"yyyy/m/d h:mm", NumberFormat::DateTime},
        {"\"unclosed", NumberFormat::Number},
        {"[h", NumberFormat::Number},
    };
    for (const Case& c : kCases) EXPECT_EQ(number_format(c.code), c.format) << c.code;
    EXPECT_EQ(built_in_number_format(14), NumberFormat::Date);
    EXPECT_EQ(built_in_number_format(31), NumberFormat::Date);
    EXPECT_EQ(built_in_number_format(46), NumberFormat::Number); // [h]:mm:ss
    EXPECT_EQ(built_in_number_format(0), NumberFormat::Number);
}

TEST(NumberFormat, CountsDaysInBothSystems) {
    struct Case {
        double serial;
        NumberFormat format;
        DateSystem system;
        const char* text;
        const char* why;
    };
    constexpr auto k1900 = DateSystem::From1900;
    const Case kCases[] = {
        {1, NumberFormat::Date, k1900, "1900-01-01", "the first day"},
        {59, NumberFormat::Date, k1900, "1900-02-28", "before the day that never was"},
        {60, NumberFormat::Date, k1900, "(number)", "1900-02-29 never was"},
        {61, NumberFormat::Date, k1900, "1900-03-01", "after it"},
        {46349, NumberFormat::Date, k1900, "2026-11-23", "a day of the present"},
        {44887, NumberFormat::Date, DateSystem::From1904, "2026-11-23", "the same in the other system"},
        {0, NumberFormat::Date, DateSystem::From1904, "1904-01-01", "zero is a day there"},
        {46349.5, NumberFormat::DateTime, k1900, "2026-11-23T12:00:00", "noon"},
        {46349.999999, NumberFormat::Date, k1900, "2026-11-24", "rounded to the second, into the next day"},
        {0.75, NumberFormat::Time, k1900, "18:00:00", "a time of day"},
        {2958465, NumberFormat::Date, k1900, "9999-12-31", "the last day Excel knows"},
        {2958466, NumberFormat::Date, k1900, "(number)", "past it"},
        {-1, NumberFormat::Date, k1900, "(number)", "Excel shows ####"},
        {46349, NumberFormat::Number, k1900, "(number)", "no date format"},
    };
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(iso8601_of_serial(c.serial, c.format, c.system).value_or("(number)"), c.text);
    }
}

TEST(NumberFormat, WritesNumbersAsExcelShowsThem) {
    EXPECT_EQ(number_text(1.234567890123e12), "1234567890123"); // A corporate number keeps its 13 digits.
    EXPECT_EQ(number_text(0.30000000000000004), "0.3");
    EXPECT_EQ(number_text(-0.0), "0");
    EXPECT_EQ(number_text(1e300), "1e+300");
}

} // namespace hoshirube
