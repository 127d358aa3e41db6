#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace hoshirube {

// SHA-256 (FIPS 180-4) as 64 lower-case hex digits: the form stored and published everywhere.
std::string sha256_hex(std::string_view bytes);

// SHA-256 as 32 raw bytes.
std::string sha256(std::string_view bytes);

// The same in pieces, for files. Either finish may be called once.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void add(std::string_view bytes);
    std::string finish();     // 32 raw bytes.
    std::string finish_hex(); // 64 digits.

private:
    struct State;
    std::unique_ptr<State> state_;
};

bool is_sha256_hex(std::string_view text);

// HMAC-SHA-256 (RFC 2104) as 64 lower-case hex digits.
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

// HMAC-SHA-1 as 20 raw bytes: for one-time codes (RFC 6238), which every authenticator app makes with it. For nothing else.
std::string hmac_sha1(std::string_view key, std::string_view bytes);

// Compares secrets in a time that does not depend on where they differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

std::string to_hex(std::string_view bytes);

// Crockford's base 32: no I, L, O or U, so it survives being read aloud and typed.
std::string to_base32(std::string_view bytes);

// Base 32 of RFC 4648 without padding, as authenticator apps take it.
std::string to_rfc4648_base32(std::string_view bytes);

} // namespace hoshirube
