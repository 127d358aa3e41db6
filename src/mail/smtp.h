#pragma once

#include <string>

#include "base/result.h"

namespace hoshirube {

// Where mail is handed in.
struct SmtpServer {
    std::string url;            // "smtp://host:587" or "smtps://host:465"; empty: no mail is sent.
    std::string user, password; // Empty: none is asked for.
};

// "smtp://…" or "smtps://…" with a host, and nothing behind it.
bool is_smtp_url(const std::string& url);

// Hands one message (RFC 5322) to the server. Anywhere but on this machine itself the way there must be encrypted and the server's
// certificate right: otherwise nothing is sent, the password least of all.
//
// Errors   Unavailable `mail.not_sent`; its detail says what libcurl said, never a secret.
// Cost     waits at most 30 s.
Result<Done> send_mail(const SmtpServer&, const std::string& from, const std::string& to, const std::string& message);

} // namespace hoshirube
