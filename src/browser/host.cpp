// Unicode as the browser knows it.
#include "base/unicode.h"

#include <cstdint>

namespace {

#define IMPORT(name) __attribute__((import_module("host"), import_name(name)))

// The numbers are those of web/src/self_check/core.ts.
enum Class : std::uint32_t { kWhiteSpace = 0, kControlOrHidden = 1, kDash = 2, kLetterOrDigit = 3 };
enum Form : std::uint32_t { kNfkc = 0, kNfkcCasefolded = 1 };

extern "C" {
IMPORT("is") std::uint32_t host_is(std::uint32_t what, std::uint32_t character);
// Answers the size of the result, which host_take() then writes.
IMPORT("normalise") std::size_t host_normalise(std::uint32_t form, const char* utf8, std::size_t size);
IMPORT("take") void host_take(char* to);
}

bool is(Class what, char32_t c) { return host_is(what, c) != 0; }

std::string normalised(Form form, std::string_view utf8) {
    std::string out(host_normalise(form, utf8.data(), utf8.size()), '\0');
    host_take(out.data());
    return out;
}

} // namespace

namespace hoshirube {

bool is_white_space(char32_t c) { return is(kWhiteSpace, c); }
bool is_control_or_hidden(char32_t c) { return is(kControlOrHidden, c); }
bool is_dash_punctuation(char32_t c) { return is(kDash, c); }
bool is_letter_or_digit(char32_t c) { return is(kLetterOrDigit, c); }
std::string nfkc(std::string_view utf8) { return normalised(kNfkc, utf8); }
std::string nfkc_casefolded(std::string_view utf8) { return normalised(kNfkcCasefolded, utf8); }

} // namespace hoshirube

// Nothing is caught where nothing can be thrown: a throw ends the call, and the page says that the fault is ours.
extern "C" {
[[noreturn]] void __cxa_throw(void*, void*, void (*)(void*)) { __builtin_trap(); }
void* __cxa_allocate_exception(std::size_t) noexcept { __builtin_trap(); }
}
