#pragma once

#include "app/account/account.h"
#include "http/asset.h"
#include "http/diagnostics.h"
#include "http/metrics.h"
#include "http/router.h"

#include <functional>
#include <optional>
#include <string>

namespace hoshirube {

// An act that access refused, as it was asked for.
struct Refused {
    std::string_view actor_id;
    Permission act;
    std::string object_id; // Empty where it is about nothing.
    std::string_view rule;
};

struct SiteOptions {
    std::string version;            // Of this build.
    bool secure_cookies = false;    // Everything comes over https, ended by a proxy in front.
    bool behind_proxy = false;      // Believe X-Forwarded-For and X-Forwarded-Proto: only where a proxy sets both.
    Diagnostics diagnostics;        // Empty: none.
    Metrics* metrics = nullptr;     // Null: nothing is counted.
    std::function<Instant()> clock; // Empty: the system's.
    // Told of every act of a signed-in person that was refused. Quick, and never tells by its time whether the thing is there.
    std::function<void(const Refused&)> refused = nullptr;
    // Whether this process should be sent requests: Unavailable with the reason otherwise. Empty: always.
    std::function<Result<Done>()> ready = nullptr;
    // Brings what is kept in memory up to what is committed: whether routes may answer from it. Asks the database. Empty: they may not.
    std::function<Result<bool>()> look = nullptr;
};

// Who a token lets in; a person has a session, a program none.
struct Entered {
    Actor actor;
    std::optional<Session> session{};
};
// Whose live session a token opens; empty for none.
using SessionOf = std::function<Result<std::optional<Entered>>(const std::string& token, Instant now, Use)>;
SessionOf nobody(); // Nobody signs in here.

// What every request goes through between the socket and its handler, and back. It knows no sockets.
//
// Threads  all functions may run at once.
class Pipeline {
public:
    Pipeline(Router router, const Assets& assets, const Texts& texts, SessionOf session_of, SiteOptions options);

    // What to do with a request whose head has been read. `content_length` is negative for a body of unknown
    // length, which comes in chunks. Quick: no disk, no database.
    struct Admission {
        std::optional<Response> answer; // Send this at once; the body is not wanted.
        Body body = Body::None;         // Otherwise read this kind of body, at most so many bytes.
        std::int64_t max_bytes = 0;
    };
    Admission admit(Request&, std::int64_t content_length) const;

    // Before a file or a long body is read: may this person hand it in? An answer means no. Asks the database.
    std::optional<Response> refuse_unread(Request&) const;

    // The answer of a request whose body has been read. Runs the handler.
    Response answer(Request&) const;

    bool is_long(const Request&) const; // As Route::is_long.

    // The same for a route that answers from memory, without a worker: right after look() said yes, and quick.
    bool may_answer_from_memory(const Request&) const;
    bool look() const; // Asks the database.
    Response answer_from_memory(Request&) const;

    // For refusals that the server itself finds: a head that is none, a body over its limit, a slow client.
    Response refuse(const Error&, const Request&) const;
    // A request that came in the open to where https is spoken: 400 with the address that it should have gone to.
    Response refuse_plain(Request&) const;

    void finished(const Request&, const Response&, double milliseconds) const;
    Instant now() const { return options_.clock(); }
    const Router& router() const { return router_; }

private:
    Result<Done> read_head(Request&) const;
    Result<Done> check_write(const Request&, std::int64_t content_length) const;
    Result<Done> sign_in(Request&) const;
    Response run(Request&) const;
    Response finish(const Request&, Response) const;
    void note_refusal(const Request&, const Error&) const;

    Router router_;
    const Assets& assets_;
    const Texts& texts_;
    SessionOf session_of_;
    SiteOptions options_;
};

} // namespace hoshirube
