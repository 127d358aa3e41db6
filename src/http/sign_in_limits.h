#pragma once

#include "http/rate_limit.h"

#include <string>

namespace hoshirube {

// How often one may be wrong about a password or code. Only failures count, so that an office behind one address, where
// everyone signs in at nine o'clock, never waits; and one colleague's typing errors cost that colleague alone.
//
//   one account from one network   10 at once, then one each 6 seconds: enough for a hand, too slow for a machine
//   one account from anywhere      100 at once, then one a minute: guesses spread over many networks
//   one network                    100 at once, then one each 6 seconds: one guess for each of many accounts
//   a browser known to it         10 at once, then one each 6 seconds, and nothing else counts for it
//
// So nobody is locked out: whoever signed in at a browser before gets in there whatever others try, and everyone else waits, at worst,
// for the next try. A passkey is counted by itself, not with the account.
//
// Source   ASVS 5.0.0 V6.3.1; NIST SP 800-63B-4 3.2.2 (at most 100 wrong guesses in a row)
// Threads  may be called from any.
class SignInLimits {
public:
    // One try, counted as wrong until it turns out right.
    class Try {
    public:
        void succeeded();

    private:
        friend class SignInLimits;
        SignInLimits* limits_ = nullptr;
        std::string account_, network_, here_;
        bool is_known_ = false;
        Instant now_{0};
    };

    // `account` is whatever names it: an address as typed, or a person's id. Kept as a hash. `device`: see known_device().
    // Errors   Unavailable `rate.limited` {seconds}.
    Result<Try> take(std::string_view account, const std::string& address, Instant now, const std::string& device = {});

private:
    RateLimit account_here_{10, 6}, account_anywhere_{100, 60}, network_{100, 6};
};

// However it is typed, one address is one account.
std::string account_key(std::string_view account);

} // namespace hoshirube
