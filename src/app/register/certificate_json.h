#pragma once

#include "app/act.h"

namespace hoshirube {

// A certificate as the public sees it on a day.
Json certificate_json(const Certificate&, Day today);

// What a star says and what it does not say: generated from the level's data, never typed by anyone.
//
// Source   docs/rules.md#statement; texts/statement.json
Json statement_json(const Texts&, Language, const Edition&, const Level&, const Organisation&);

} // namespace hoshirube
