#pragma once

#include <string>

#include "app/ports.h"

namespace hoshirube {

// Whether `person` may choose this password: long enough, and not among those that are tried first.
// Errors   Invalid `password.too_short` {min}, `password.too_long` {max}, `password.common`; field `password`.
Result<Done> check_password(const Person& person, const std::string& password);

// Passwords as argon2id PHC strings (libsodium), 19 MiB and two passes: the OWASP minimum that suits a small office server.
// Errors   as check_password().
// Cost     about 50 ms and 19 MiB while it runs, each; four at once at most, the others wait.
// Threads  may be called from any.
Result<std::string> hash_password(const Person& person, const std::string& password);
bool password_matches(const std::string& hash, const std::string& password);

// A hash no password matches, so that an unknown address costs the same time as a wrong password.
const std::string& nobodys_hash();

} // namespace hoshirube
