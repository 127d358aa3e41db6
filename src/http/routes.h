#pragma once

#include "http/router.h"
#include "http/site.h"

#include <vector>

namespace hoshirube {

// The routes of each slice. What they refer to must outlive them.
std::vector<Route> session_routes(Desk&);
std::vector<Route> factor_routes(Desk&);
std::vector<Route> service_routes(World&);
std::vector<Route> provider_routes(Desk&);
std::vector<Route> organisation_routes(World&);
std::vector<Route> assessment_routes(World&);
std::vector<Route> presence_routes(Desk&);
std::vector<Route> exchange_routes(World&);
std::vector<Route> evidence_routes(World&);
std::vector<Route> review_routes(World&);
std::vector<Route> declaration_routes(World&);
std::vector<Route> register_routes(World&);
std::vector<Route> report_routes(Desk&);
std::vector<Route> paper_routes(Desk&);
std::vector<Route> follow_routes(World&);
std::vector<Route> network_routes(World&);
std::vector<Route> catalogue_routes(Desk&);
std::vector<Route> operator_routes(World&);
std::vector<Route> certificate_routes(World&);
std::vector<Route> ledger_routes(World&);
std::vector<Route> grant_routes(World&);
std::vector<Route> audit_routes(World&);
std::vector<Route> calendar_routes(World&);
std::vector<Route> health_routes(Desk&);
std::vector<Route> plain_page_routes(Desk&);
std::vector<Route> register_page_routes(World&);
std::vector<Route> verify_page_routes(Desk&);

} // namespace hoshirube
