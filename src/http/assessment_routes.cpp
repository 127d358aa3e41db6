#include "app/assessment/assessment.h"
#include "http/problem.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Result<Scope> read_scope(Fields& fields) {
    auto members = TRY(fields.object("scope"));
    Scope scope;
    scope.kind = TRY(members.text("kind"));
    scope.description = TRY(members.text("description"));
    scope.description_en = TRY(members.text_or_empty("description_en"));
    TRY(members.check_nothing_else());
    return scope;
}

Result<Response> list_assessments(World& world, const Request& request) {
    return Response::json(200, TRY(assessments_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> post_assessment(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    OpenFields open{.organisation_id = request.path_text("organisation"), .edition = {}, .star = 0, .scope = {}};
    open.edition = TRY(fields.text("edition"));
    const auto star = TRY(fields.integer("star"));
    open.star = star > 0 && star < 100 ? static_cast<int>(star) : 0; // 0 is no level: refused by name further in.
    open.scope = TRY(read_scope(fields));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(open_assessment(world, request.act(), open)));
}

Result<Response> list_visible(World& world, const Request& request) {
    return Response::json(200, TRY(visible_assessments_json(world, request.viewer())));
}

Result<Response> get_assessment(World& world, const Request& request) {
    return Response::json(200, TRY(assessment_json(world, request.viewer(), request.path_text("assessment"))));
}

Result<Response> put_scope(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto scope = TRY(read_scope(fields));
    const auto version = TRY(fields.integer("version"));
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(save_scope(world, request.act(), request.path_text("assessment"), scope, version)));
}

Result<Response> get_next(World& world, const Request& request) {
    return Response::json(200, TRY(next_things_json(world, request.viewer(), request.path_text("assessment"))));
}

Result<Response> get_answers(World& world, const Request& request) {
    return Response::json_text(200, TRY(answers_json(world, request.viewer(), request.path_text("assessment"))));
}

Result<Answer> read_answer(const Request& request) {
    auto fields = TRY(request.fields());
    Answer answer;
    answer.criterion = request.path_text("criterion");
    const auto state = TRY(fields.text("state"));
    auto parsed = parse_answer_state(state);
    if (!parsed) return parsed.error().field.empty() ? std::move(parsed.error()).at("state") : std::move(parsed.error());
    answer.state = *parsed;
    answer.branches = TRY(fields.texts_or_none("branches"));
    answer.note = TRY(fields.text_or_empty("note"));
    answer.reason = TRY(fields.text_or_empty("reason"));
    const auto planned_on = TRY(fields.text_or_empty("planned_on"));
    if (!planned_on.empty()) {
        auto day = Day::parse(planned_on);
        if (!day) return std::move(day.error()).at("planned_on");
        answer.planned_on = *day;
    }
    answer.planned_owner = TRY(fields.text_or_empty("planned_owner"));
    answer.version = TRY(fields.integer("version"));
    TRY(fields.check_nothing_else());
    return answer;
}

// Whoever saved first wins; the other is shown what stands there now and chooses.
Result<Response> put_answer(World& world, const Request& request) {
    const auto answer = TRY(read_answer(request));
    const auto& assessment = request.path_text("assessment");
    auto receipt = answer_criterion(world, request.act(), assessment, answer);
    if (receipt) return Response::receipt(200, *receipt);
    if (receipt.error().key != "answer.changed_meanwhile") return std::move(receipt.error());
    const auto current = TRY(answer_json(world, request.viewer(), assessment, answer.criterion));
    return problem(receipt.error(), {world.texts, request.language, request.id}, current);
}

Result<Response> get_move(World& world, const Request& request) {
    const auto edition = TRY(request.query_text("edition"));
    return Response::json(200, TRY(move_preview_json(world, request.viewer(), request.path_text("assessment"), edition)));
}

Result<Response> post_move(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto edition = TRY(fields.text("edition"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(move_assessment(world, request.act(), request.path_text("assessment"), edition)));
}

Result<Response> get_renewal(World& world, const Request& request) {
    return Response::json(200, TRY(renewal_preview_json(world, request.viewer(), request.path_text("assessment"))));
}

Result<Response> post_renewal(World& world, const Request& request) {
    return Response::receipt(201, TRY(renew_assessment(world, request.act(), request.path_text("assessment"))));
}

Result<Response> post_adviser(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto person = TRY(fields.text("person_id"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(name_adviser(world, request.act(), request.path_text("assessment"), person)));
}

Result<Response> post_submission(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto confirmer = TRY(fields.text("confirmer_id"));
    const auto version = TRY(fields.integer("version"));
    TRY(fields.check_nothing_else());
    return Response::receipt(200,
                             TRY(submit_assessment(world, request.act(), request.path_text("assessment"), confirmer, version)));
}

Result<Response> delete_submission(World& world, const Request& request) {
    return Response::receipt(200, TRY(take_back_submission(world, request.act(), request.path_text("assessment"))));
}

} // namespace

std::vector<Route> assessment_routes(World& world) {
    const std::string one = "/api/v1/assessments/{assessment}";
    return {
        get("/api/v1/organisations/{organisation}/assessments", Permission::ListAssessments, bind(list_assessments, world)),
        write(Method::Post, "/api/v1/organisations/{organisation}/assessments", Permission::OpenAssessment, Body::JsonObject,
              bind(post_assessment, world)),
        get("/api/v1/assessments", Permission::UseAccount, bind(list_visible, world)),
        get(one, Permission::ReadAssessment, bind(get_assessment, world)),
        write(Method::Put, one + "/scope", Permission::AnswerAssessment, Body::JsonObject, bind(put_scope, world)),
        get(one + "/next", Permission::ReadAssessment, bind(get_next, world)),
        get(one + "/answers", Permission::ReadAssessment, bind(get_answers, world)),
        write(Method::Put, one + "/answers/{criterion}", Permission::AnswerAssessment, Body::JsonObject, bind(put_answer, world)),
        get(one + "/move", Permission::ReadAssessment, bind(get_move, world)),
        write(Method::Post, one + "/move", Permission::AnswerAssessment, Body::JsonObject, bind(post_move, world)),
        get(one + "/renewal", Permission::ReadAssessment, bind(get_renewal, world)),
        write(Method::Post, one + "/renewal", Permission::AnswerAssessment, Body::None, bind(post_renewal, world)),
        write(Method::Post, one + "/advisers", Permission::SubmitAssessment, Body::JsonObject, bind(post_adviser, world)),
        write(Method::Post, one + "/submission", Permission::SubmitAssessment, Body::JsonObject, bind(post_submission, world)),
        write(Method::Delete, one + "/submission", Permission::SubmitAssessment, Body::None, bind(delete_submission, world)),
    };
}

} // namespace hoshirube
