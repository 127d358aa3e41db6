#include "base/json.h"

#include <charconv>
#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/text.h"

template class nlohmann::basic_json<>; // For cmake/precompiled.h.

namespace hoshirube {

namespace {

constexpr std::size_t kMaxDepth = 64;

// Builds the tree, and refuses what nlohmann allows and we do not. Nothing is thrown: this also runs where nothing can be caught.
class Builder final : public nlohmann::json_sax<Json> {
public:
    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; } // No JSON text holds any.
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        const auto [place, is_new] = open_.back()->get_ref<Json::object_t&>().try_emplace(name);
        member_ = &place->second;
        return is_new || refuse(invalid("json.duplicate_name", {}, {{"name", name.substr(0, 80)}}));
    }
    bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
        return refuse(invalid("json.malformed", {}, {{"position", std::to_string(position)}}));
    }

    Result<Json> result(bool is_sound) && {
        CHECK(is_sound != refusal_.has_value());
        if (refusal_) return std::move(*refusal_);
        return std::move(root_);
    }

private:
    bool refuse(Error error) {
        refusal_ = std::move(error);
        return false;
    }

    // The value takes its place: as the whole, as the member named last, or behind the others of its array.
    template <typename Value>
    bool add(Value&& value) {
        place() = std::forward<Value>(value);
        return true;
    }
    Json& place() {
        if (open_.empty()) return root_;
        if (open_.back()->is_object()) return *member_;
        return open_.back()->emplace_back();
    }
    bool open(Json empty) {
        // The tree is destroyed recursively.
        if (open_.size() >= kMaxDepth) return refuse(invalid("json.too_deep", {}, {{"max", std::to_string(kMaxDepth)}}));
        Json& value = place();
        value = std::move(empty);
        open_.push_back(&value);
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    Json root_;
    std::vector<Json*> open_; // What is not closed yet, the outermost first. Nothing moves while something inside it is open.
    Json* member_ = nullptr;
    std::optional<Error> refusal_;
};

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
    Builder builder;
    const bool is_sound = Json::sax_parse(text, &builder);
    return std::move(builder).result(is_sound);
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
