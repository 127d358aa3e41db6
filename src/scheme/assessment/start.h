#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scheme/assessment/assessment.h"

namespace hoshirube {

// What a firm said in the ten-minute start: step key → option key, number or text. A step left open is absent.
using Profile = std::map<std::string, std::string>;

enum class Fact { Yes, No, Unknown };

// The ten-minute start as data (catalogue/start.json): the steps, which answers decide which facts, and in which
// order a small firm does best to work.
class StartGuide {
public:
    struct Step {
        std::string key, kind; // kind: "choice", "number" or "text".
        std::vector<std::string> options;
    };
    struct Turn { // One requirement in the order of work, and why it stands there.
        std::string requirement;
        Bilingual reason;
    };

    // Errors   Invalid `catalogue.malformed` {what}.
    static Result<StartGuide> parse(std::string_view start_json);

    // Errors   Invalid `start.step_unknown` {step}, `start.option_unknown` {step}, `start.number_expected` {step}.
    Result<Profile> checked(Profile typed) const;

    // Unknown for a step left open, an answer "unknown", or a fact no step decides.
    Fact fact(const Profile&, std::string_view name) const;

    const std::vector<Step>& steps() const { return steps_; }
    std::vector<Turn> order(const Profile&) const; // With what the firm's facts lift placed first after who leads.

private:
    struct Source {
        std::string step;
        std::vector<std::string> yes, no;
    };
    struct Lift {
        std::string fact;
        Fact is;
        std::vector<std::string> requirements;
    };
    std::vector<Step> steps_;
    std::map<std::string, Source, std::less<>> facts_;
    std::vector<Turn> order_;
    std::vector<Lift> lifts_;
};

// Whether a criterion asks something of this firm. Unknown counts as applying: the firm must look.
bool applies(const Criterion&, const StartGuide&, const Profile&);

// What one person can finish of a criterion in about kFirstStepMinutes, with what is at hand: the first line of its "what to do" in the
// catalogue, which is written so. Empty where the catalogue has no such words. The whole criterion takes what its effort says.
inline constexpr int kFirstStepMinutes = 10;
std::string first_step(const CriterionWords&);

struct NextThing {
    const Criterion* criterion;
    Bilingual reason; // Why this first.
};

// What to do next, at most `limit`: open criteria that apply, in the guide's order.
std::vector<NextThing> next_things(const std::vector<const Criterion*>& criteria, const Answers&, const StartGuide&,
                                   const Profile&, std::size_t limit);

} // namespace hoshirube
