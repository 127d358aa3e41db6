#include "http/fields.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

namespace hoshirube {

Result<Fields> Fields::of(std::string path, const Json& json) {
    if (!json.is_object()) {
        if (path.empty()) return invalid("json.object_expected");
        return invalid("json.field_type", path, {{"field", path}, {"expected", "object"}});
    }
    return Fields(std::move(path), json);
}

std::string Fields::place(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

const Json* Fields::find(std::string_view name) {
    known_.emplace_back(name);
    const auto found = json_->find(known_.back());
    return found == json_->end() || found->is_null() ? nullptr : &*found;
}

Result<const Json*> Fields::need(std::string_view name) {
    const Json* value = find(name);
    if (!value) return invalid("json.field_missing", place(name), {{"field", place(name)}});
    return value;
}

Error Fields::wrong_type(std::string_view name, std::string_view expected) const {
    return invalid("json.field_type", place(name), {{"field", place(name)}, {"expected", std::string(expected)}});
}

Result<std::string> Fields::text(std::string_view name) {
    const Json* value = TRY(need(name));
    if (!value->is_string()) return wrong_type(name, "string");
    return value->get<std::string>();
}

Result<std::string> Fields::text_or_empty(std::string_view name) {
    const Json* value = find(name);
    if (!value) return std::string();
    if (!value->is_string()) return wrong_type(name, "string");
    return value->get<std::string>();
}

Result<std::int64_t> Fields::integer(std::string_view name) {
    const Json* value = TRY(need(name));
    const bool is_too_large = value->is_number_unsigned() &&
                              value->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!value->is_number_integer() || is_too_large) return wrong_type(name, "integer");
    return value->get<std::int64_t>();
}

Result<bool> Fields::yes_or_no(std::string_view name) {
    const Json* value = TRY(need(name));
    if (!value->is_boolean()) return wrong_type(name, "boolean");
    return value->get<bool>();
}

Result<bool> Fields::yes_or_no(std::string_view name, bool otherwise) {
    const Json* value = find(name);
    if (!value) return otherwise;
    if (!value->is_boolean()) return wrong_type(name, "boolean");
    return value->get<bool>();
}

Result<std::vector<std::string>> Fields::texts(std::string_view name) {
    const Json* value = TRY(need(name));
    if (!value->is_array()) return wrong_type(name, "array");
    return texts_or_none(name);
}

Result<std::vector<std::string>> Fields::texts_or_none(std::string_view name) {
    const Json* value = find(name);
    std::vector<std::string> texts;
    if (!value) return texts;
    if (!value->is_array()) return wrong_type(name, "array");
    for (std::size_t i = 0; i < value->size(); ++i) {
        const Json& element = (*value)[i];
        if (!element.is_string()) return wrong_type(std::string(name) + "." + std::to_string(i), "string");
        texts.push_back(element.get<std::string>());
    }
    return texts;
}

Result<std::map<std::string, std::string>> Fields::text_map(std::string_view name) {
    const Json* value = TRY(need(name));
    if (!value->is_object()) return wrong_type(name, "object");
    std::map<std::string, std::string> map;
    for (const auto& [key, text] : value->items()) {
        if (!text.is_string()) return wrong_type(std::string(name) + "." + key, "string");
        map.emplace(key, text.get<std::string>());
    }
    return map;
}

Result<Fields> Fields::object(std::string_view name) {
    const Json* value = TRY(need(name));
    return of(place(name), *value);
}

Result<Done> Fields::check_nothing_else() const {
    for (const auto& [name, value] : json_->items())
        if (std::find(known_.begin(), known_.end(), name) == known_.end())
            return invalid("json.field_unknown", place(name), {{"field", place(name)}});
    return Done{};
}

} // namespace hoshirube
