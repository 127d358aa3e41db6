#include "http/diagnostics.h"
#include "http/problem.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace hoshirube {
namespace {

Texts some_texts() {
    const std::string_view file = R"({"a.b": {"ja": "「{what}」です。", "en": "It is “{what}”."},
        "internal": {"ja": "こちらの不具合です。", "en": "Our fault."}})";
    return *Texts::load({&file, 1});
}

TEST(Problem, CarriesKeyFieldAndSentenceInTheReadersLanguage) {
    const auto texts = some_texts();
    const auto response = problem(invalid("a.b", "scope.kind", {{"what", "<x>\n\"y\""}}), {texts, Language::English, "r1"});
    const auto json = *parse_json(response.body);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(json["key"], "a.b");
    EXPECT_EQ(json["field"], "scope.kind");
    EXPECT_EQ(json["title"], "It is “<x>\n\"y\"”.");
    EXPECT_EQ(json["status"], 400);
    EXPECT_FALSE(json.contains("reference"));
}

TEST(Problem, OfOursTellsAReferenceAndKeepsTheRestToItself) {
    const auto texts = some_texts();
    const auto response = problem(internal("table person: secret detail"), {texts, Language::Japanese, "r1"});
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body.find("secret"), std::string::npos);
    EXPECT_EQ((*parse_json(response.body))["reference"], "r1");
    EXPECT_EQ(response.detail, "table person: secret detail");
}

TEST(Problem, HasTheStatusItsCodeOrKeyAsksFor) {
    EXPECT_EQ(status_of(forbidden("session.missing")), 401);
    EXPECT_EQ(status_of(forbidden("access.denied")), 403);
    EXPECT_EQ(status_of(not_found("assessment.not_found")), 404);
    EXPECT_EQ(status_of(conflict("answer.changed_meanwhile")), 409);
    EXPECT_EQ(status_of(invalid("evidence.too_large")), 413);
    EXPECT_EQ(status_of(unavailable("rate.limited")), 429);
    EXPECT_EQ(status_of(unavailable("storage.busy")), 503);
    EXPECT_EQ(status_of(unavailable("storage.full")), 507);
}

TEST(Problem, ShowsWhatStandsThereNow) {
    const auto texts = some_texts();
    const auto response = problem(conflict("a.b"), {texts, Language::Japanese, "r1"}, R"({"state":"met"})");
    EXPECT_EQ((*parse_json(response.body))["current"]["state"], "met");
}

TEST(Diagnostics, StayOnOneLineWhateverAValueHolds) {
    Request request;
    request.id = "r1";
    Response response = Response::empty(500);
    response.detail = "a\r\n{\"fake\":1}\x1b[31m\xe2\x80\xa8" + std::string(10'000, 'x');
    const auto line = diagnostic_line(request, response, 1.5);
    EXPECT_EQ(line.find_first_of("\r\n\x1b"), std::string::npos);
    EXPECT_EQ(line.find("\xe2\x80\xa8"), std::string::npos);
    EXPECT_LT(line.size(), 5'000u);
    const auto json = *parse_json(line);
    EXPECT_EQ(json["status"], 500);
    EXPECT_EQ(json["route"], "-");
    EXPECT_TRUE(json.contains("detail_sha256"));
}

TEST(ResponseHeaders, CannotBeBrokenByAValue) {
    Response response = Response::empty(204);
    response.headers.add("X", "a\r\nSet-Cookie: b=c");
    const auto head = headers_of(response, {false, false, Instant(0)});
    EXPECT_EQ(head.find("\nSet-Cookie"), std::string::npos);
    EXPECT_NE(head.find("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"), std::string::npos);
}

} // namespace
} // namespace hoshirube
