#include "house.h"
#include "support/catalogue.h"

#include <gtest/gtest.h>
#include <map>
#include <sstream>

namespace hoshirube::test {
namespace {

struct Operation {
    bool is_public = false, has_key = false;
    bool operator==(const Operation&) const = default;
};
using Operations = std::map<std::string, Operation>; // "PUT /session/language"

std::string upper(std::string text) {
    for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

// As much YAML as docs/openapi.yaml uses: paths are indented by two, methods by four, what belongs to them by
// six.
Operations documented() {
    Operations operations;
    std::istringstream file(file_text(SOURCE_DIR "/docs/openapi.yaml"));
    std::string line, path;
    bool is_in_paths = false, has_path_key = false;
    Operation* operation = nullptr;
    while (std::getline(file, line)) {
        const auto indent = line.find_first_not_of(' ');
        if (indent == line.npos) continue;
        if (indent == 0) is_in_paths = line == "paths:";
        if (!is_in_paths) continue;
        const auto word = line.substr(indent, line.find(':') - indent);
        const bool names_key = line.find("/IdempotencyKey") != line.npos;
        if (indent == 2) {
            path = word;
            has_path_key = false;
            operation = nullptr;
        } else if (indent == 4 && word == "parameters") {
            has_path_key = names_key;
        } else if (indent == 4) {
            operation = &operations[upper(word) + " " + path];
            operation->has_key = has_path_key;
        } else if (operation) {
            operation->has_key |= names_key;
            operation->is_public |= indent == 6 && line.substr(6) == "security: []";
        }
    }
    return operations;
}

Operations served(const Pipeline& pipeline) {
    const std::string root = "/api/v1";
    Operations operations;
    for (const auto& route : pipeline.router().routes())
        if (route.pattern.starts_with(root))
            operations[std::string(to_text(route.method)) + " " + route.pattern.substr(root.size())] = {is_public(route.act),
                                                                                                        route.key == Key::Needed};
    return operations;
}

TEST(OpenApi, DescribesEveryRouteThatIsServedAndNoOther) {
    const House house;
    const auto in_document = documented(), in_server = served(house.pipeline());
    ASSERT_GT(in_document.size(), 50u);
    for (const auto& [name, operation] : in_document) {
        SCOPED_TRACE(name);
        const auto found = in_server.find(name);
        ASSERT_NE(found, in_server.end()) << "documented, not served";
        EXPECT_EQ(found->second.is_public, operation.is_public) << "who may call it";
        // A key makes a repeat harmless; a read has none to give.
        EXPECT_EQ(found->second.has_key, operation.has_key && !name.starts_with("GET ")) << "Idempotency-Key";
    }
    for (const auto& [name, operation] : in_server) EXPECT_EQ(in_document.count(name), 1u) << "served, not documented: " << name;
}

} // namespace
} // namespace hoshirube::test
