#pragma once

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "scheme/catalogue/edition.h"

namespace hoshirube::oscal {

inline constexpr const char* kNamespace = "urn:hoshirube:oscal";

Json prop(const std::string& name, const std::string& value);
Json metadata(const std::string& title, const std::string& version, const std::string& last_modified);
// A back-matter resource that stands for a file beside this one.
Json resource(const std::string& uuid, const std::string& title, const std::string& file, const std::string& sha256 = {});
std::string written(const std::string& kind, Json root);
// One line where OSCAL takes one line only.
std::string one_line(std::string text);

std::string catalog_file(const Edition&);
std::string profile_file(const Edition&, int star);
std::string profile_uuid(const Edition&, int star);

} // namespace hoshirube::oscal
