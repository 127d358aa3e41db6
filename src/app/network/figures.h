#pragma once

#include "base/json.h"
#include "texts/texts.h"

namespace hoshirube {

// The answers of view.h, decisions.h and outage.h as SVG, in one language. Below each figure stand what it means, mode, data date,
// source and run id.
std::string profile_figure(const Texts&, Language, const Json& risk_profile);
std::string size_figure(const Texts&, Language, const Json& size_and_risk);
std::string cascade_figure(const Texts&, Language, const Json& cascade);
std::string sector_figure(const Texts&, Language, const Json& sector_map);
// By prefecture, as tiles that stand roughly where the prefectures lie; `figure` names the member shown.
std::string prefecture_figure(const Texts&, Language, const Json& items, const std::string& figure, const Json& about);
std::string outage_figure(const Texts&, Language, const Json& outage);
std::string plan_figure(const Texts&, Language, const Json& plan);
std::string noise_figure(const Texts&, Language, const Json& noise);

} // namespace hoshirube
