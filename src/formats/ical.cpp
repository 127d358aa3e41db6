#include "formats/ical.h"

namespace hoshirube::ical {

namespace {

constexpr std::size_t kMaxOctets = 75; // RFC 5545, 3.1: without the line end.

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

void append_line(std::string& out, std::string_view line) {
    std::size_t room = kMaxOctets;
    while (line.size() > room) {
        std::size_t end = room;
        while (end > 0 && !begins_character(line[end])) --end;
        if (end == 0) end = room; // No UTF-8: broken where it must be.
        out.append(line.substr(0, end)).append("\r\n ");
        line.remove_prefix(end);
        room = kMaxOctets - 1; // The blank that continues a line counts.
    }
    out.append(line).append("\r\n");
}

// TEXT of RFC 5545, 3.3.11.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') (out += '\\') += c;
        else if (c == '\n') out += "\\n";
        else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c;
    }
    return out;
}

void append_text(std::string& out, std::string name, std::string_view text) {
    append_line(out, std::move(name.append(":").append(escaped(text))));
}

std::string compact(Day day) {
    const auto text = day.iso8601();
    return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2);
}

std::string compact(Instant at) { // 20261126T030405Z
    const auto text = at.iso8601();
    return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2) + "T" + text.substr(11, 2) + text.substr(14, 2) +
           text.substr(17, 2) + "Z";
}

// A URI is no TEXT: nothing is escaped, so nothing that would end the line may stand in it.
std::string uri(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) > 0x20 && c != 0x7f) out += c;
    return out;
}

void append_entry(std::string& out, const Calendar& calendar, const Entry& entry) {
    append_line(out, "BEGIN:VEVENT");
    append_text(out, "UID", entry.uid);
    append_line(out, "DTSTAMP:" + compact(calendar.made_at));
    append_line(out, "DTSTART;VALUE=DATE:" + compact(entry.on));
    append_line(out, "DTEND;VALUE=DATE:" + compact(entry.on.plus_days(1))); // The day on which it is over.
    append_text(out, "SUMMARY;LANGUAGE=" + calendar.language, entry.summary);
    append_text(out, "DESCRIPTION;LANGUAGE=" + calendar.language, entry.description);
    if (!entry.category.empty()) append_text(out, "CATEGORIES", entry.category);
    if (!entry.url.empty()) append_line(out, "URL:" + uri(entry.url));
    append_line(out, "TRANSP:TRANSPARENT");
    append_line(out, "END:VEVENT");
}

} // namespace

std::string written(const Calendar& calendar) {
    std::string out;
    append_line(out, "BEGIN:VCALENDAR");
    append_line(out, "VERSION:2.0");
    append_line(out, "PRODID:-//Hoshirube//Calendar of duties//EN");
    append_line(out, "CALSCALE:GREGORIAN");
    append_line(out, "METHOD:PUBLISH");
    append_text(out, "NAME", calendar.name);
    append_text(out, "X-WR-CALNAME", calendar.name); // What calendars knew before RFC 7986.
    append_text(out, "DESCRIPTION", calendar.description);
    append_line(out, "REFRESH-INTERVAL;VALUE=DURATION:P1D");
    append_line(out, "X-PUBLISHED-TTL:P1D");
    for (const auto& entry : calendar.entries) append_entry(out, calendar, entry);
    append_line(out, "END:VCALENDAR");
    return out;
}

} // namespace hoshirube::ical
