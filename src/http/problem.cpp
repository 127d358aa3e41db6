#include "http/problem.h"

#include "base/json.h"

namespace hoshirube {

namespace {

// Refusals for which HTTP has a word of its own.
struct Word {
    std::string_view key;
    int status;
};
constexpr Word kWords[] = {
    {"session.missing", 401},
    {"token.unknown", 401},
    {"route.method", 405},
    {"request.timeout", 408},
    {"body.too_large", 413},
    {"evidence.too_large", 413},
    {"request.target_too_long", 414},
    {"body.media_type", 415},
    {"request.expectation", 417},
    {"rate.limited", 429},
    {"print.limited", 429},
    {"organisation.daily_limit", 429},
    {"request.head_too_large", 431},
    {"request.transfer_encoding", 501},
    {"request.version", 505},
    {"storage.full", 507},
};

constexpr std::string_view kRetryAfterSeconds = "2"; // For what passes by itself: a busy or restarting database.

} // namespace

int status_of(const Error& error) {
    for (const auto& word : kWords)
        if (word.key == error.key) return word.status;
    switch (error.code) {
    case ErrorCode::Invalid: return 400;
    case ErrorCode::Forbidden: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict: return 409;
    case ErrorCode::Unavailable: return 503;
    case ErrorCode::Internal: break;
    }
    return 500;
}

std::string sentence_of(const Error& error, const Reader& reader) {
    // What a fault of ours says in detail is for the diagnostics.
    return error.code == ErrorCode::Internal ? reader.texts.text(reader.language, "internal")
                                             : reader.texts.sentence(reader.language, error);
}

Response problem(const Error& error, const Reader& reader, std::string_view current) {
    const bool is_ours = error.code == ErrorCode::Internal;
    const std::string key = is_ours ? "internal" : error.key;
    std::string text = "{\"type\":";
    append_json_string(text, "urn:hoshirube:problem:" + key);
    text.append(",\"title\":");
    append_json_string(text, sentence_of(error, reader));
    text.append(",\"status\":").append(std::to_string(status_of(error))).append(",\"key\":");
    append_json_string(text, key);
    if (!error.field.empty()) {
        text.append(",\"field\":");
        append_json_string(text, error.field);
    }
    if (!reader.reference.empty()) {
        text.append(",\"request\":");
        append_json_string(text, reader.reference);
    }
    if (is_ours) {
        text.append(",\"reference\":");
        append_json_string(text, reader.reference);
    }
    for (const std::string_view member : {"assessment", "organisation"}) // The one that stands in the way.
        if (const auto* id = error.param(member)) {
            text.append(",\"").append(member).append("\":");
            append_json_string(text, *id);
        }
    if (!current.empty()) text.append(",\"current\":").append(current);
    Response response = Response::json_text(status_of(error), text.append("}"));
    response.content_type = kProblemJson;
    response.error_key = error.key;
    response.detail = error.detail;
    response.headers.add("Content-Language", to_tag(reader.language));
    if (response.status == 503 || response.status == 507) response.headers.add("Retry-After", kRetryAfterSeconds);
    for (const auto& [name, value] : error.params) {
        if (status_of(error) == 429 && name == "seconds") response.headers.add("Retry-After", value);
        if (error.key == "route.method" && name == "allowed") response.headers.add("Allow", value);
    }
    return response;
}

} // namespace hoshirube
