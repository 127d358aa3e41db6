#pragma once

#include "base/json.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube {

// The members of one JSON object of a request, read by name and type. A handler reads what it knows, then
// asks check_nothing_else(), so that a misspelt or smuggled field is refused instead of passed over.
//
// Errors   Invalid with the field as a path such as "scope.kind": `json.field_missing` {field};
// `json.field_type` {field,
//          expected}; `json.field_unknown` {field}; `json.object_expected`.
class Fields {
public:
    // `json` must outlive the fields. `path` is where the object stands, empty at the top.
    static Result<Fields> of(std::string path, const Json& json);

    bool has(std::string_view name) { return find(name) != nullptr; } // Null counts as absent.
    Result<std::string> text(std::string_view name);
    Result<std::string> text_or_empty(std::string_view name); // Absent and null are the same.
    Result<std::int64_t> integer(std::string_view name);
    Result<bool> yes_or_no(std::string_view name);
    Result<bool> yes_or_no(std::string_view name, bool otherwise);
    Result<std::vector<std::string>> texts(std::string_view name);
    Result<std::vector<std::string>> texts_or_none(std::string_view name);
    Result<std::map<std::string, std::string>> text_map(std::string_view name);
    Result<Fields> object(std::string_view name);
    Result<Done> check_nothing_else() const;

private:
    Fields(std::string path, const Json& json) : path_(std::move(path)), json_(&json) {}
    std::string place(std::string_view name) const;
    const Json* find(std::string_view name); // Null also for JSON's null.
    Result<const Json*> need(std::string_view name);
    Error wrong_type(std::string_view name, std::string_view expected) const;

    std::string path_;
    const Json* json_;
    std::vector<std::string> known_;
};

} // namespace hoshirube
