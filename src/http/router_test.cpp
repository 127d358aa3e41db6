#include "http/router.h"

#include <gtest/gtest.h>

namespace hoshirube {
namespace {

Result<Response> nothing(const Request&) { return Response::empty(204); }

Router some_routes() {
    Router router;
    router.add({get("/", Permission::ReadPublic, nothing), get("/a/{id}", Permission::ReadPublic, nothing),
                get("/a/{id}/b", Permission::ReadPublic, nothing),
                write(Method::Put, "/a/{id}", Permission::UseAccount, Body::JsonObject, nothing),
                get("/app/*", Permission::ReadPublic, nothing)});
    return router;
}

Result<Done> find(const Router& router, Request& request, Method method, std::string_view target) {
    request.method = method;
    request.target = *parse_target(target);
    return router.find(request);
}

TEST(Router, FindsARouteAndItsParameters) {
    const auto router = some_routes();
    Request request;
    ASSERT_TRUE(find(router, request, Method::Put, "/a/%E6%98%9F"));
    EXPECT_EQ(request.route->pattern, "/a/{id}");
    EXPECT_EQ(request.path_text("id"), "星");
    EXPECT_TRUE(find(router, request, Method::Get, "/"));
}

TEST(Router, AnswersHeadWhereItAnswersGet) {
    const auto router = some_routes();
    Request request;
    EXPECT_TRUE(find(router, request, Method::Head, "/a/1/b"));
}

TEST(Router, TellsWhichMethodsAnAddressTakes) {
    const auto router = some_routes();
    Request request;
    const auto refused = find(router, request, Method::Delete, "/a/1");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "route.method");
    EXPECT_EQ(refused.error().params[0].second, "GET, HEAD, PUT");
    EXPECT_EQ(find(router, request, Method::Other, "/a/1").error().key, "route.method");
    EXPECT_EQ(find(router, request, Method::Get, "/a").error().key, "route.not_found");
    EXPECT_EQ(find(router, request, Method::Get, "/a/1/c").error().key, "route.not_found");
}

TEST(Router, LetsAStarTakeTheRest) {
    const auto router = some_routes();
    Request request;
    for (const auto* target : {"/app", "/app/", "/app/x", "/app/x/y/z"})
        EXPECT_TRUE(find(router, request, Method::Get, target)) << target;
    EXPECT_FALSE(find(router, request, Method::Get, "/apple"));
}

} // namespace
} // namespace hoshirube
