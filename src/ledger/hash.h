#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/base64.h"

namespace hoshirube::ledger {

// A node of the tree: always 32 bytes, so that no proof can smuggle in another length.
using Hash = std::array<unsigned char, 32>;

// The hashes of RFC 6962, section 2.1.
//
// Cost     about 0.2 µs each; entries above 64 bytes about 1 GB/s more.
Hash leaf_hash(std::string_view entry);
Hash node_hash(const Hash& left, const Hash& right);
Hash empty_root();

std::string_view as_bytes(const Hash&);
std::optional<Hash> to_hash(std::string_view bytes); // Empty unless 32 bytes.
using hoshirube::to_base64;
std::string to_base64(const Hash&);
std::optional<Hash> hash_from_base64(std::string_view text); // Empty unless the one base 64 text of 32 bytes.

} // namespace hoshirube::ledger
