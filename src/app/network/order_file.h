#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/json.h"

namespace hoshirube {

// A JSON object that a person wrote, read strictly: every name must be known, every value of its kind and within its bounds.
//
// Errors   Invalid, the field named as a path: `order.unknown`, `order.missing`, `order.invalid` {name}.
class OrderFields {
public:
    OrderFields(const Json& object, std::string path) : object_(object), path_(std::move(path)) {}
    // Errors   Invalid `order.invalid`: not an object.
    static Result<OrderFields> of(const Json& object, std::string path);

    Result<double> number(const std::string& name, std::optional<double> otherwise, double least, double most);
    Result<std::string> text(const std::string& name, std::optional<std::string> otherwise);
    // The object or list of this name; null where it is absent.
    Result<const Json*> object(const std::string& name);
    Result<const Json*> list(const std::string& name);
    Result<Done> finish() const; // Refuses what was never asked for.

    std::string path_of(const std::string& name) const { return path_.empty() ? name : path_ + "." + name; }

private:
    const Json* find(const std::string& name);

    const Json& object_;
    std::string path_;
    std::set<std::string> asked_;
};

} // namespace hoshirube
