#pragma once

#include "app/register/star_on_paper.h"

namespace hoshirube {

// The words of one star in one language, shared by certificate and mark.
class StarWords {
public:
    StarWords(const Texts& texts, const StarOnPaper& star) : texts_(texts), star_(star) {}

    bool is_english() const { return star_.language == Language::English; }
    std::string_view state() const { return certificate_state(star_.certificate, star_.as_of); }
    bool is_valid() const { return state() == "valid"; }
    std::string say(std::string_view key, Error::Params params = {}) const;
    std::string day(Day d) const { return is_english() ? d.english_with_era() : d.japanese(); }
    std::string firm() const;
    std::string scope() const;
    std::string stars() const; // ★★★

private:
    const Texts& texts_;
    const StarOnPaper& star_;
};

} // namespace hoshirube
