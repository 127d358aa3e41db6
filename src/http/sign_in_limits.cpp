#include "http/sign_in_limits.h"

#include "base/hash.h"
#include "base/text.h"

namespace hoshirube {

namespace {

// However it is typed, one address is one account.
std::string account_key(std::string_view account) {
    auto folded = compatibility_folded(trimmed(account.substr(0, 400)));
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return sha256_hex(folded).substr(0, 32);
}

} // namespace

Result<SignInLimits::Try> SignInLimits::take(std::string_view account, const std::string& address, Instant now) {
    Try one;
    one.limits_ = this;
    one.account_ = account_key(account);
    one.network_ = caller_of(address);
    one.now_ = now;
    const auto here = one.account_ + " " + one.network_;
    TRY(account_here_.take(here, now));
    auto others = network_.take(one.network_, now);
    if (others) {
        others = account_anywhere_.take(one.account_, now);
        if (!others) network_.give_back(one.network_, now);
    }
    if (!others) {
        account_here_.give_back(here, now);
        return others.error();
    }
    return one;
}

void SignInLimits::Try::succeeded() {
    limits_->account_here_.give_back(account_ + " " + network_, now_);
    limits_->account_anywhere_.give_back(account_, now_);
    limits_->network_.give_back(network_, now_);
}

} // namespace hoshirube
