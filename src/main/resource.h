#pragma once

#include <map>
#include <string>
#include <string_view>

namespace hoshirube {

// One file placed into the binary by cmake/resources.cmake; a table of them ends with an entry without a name.
struct ResourceEntry {
    const char *name, *begin, *end;
};

const ResourceEntry* catalogue_resources();
const ResourceEntry* text_resources();
const ResourceEntry* example_resources();
const ResourceEntry* site_resources();

// Everything that comes inside the binary, by name: "catalogue/start.json", "site/index.html", "site/index.html.gz" …
using Resources = std::map<std::string, std::string_view, std::less<>>;
Resources all_resources();

// Gives the memory back that reading them took. They stay readable: the kernel takes them from the binary again where they are needed.
void set_resources_aside();

} // namespace hoshirube
