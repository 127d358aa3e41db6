#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace hoshirube {

// Finished HTML. Only fill() makes it, so that text from outside cannot pass for markup by accident.
class Markup {
public:
    Markup() = default;
    const std::string& html() const { return html_; }
    Markup& operator+=(const Markup& other) {
        html_ += other.html_;
        return *this;
    }

private:
    explicit Markup(std::string html) : html_(std::move(html)) {}
    friend Markup fill(std::string_view, std::initializer_list<struct Slot>);
    std::string html_;
};

// What goes into a {place} of a template: text, which is escaped, or markup.
struct Slot {
    Slot(std::string_view n, std::string_view t) : name(n), text(t) {}
    Slot(std::string_view n, const std::string& t) : name(n), text(t) {}
    Slot(std::string_view n, const char* t) : name(n), text(t) {}
    Slot(std::string_view n, const Markup& m) : name(n), markup(&m) {}
    std::string_view name, text;
    const Markup* markup = nullptr;
};

// A template from our own source with its {places} filled. Every place must have its slot. Places may stand
// between tags and inside double-quoted attributes, nowhere else.
Markup fill(std::string_view html_template, std::initializer_list<Slot> slots);

// Text as it may stand in HTML content and in double-quoted attributes.
std::string escaped(std::string_view text);

} // namespace hoshirube
