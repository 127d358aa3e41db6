#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scheme/assessment/start.h"
#include "scheme/catalogue/edition.h"

namespace hoshirube::test {

inline std::string file_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// The catalogue as it stands in the repository.
inline const Edition& edition_2026() {
    static const Edition kEdition = [] {
        const std::filesystem::path folder = std::filesystem::path(SOURCE_DIR) / "catalogue/2026-03-27";
        std::vector<std::filesystem::path> paths;
        for (const auto& entry : std::filesystem::directory_iterator(folder / "criteria")) paths.push_back(entry.path());
        std::sort(paths.begin(), paths.end());
        std::vector<std::string> texts;
        for (const auto& path : paths) texts.push_back(file_text(path));
        const auto head = file_text(folder / "edition.json");
        return std::move(*Edition::parse(head, std::vector<std::string_view>(texts.begin(), texts.end())));
    }();
    return kEdition;
}

inline const StartGuide& start_guide() {
    static const StartGuide kGuide =
        std::move(*StartGuide::parse(file_text(std::filesystem::path(SOURCE_DIR) / "catalogue/start.json")));
    return kGuide;
}

inline Day day(std::string_view text) { return *Day::parse(text); }

} // namespace hoshirube::test
