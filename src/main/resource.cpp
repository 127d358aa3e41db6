#include "main/resource.h"

#include <cstdint>

#include <sys/mman.h>
#include <unistd.h>

namespace hoshirube {

Resources all_resources() {
    Resources all;
    for (const auto* table : {catalogue_resources(), text_resources(), example_resources(), site_resources()})
        for (const auto* entry = table; entry->name; ++entry)
            all[entry->name] = {entry->begin, static_cast<std::size_t>(entry->end - entry->begin)};
    return all;
}

void set_resources_aside() {
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    for (const auto* table : {catalogue_resources(), text_resources(), example_resources(), site_resources()})
        for (const auto* entry = table; entry->name; ++entry) {
            // Whole pages alone. They are never written to, so nothing is lost.
            const auto begin = (reinterpret_cast<std::uintptr_t>(entry->begin) + page - 1) / page * page;
            const auto end = reinterpret_cast<std::uintptr_t>(entry->end) / page * page;
            if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
        }
}

} // namespace hoshirube
