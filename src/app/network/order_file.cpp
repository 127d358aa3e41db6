#include "app/network/order_file.h"

namespace hoshirube {

namespace {
Error at_path(Error error, const std::string& path) {
    error.field = path;
    error.params = {{"name", path}};
    return error;
}
} // namespace

Result<OrderFields> OrderFields::of(const Json& object, std::string path) {
    if (!object.is_object()) return at_path(invalid("order.invalid"), path);
    return OrderFields(object, std::move(path));
}

const Json* OrderFields::find(const std::string& name) {
    asked_.insert(name);
    const auto found = object_.find(name);
    return found == object_.end() ? nullptr : &*found;
}

Result<double> OrderFields::number(const std::string& name, std::optional<double> otherwise, double least, double most) {
    const Json* value = find(name);
    if (!value && otherwise) return *otherwise;
    if (!value) return at_path(invalid("order.missing"), path_of(name));
    const double number = value->is_number() ? value->get<double>() : least - 1;
    if (!(number >= least && number <= most)) return at_path(invalid("order.invalid"), path_of(name));
    return number;
}

Result<std::string> OrderFields::text(const std::string& name, std::optional<std::string> otherwise) {
    const Json* value = find(name);
    if (!value && otherwise) return *otherwise;
    if (!value) return at_path(invalid("order.missing"), path_of(name));
    if (!value->is_string()) return at_path(invalid("order.invalid"), path_of(name));
    return value->get<std::string>();
}

Result<const Json*> OrderFields::object(const std::string& name) {
    const Json* value = find(name);
    if (value && !value->is_object()) return at_path(invalid("order.invalid"), path_of(name));
    return value;
}

Result<const Json*> OrderFields::list(const std::string& name) {
    const Json* value = find(name);
    if (value && !value->is_array()) return at_path(invalid("order.invalid"), path_of(name));
    return value;
}

Result<Done> OrderFields::finish() const {
    for (const auto& [name, value] : object_.items())
        if (!asked_.contains(name)) return at_path(invalid("order.unknown"), path_of(name));
    return Done{};
}

} // namespace hoshirube
