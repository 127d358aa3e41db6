#pragma once

#include "app/account/account.h"
#include "http/request.h"

namespace hoshirube {

// Refuses a write that a page of another origin caused: Origin and Sec-Fetch-Site, as far as they are sent,
// must name our own, and one of them must be sent. Browsers send both; a program sends `Origin: http://<our
// host>`.
//
// Source   OWASP ASVS 5.0.0 V3.5; Fetch Metadata
// Errors   Forbidden `request.other_origin`.
Result<Done> check_same_origin(const Request&);

// What the browser's address line shows, and so what its passkeys are bound to. A proxy in front must hand on the Host header.
PageOrigin page_origin(const Request&);

} // namespace hoshirube
