#include "app/review/review.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Result<Response> list_reviews(World& world, const Request& request) {
    return Response::json(200, TRY(reviews_json(world, request.viewer())));
}

Result<Response> get_review(World& world, const Request& request) {
    return Response::json(200, TRY(review_json(world, request.viewer(), request.path_text("assessment"))));
}

Result<Response> post_review(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    SendFields sent;
    sent.outcome = TRY(fields.text("outcome"));
    sent.scope_sha256 = TRY(fields.text_or_empty("scope_sha256"));
    sent.reason = TRY(fields.text_or_empty("reason"));
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(send_review(world, request.act(), request.path_text("assessment"), sent)));
}

Result<Response> put_decision(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    DecideFields decision;
    decision.criterion = request.path_text("criterion");
    decision.decision = TRY(fields.text("decision"));
    decision.reason = TRY(fields.text_or_empty("reason"));
    decision.agrees_not_applicable = TRY(fields.yes_or_no("agrees_not_applicable", false));
    decision.answer_version = TRY(fields.integer("answer_version"));
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(decide(world, request.act(), request.path_text("assessment"), decision)));
}

Result<Response> delete_decision(World& world, const Request& request) {
    const auto& criterion = request.path_text("criterion");
    return Response::receipt(200, TRY(undecide(world, request.act(), request.path_text("assessment"), criterion)));
}

Result<Response> post_advice(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto criterion = TRY(fields.text_or_empty("criterion"));
    const auto text = TRY(fields.text("text"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(advise(world, request.act(), request.path_text("assessment"), criterion, text)));
}

} // namespace

std::vector<Route> review_routes(World& world) {
    const std::string one = "/api/v1/assessments/{assessment}";
    return {
        get("/api/v1/reviews", Permission::UseAccount, bind(list_reviews, world)),
        get(one + "/review", Permission::ReadAssessment, bind(get_review, world)),
        write(Method::Post, one + "/review", Permission::SendReview, Body::JsonObject, bind(post_review, world)),
        write(Method::Put, one + "/review/{criterion}", Permission::ReviewAssessment, Body::JsonObject,
              bind(put_decision, world)),
        write(Method::Delete, one + "/review/{criterion}", Permission::ReviewAssessment, Body::None,
              bind(delete_decision, world)),
        write(Method::Post, one + "/advice", Permission::AdviseAssessment, Body::JsonObject, bind(post_advice, world)),
    };
}

} // namespace hoshirube
