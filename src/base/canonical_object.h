#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"

namespace hoshirube {

// An object in canonical JSON (RFC 8785), written by hand where one is made for every event or every look-up there is. Members are added
// in the order of their names; texts must be UTF-8.
class CanonicalObject {
public:
    CanonicalObject& text(std::string_view name, std::string_view value) {
        append_json_string(begin(name), value);
        return *this;
    }
    CanonicalObject& number(std::string_view name, std::int64_t value) { // Below 2^53: a JSON number is a double.
        begin(name) += std::to_string(value);
        return *this;
    }
    CanonicalObject& boolean(std::string_view name, bool value) {
        begin(name) += value ? "true" : "false";
        return *this;
    }
    // What is canonical JSON already.
    CanonicalObject& json(std::string_view name, std::string_view value) {
        begin(name) += value;
        return *this;
    }
    CanonicalObject& object(std::string_view name, CanonicalObject&& value) { return json(name, std::move(value).close()); }
    std::string close() && { return std::move(out_ += '}'); }

private:
    std::string& begin(std::string_view name) {
        if (out_.size() > 1) out_ += ',';
        append_json_string(out_, name);
        return out_ += ':';
    }
    std::string out_ = "{";
};

} // namespace hoshirube
