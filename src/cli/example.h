#pragma once

#include "cli/command.h"

namespace hoshirube::cli {

// The invented parts maker of example/, walked through the chain by the same use-cases people use.
class Example {
public:
    // Errors   Internal when the embedded files are damaged.
    static Result<Example> open(Context& context);

    // The nine steps of the chain. Each needs the one before.
    Result<Done> enter_organisations_and_people(); // 1
    Result<Done> save_start();                     // 2
    Result<Done> open_assessment();                // 3
    Result<Done> answer_criteria();                // 4
    Result<Done> hand_in_evidence();               // 5
    Result<Done> submit_and_confirm();             // 6
    Result<Done> declare();                        // 7
    Result<Done> register_star();                  // 8
    Result<Json> look_up();                        // 9: what the public sees; the buyer follows it.

    // Whether it was entered before.
    Result<bool> is_entered();

    // Of the people who have not set a password yet: name, role, path of the link.
    struct FirstLogin {
        std::string name, email, role, link;
    };
    Result<std::vector<FirstLogin>> first_logins();

    ~Example();
    Example(Example&&) noexcept;

private:
    struct State;
    explicit Example(std::unique_ptr<State>);
    std::unique_ptr<State> state_;
};

} // namespace hoshirube::cli
