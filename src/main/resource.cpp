#include "main/resource.h"

namespace hoshirube {

Resources all_resources() {
    Resources all;
    for (const auto* table : {catalogue_resources(), text_resources(), example_resources(), site_resources()})
        for (const auto* entry = table; entry->name; ++entry)
            all[entry->name] = {entry->begin, static_cast<std::size_t>(entry->end - entry->begin)};
    return all;
}

} // namespace hoshirube
