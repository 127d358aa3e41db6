#pragma once

#include <string>
#include <string_view>

namespace hoshirube {

// "Chrome, Windows": what a person needs to tell their devices apart, from the User-Agent. Never its own words: those are foreign
// text. Empty where neither is known.
std::string device_words(std::string_view user_agent);

// The network an address belongs to: "203.0.113.0/24", or "2001:db8:1::/48". Empty for what is no address.
std::string network_of(const std::string& address);

} // namespace hoshirube
