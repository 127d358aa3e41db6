#pragma once

#include <filesystem>

namespace hoshirube::test {

// Runs one script against an empty house; the first line that does not hold fails the test with its number.
//
//   organisation FIRM 118030101877 株式会社星 ホシ     the keeper enters it; {{FIRM}} is its id,
//   {{FIRM.number}} its number person ANNA applicant FIRM                         invited by the keeper,
//   accepts over HTTP; {{ANNA.email}} invitation TOKEN applicant FIRM a@example.jp       only invited star
//   FIRM 3                                        registered today as ANNA          later requests carry her
//   cookies; `as nobody` for none clock +86400     seconds damage HASH      flips a bit of a stored file
//
//   PUT /api/v1/session/language                       a request; headers follow, `Name: none` leaves out
//   what is sent by Idempotency-Key: k1                                itself: Origin, Content-Type, and a
//   fresh Idempotency-Key
//   {"language": "en"}                                 its body; or `file 70000000` for so many bytes,
//                                                      or `line a,b` once for each line of a text
//   status 200                                         what must hold
//   body contains "…"      body lacks "…"      header Allow is "GET, HEAD"      header X contains "…"
//   keep NAME from /json/pointer                       {{NAME}} from here on
//   keep NAME from cookie                              the actor's session cookie, as it is now
void run_script(const std::filesystem::path& path);

} // namespace hoshirube::test
