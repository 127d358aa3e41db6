#pragma once

#include <string>
#include <string_view>

namespace hoshirube {

// What a file is, by its content and never by its name: documents, pictures, archives and texts as offices have them.
// "application/octet-stream" for everything else. A help for people who look at a list, never a proof of harmlessness.
//
// Cost     a few comparisons; for texts one pass over the content.
// Note     An own table: the magic database that every system has would take 8 MB of memory for a few dozen kinds.
std::string media_type(std::string_view bytes);

} // namespace hoshirube
