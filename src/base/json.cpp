#include "base/json.h"

#include <charconv>
#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include "base/text.h"

template class nlohmann::basic_json<>; // For cmake/precompiled.h.

namespace hoshirube {

namespace {

constexpr int kMaxDepth = 64;

// Watches a parse for what nlohmann allows and we do not.
class Watch {
public:
    bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
        using Event = Json::parse_event_t;
        if (event == Event::object_start || event == Event::array_start) {
            if (depth >= kMaxDepth) too_deep_ = true;
            if (event == Event::object_start) names_.emplace_back();
        }
        if (event == Event::object_end) names_.pop_back();
        if (event == Event::key && !names_.back().insert(parsed.get_ref<const std::string&>()).second)
            duplicate_ = parsed.get<std::string>();
        return true;
    }
    bool too_deep() const { return too_deep_; }
    const std::string& duplicate() const { return duplicate_; }

private:
    std::vector<std::set<std::string>> names_;
    std::string duplicate_;
    bool too_deep_ = false;
};

// Deep nesting is refused before parsing: the tree is built and destroyed recursively.
bool nests_too_deep(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == '"') in_string = false;
        } else if (c == '"') in_string = true;
        else if (c == '{' || c == '[') {
            if (++depth > kMaxDepth) return true;
        } else if (c == '}' || c == ']') --depth;
    }
    return false;
}

// ECMAScript's Number::toString, as RFC 8785 section 3.2.2.3 asks.
std::string number_text(double value) {
    if (value == 0) return "0";
    char digits_buffer[40];
    const auto end =
        std::to_chars(digits_buffer, digits_buffer + sizeof digits_buffer, std::fabs(value), std::chars_format::scientific).ptr;
    const std::string_view scientific(digits_buffer, static_cast<std::size_t>(end - digits_buffer));
    const auto e = scientific.find('e');
    std::string digits(scientific.substr(0, 1));
    if (e > 2) digits += scientific.substr(2, e - 2);
    const int exponent = std::atoi(std::string(scientific.substr(e + 1)).c_str());
    const int count = static_cast<int>(digits.size()), point = exponent + 1;
    const std::string sign = value < 0 ? "-" : "";
    if (count <= point && point <= 21) return sign + digits + std::string(static_cast<std::size_t>(point - count), '0');
    if (0 < point && point <= 21)
        return sign + digits.substr(0, static_cast<std::size_t>(point)) + "." + digits.substr(static_cast<std::size_t>(point));
    if (-6 < point && point <= 0) return sign + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    const std::string mantissa = count == 1 ? digits : digits.substr(0, 1) + "." + digits.substr(1);
    const int shown = point - 1;
    return sign + mantissa + "e" + (shown < 0 ? "-" : "+") + std::to_string(std::abs(shown));
}

// RFC 8785 sorts names by UTF-16 code units, which differs from UTF-8 order above U+FFFF.
std::u16string utf16(std::string_view utf8) {
    std::u16string units;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        char32_t point = more == 0 ? lead : lead & (0x3f >> more);
        for (int k = 1; k <= more; ++k)
            point = point << 6 | (static_cast<unsigned char>(utf8[i + static_cast<std::size_t>(k)]) & 0x3f);
        i += static_cast<std::size_t>(more) + 1;
        if (point < 0x10000) units += static_cast<char16_t>(point);
        else {
            units += static_cast<char16_t>(0xd7c0 + (point >> 10));
            units += static_cast<char16_t>(0xdc00 + (point & 0x3ff));
        }
    }
    return units;
}

Result<Done> append_canonical(std::string& out, const Json& value);

Result<Done> append_canonical_object(std::string& out, const Json& value) {
    std::vector<std::pair<std::u16string, const Json::object_t::value_type*>> members;
    for (const auto& member : value.get_ref<const Json::object_t&>()) {
        if (!is_utf8(member.first)) return invalid("json.not_canonical");
        members.emplace_back(utf16(member.first), &member);
    }
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    out += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i > 0) out += ',';
        append_json_string(out, members[i].second->first);
        out += ':';
        TRY(append_canonical(out, members[i].second->second));
    }
    out += '}';
    return Done{};
}

Result<Done> append_canonical(std::string& out, const Json& value) {
    switch (value.type()) {
    case Json::value_t::object: return append_canonical_object(out, value);
    case Json::value_t::array:
        out += '[';
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (i > 0) out += ',';
            TRY(append_canonical(out, value[i]));
        }
        out += ']';
        return Done{};
    case Json::value_t::string: {
        const auto& text = value.get_ref<const std::string&>();
        if (!is_utf8(text)) return invalid("json.not_canonical");
        append_json_string(out, text);
        return Done{};
    }
    case Json::value_t::boolean: out += value.get<bool>() ? "true" : "false"; return Done{};
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
    case Json::value_t::number_float: {
        const double number = value.get<double>(); // RFC 8785: every number is an IEEE 754 double.
        if (!std::isfinite(number)) return invalid("json.not_canonical");
        out += number_text(number);
        return Done{};
    }
    case Json::value_t::null: out += "null"; return Done{};
    default: return invalid("json.not_canonical");
    }
}

} // namespace

Result<Json> parse_json(std::string_view text) {
    if (nests_too_deep(text)) return invalid("json.too_deep", {}, {{"max", std::to_string(kMaxDepth)}});
    Watch watch;
    try {
        Json parsed = Json::parse(text, std::ref(watch));
        if (!watch.duplicate().empty()) return invalid("json.duplicate_name", {}, {{"name", watch.duplicate().substr(0, 80)}});
        return parsed;
    } catch (const Json::parse_error& error) {
        return invalid("json.malformed", {}, {{"position", std::to_string(error.byte)}});
    } catch (const Json::exception& error) { // Numbers outside the range of a double.
        return invalid("json.malformed", {}, {{"position", "0"}});
    }
}

Result<std::string> canonical_json(const Json& value) {
    std::string out;
    TRY(append_canonical(out, value));
    return out;
}

void append_json_string(std::string& out, std::string_view text) {
    constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    bool is_checked = false, is_sound = true;
    std::size_t copied = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x80) {
            if (!is_checked) {
                is_sound = is_utf8(text);
                is_checked = true;
            }
            if (is_sound) continue;
        } else if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(text, copied, i - copied); // What needs no escape goes over in runs.
        copied = i + 1;
        switch (byte) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (byte >= 0x80) out += "\xef\xbf\xbd";
            else {
                out += "\\u00";
                out += kHex[byte >> 4];
                out += kHex[byte & 15];
            }
        }
    }
    out.append(text, copied, text.size() - copied);
    out += '"';
}

} // namespace hoshirube
