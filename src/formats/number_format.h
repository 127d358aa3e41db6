#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hoshirube {

// What a cell's number format shows. Elapsed times such as [h]:mm are amounts, hence Number.
enum class NumberFormat { Number, Date, Time, DateTime };

// Format codes numbered by the file format itself, those of Japanese Excel included.
//
// Source   ECMA-376 part 1, 18.8.30 numFmt.
NumberFormat built_in_number_format(unsigned id);

// A format code such as `yyyy"年"m"月"d"日"`. Only its first section (for positive numbers) is read.
NumberFormat number_format(std::string_view code);

// The day that serial number 0 of a workbook would be: Excel for Windows, and the old Excel for Macintosh.
enum class DateSystem { From1900, From1904 };

// A serial number as ISO 8601: "2026-11-23", "2026-11-23T09:30:00" or, for a Time below one day, "09:30:00".
// Nothing for numbers that are no day Excel knows, such as serial 60 of 1900: it calls that 1900-02-29.
std::optional<std::string> iso8601_of_serial(double serial, NumberFormat format, DateSystem system);

// A number as Excel keeps it, with 15 digits: 0.30000000000000004 → "0.3", 1.234567890123E12 →
// "1234567890123".
std::string number_text(double value);

} // namespace hoshirube
