#include "http/sign_in_limits.h"

#include "base/hash.h"
#include "base/text.h"

namespace hoshirube {

std::string account_key(std::string_view account) {
    auto folded = compatibility_folded(trimmed(account.substr(0, 400)));
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return sha256_hex(folded).substr(0, 32);
}

Result<SignInLimits::Try> SignInLimits::take(std::string_view account, const std::string& address, Instant now,
                                             const std::string& device) {
    Try one;
    one.limits_ = this;
    one.account_ = account_key(account);
    one.network_ = caller_of(address);
    one.now_ = now;
    one.here_ = device.empty() ? one.account_ + " " + one.network_ : "device " + device;
    TRY(account_here_.take(one.here_, now));
    one.is_known_ = !device.empty();
    if (one.is_known_) return one;
    auto others = network_.take(one.network_, now);
    if (others) {
        others = account_anywhere_.take(one.account_, now);
        if (!others) network_.give_back(one.network_, now);
    }
    if (!others) {
        account_here_.give_back(one.here_, now);
        return others.error();
    }
    return one;
}

void SignInLimits::Try::succeeded() {
    limits_->account_here_.give_back(here_, now_);
    if (is_known_) return;
    limits_->account_anywhere_.give_back(account_, now_);
    limits_->network_.give_back(network_, now_);
}

} // namespace hoshirube
