#pragma once

#include <string>

#include "texts/texts.h"

namespace hoshirube {

// A firm's name for a reader: by its English name in English, where the firm gave one; else as it is registered.
inline const std::string& firm_name(Language language, const std::string& legal_name, const std::string& legal_name_en) {
    return language == Language::English && !legal_name_en.empty() ? legal_name_en : legal_name;
}

} // namespace hoshirube
