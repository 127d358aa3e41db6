#pragma once

#include <string>

namespace hoshirube {

// Whether an IPv4 or IPv6 address, as text, belongs to the open internet: not this machine, not a private or link-local network, no
// documentation, benchmark, multicast or reserved range, and no form that carries such an IPv4 address inside. False for what is none.
//
// Source   IANA special-purpose address registries (RFC 6890 and its updates)
bool is_public_address(const std::string& address);

// Whether it is this machine itself.
bool is_loopback_address(const std::string& address);

} // namespace hoshirube
