#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scheme/assessment/start.h"
#include "scheme/catalogue/edition.h"
#include "scheme/catalogue/edition_map.h"

namespace hoshirube::test {

inline std::string file_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline Edition edition_of(const std::string& id, const Edition* lender = nullptr) {
    const std::filesystem::path folder = std::filesystem::path(SOURCE_DIR) / "catalogue" / id;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "criteria")) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> texts;
    for (const auto& path : paths) texts.push_back(file_text(path));
    const auto head = file_text(folder / "edition.json");
    return std::move(*Edition::parse(head, std::vector<std::string_view>(texts.begin(), texts.end()), lender));
}

// The catalogue as it stands in the repository.
inline const Edition& edition_2026() {
    static const Edition kEdition = edition_of("2026-03-27");
    return kEdition;
}

inline const Edition& draft_2025() {
    static const Edition kEdition = edition_of("2025-12-26", &edition_2026());
    return kEdition;
}

inline const EditionMap& edition_map_2026() {
    static const EditionMap kMigration = std::move(
        *EditionMap::parse(file_text(std::filesystem::path(SOURCE_DIR) / "catalogue/migrations/2025-12-26_2026-03-27.json"),
                           draft_2025(), edition_2026()));
    return kMigration;
}

inline const StartGuide& start_guide() {
    static const StartGuide kGuide =
        std::move(*StartGuide::parse(file_text(std::filesystem::path(SOURCE_DIR) / "catalogue/start.json")));
    return kGuide;
}

inline Day day(std::string_view text) { return *Day::parse(text); }

} // namespace hoshirube::test
