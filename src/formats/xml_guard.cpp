#include "formats/xml_guard.h"

#include "base/text.h"

#include <string>

namespace hoshirube {

namespace {

class Scan {
public:
    Scan(std::string_view part, std::string_view text, const XmlLimits& limits) : part_(part), text_(text), limits_(limits) {}

    Result<Done> run() {
        while ((at_ = text_.find('<', at_)) != std::string_view::npos) {
            const auto rest = text_.substr(at_);
            if (rest.starts_with("<!--")) TRY(skip_to("-->", 4));
            else if (rest.starts_with("<![CDATA[")) TRY(skip_to("]]>", 9));
            else if (rest.starts_with("<?")) TRY(skip_to("?>", 2));
            else if (rest.starts_with("<!")) return refuse("xlsx.doctype");
            else TRY(tag());
        }
        return Done{};
    }

private:
    Result<Done> skip_to(std::string_view end, std::size_t from) {
        const auto found = text_.find(end, at_ + from);
        if (found == std::string_view::npos) return refuse("xlsx.damaged");
        at_ = found + end.size();
        return Done{};
    }

    Result<Done> tag() {
        const bool closes = text_.substr(at_).starts_with("</");
        char quote = 0;
        for (++at_; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '=') {
                ++nodes_;
            } else if (c == '>') {
                break;
            }
        }
        if (at_ == text_.size()) return refuse("xlsx.damaged");
        const bool is_empty = text_[at_ - 1] == '/';
        if (closes) depth_ -= depth_ > 0 ? 1 : 0;
        else nodes_ += 1;
        if (!closes && !is_empty) ++depth_;
        if (depth_ > limits_.max_depth) return refuse("xlsx.too_deep");
        if (nodes_ > limits_.max_nodes) return refuse("xlsx.too_many_nodes");
        return Done{};
    }

    Error refuse(std::string_view key) const { return invalid(key, {}, {{"part", std::string(part_)}}); }

    std::string_view part_;
    std::string_view text_;
    const XmlLimits& limits_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::size_t nodes_ = 0;
};

} // namespace

Result<Done> check_xml(std::string_view part, std::string_view text, const XmlLimits& limits) {
    if (text.find('\0') != std::string_view::npos || !is_utf8(text))
        return invalid("xlsx.damaged", {}, {{"part", std::string(part)}});
    return Scan(part, text, limits).run();
}

} // namespace hoshirube
