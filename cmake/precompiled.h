#pragma once

// What most files include anyway. Never rely on it: a build without HOSHIRUBE_PRECOMPILE has only what each file includes.

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

// Made once, in base/json.cpp, not in each of some hundred files.
extern template class nlohmann::basic_json<>;
