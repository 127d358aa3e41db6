#pragma once

#include "base/result.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace hoshirube {

struct ZipLimits {
    std::size_t max_file_bytes = 32UL * 1024 * 1024;
    std::size_t max_entries = 4'096;
    std::size_t max_entry_bytes = 64UL * 1024 * 1024;
    std::size_t max_total_bytes = 128 * 1024 * 1024; // Declared by all entries together, and inflated by read().
    std::size_t max_ratio = 300;                     // Inflated to packed, for entries above 1 MiB. Office files stay under 100.
};

// A zip file in memory, as far as an Office package needs it: packed or stored entries, read by name.
//
// It trusts nothing the file says of itself: sizes are checked when declared and again while inflating,
// entries that overlap or share a name are refused, and names never become paths.
//
// Errors   open: Invalid `xlsx.not_xlsx` when it is no zip file; `xlsx.damaged` {part}; `xlsx.encrypted`;
//          `xlsx.too_large` {max_mb}; `xlsx.too_many_parts` {max}; `xlsx.suspicious` {part} where sizes
//          cannot be honest. read: NotFound `xlsx.part_missing` {part}, and the same.
// Cost     open reads the directory only; read keeps one entry in memory.
class ZipArchive {
public:
    // Borrows `bytes`: they must outlive the archive.
    static Result<ZipArchive> open(std::string_view bytes, const ZipLimits& limits);

    ~ZipArchive();
    ZipArchive(ZipArchive&&) noexcept;
    ZipArchive& operator=(ZipArchive&&) noexcept;

    // Names differ in more than the case of ASCII letters; `\` counts as `/`. A leading `/` is dropped.
    bool contains(std::string_view name) const;
    bool contains_name_ending_with(std::string_view end) const;
    Result<std::string> read(std::string_view name);

private:
    struct State;
    explicit ZipArchive(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace hoshirube
