#include "http/fields.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace hoshirube {
namespace {

TEST(BodyFields, NameTheFieldOfTheWrongType) {
    const Json json = {{"a", 1}, {"b", "x"}, {"c", {{"d", true}}}, {"e", {"x", 2}}, {"f", 1.5}, {"g", 18446744073709551615u}};
    auto fields = *Fields::of({}, json);
    const auto fails = [](const auto& result, std::string_view field, std::string_view expected) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().key, "json.field_type");
        EXPECT_EQ(result.error().field, field);
        EXPECT_EQ(result.error().params[1].second, expected);
    };
    fails(fields.text("a"), "a", "string");
    fails(fields.text_or_empty("a"), "a", "string");
    fails(fields.integer("b"), "b", "integer");
    fails(fields.integer("f"), "f", "integer");
    fails(fields.integer("g"), "g", "integer");
    fails(fields.yes_or_no("b"), "b", "boolean");
    fails(fields.texts("b"), "b", "array");
    fails(fields.texts("e"), "e.1", "string");
    fails(fields.text_map("c"), "c.d", "string");
    fails(fields.object("a"), "a", "object");
    auto inner = *fields.object("c");
    fails(inner.text("d"), "c.d", "string");
}

TEST(BodyFields, NameTheFieldThatIsMissingOrUnknown) {
    const Json json = {{"known", "x"}, {"smuggled", true}, {"nothing", nullptr}};
    auto fields = *Fields::of("scope", json);
    EXPECT_EQ(fields.text("absent").error().key, "json.field_missing");
    EXPECT_EQ(fields.text("absent").error().field, "scope.absent");
    EXPECT_EQ(fields.text("nothing").error().key, "json.field_missing");
    EXPECT_EQ(*fields.text_or_empty("nothing"), "");
    EXPECT_EQ(*fields.text("known"), "x");
    const auto rest = fields.check_nothing_else();
    ASSERT_FALSE(rest);
    EXPECT_EQ(rest.error().key, "json.field_unknown");
    EXPECT_EQ(rest.error().field, "scope.smuggled");
}

TEST(BodyFields, ComeOnlyFromAnObject) {
    EXPECT_EQ(Fields::of({}, Json::array()).error().key, "json.object_expected");
    EXPECT_EQ(Fields::of("scope", Json("x")).error().key, "json.field_type");
}

} // namespace
} // namespace hoshirube
