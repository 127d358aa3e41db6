#pragma once

#include "http/pages/markup.h"
#include "http/request.h"
#include "http/response.h"

#include <string>
#include <string_view>

namespace hoshirube {

// What a page is written with: who asks, in which language.
class Page {
public:
    Page(const Texts& texts, const Request& request) : texts_(texts), request_(request) {}

    bool is_english() const { return request_.language == Language::English; }
    std::string text(std::string_view key, const Error::Params& params = {}) const {
        return texts_.text(request_.language, key, params);
    }

    // A link of ours. Where the reader chose the language by a link, the choice goes along.
    std::string link(std::string_view path) const;
    Markup language_field() const; // The same for a form.

    // 2026年11月22日（令和8年）, or 22 November 2026, as in the app.
    std::string day(std::string_view iso8601) const;

    // The whole page: title, header with the language switch, `main`, and who speaks here.
    Response response(int status, std::string_view title, const Markup& main) const;

    // `main` alone, to be shown inside a page of our own: links open in a window of their own, and nobody keeps it.
    Response inner(std::string_view title, const Markup& main) const;

private:
    std::string document(std::string_view title, const Markup& head, const Markup& body) const;
    Markup header() const;
    Markup footer() const;
    std::string other_language_link() const;

    const Texts& texts_;
    const Request& request_;
};

} // namespace hoshirube
