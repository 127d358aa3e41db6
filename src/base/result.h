#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace hoshirube {

// What the caller does next.
enum class ErrorCode {
    Invalid,     // fix the request
    Forbidden,   // ask someone else
    NotFound,    // it is not there, or not for you
    Conflict,    // look at the present state
    Unavailable, // try again later
    Internal,    // our fault; details go to the diagnostics only
};

// A refusal. The sentence a person reads is made from `key` and `params` by the texts module, in the
// reader's language, so that each sentence has one home: texts/errors.json. A test finds every key.
struct Error {
    using Params = std::vector<std::pair<std::string, std::string>>;

    ErrorCode code;
    std::string key;    // Published: never rename. For example "answer.changed_meanwhile".
    Params params;      // Values for the sentence's {placeholders}. Never secrets.
    std::string field;  // The field of the request at fault, as a JSON path such as "answers.0.state"; or empty.
    std::string detail; // For diagnostics only, never shown: what a library said.
    // Further faults of the same request, the first few; {count} in `params` says how many there are in all.
    std::vector<Error> also{};
    std::string rule{}; // Of access, that refused: for the audit and the diagnostics, never shown to the outside.

    // The value of a parameter; null where there is none of that name.
    const std::string* param(std::string_view name) const {
        for (const auto& [known, value] : params)
            if (known == name) return &value;
        return nullptr;
    }

    Error at(std::string_view name) && {
        field = field.empty() ? std::string(name) : std::string(name) + "." + field;
        return std::move(*this);
    }
};

// How many faults there are beyond the error and those in `also`, by the {count} that each field's first one carries.
inline long unnamed_faults(const Error& error) {
    long unnamed = 0;
    std::string field;
    const auto count = [&](const Error& one, bool begins_field) {
        const auto* all = begins_field ? one.param("count") : nullptr;
        unnamed += (all ? std::stol(*all) : begins_field ? 1 : 0) - 1;
        field = one.field;
    };
    count(error, true);
    for (const auto& one : error.also) count(one, one.field != field);
    return unnamed;
}

inline Error invalid(std::string_view key, std::string_view field = {}, Error::Params params = {}) {
    return {ErrorCode::Invalid, std::string(key), std::move(params), std::string(field), {}};
}
inline Error forbidden(std::string_view key, Error::Params params = {}) {
    return {ErrorCode::Forbidden, std::string(key), std::move(params), {}, {}};
}
inline Error not_found(std::string_view key, Error::Params params = {}) {
    return {ErrorCode::NotFound, std::string(key), std::move(params), {}, {}};
}
inline Error conflict(std::string_view key, Error::Params params = {}) {
    return {ErrorCode::Conflict, std::string(key), std::move(params), {}, {}};
}
inline Error unavailable(std::string_view key, std::string_view detail = {}) {
    return {ErrorCode::Unavailable, std::string(key), {}, {}, std::string(detail)};
}
inline Error internal(std::string_view detail) { return {ErrorCode::Internal, "internal", {}, {}, std::string(detail)}; }

// A value or the reason why there is none.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}
    Result(Error error) : state_(std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& operator*() { return std::get<0>(state_); }
    const T& operator*() const { return std::get<0>(state_); }
    T* operator->() { return &std::get<0>(state_); }
    const T* operator->() const { return &std::get<0>(state_); }
    Error& error() { return std::get<1>(state_); }
    const Error& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

struct Done {}; // The value of an operation that only succeeds or fails.

} // namespace hoshirube

// Unwraps a Result, or returns its error from the enclosing function. One TRY a statement.
#define TRY(expression)                                                                                                          \
    __extension__({                                                                                                              \
        auto try_result_ = (expression);                                                                                         \
        if (!try_result_) return std::move(try_result_.error());                                                                 \
        std::move(*try_result_);                                                                                                 \
    })

// Stops the process on our own mistakes, in release builds too. Input never trips it.
#define CHECK(condition)                                                                                                         \
    do {                                                                                                                         \
        if (!(condition)) ::hoshirube::check_failed(#condition, __FILE__, __LINE__);                                             \
    } while (false)

namespace hoshirube {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}
