#include "script.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>

namespace hoshirube::test {
namespace {

std::vector<std::string> scripts() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/tests/http"))
        if (entry.path().extension() == ".http") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

class Script : public testing::TestWithParam<std::string> {};

TEST_P(Script, Holds) { run_script(SOURCE_DIR "/tests/http/" + GetParam() + ".http"); }

INSTANTIATE_TEST_SUITE_P(Http, Script, testing::ValuesIn(scripts()), [](const auto& script) { return script.param; });

} // namespace
} // namespace hoshirube::test
