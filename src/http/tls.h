#pragma once

#include "base/day.h"
#include "base/result.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

namespace hoshirube {

struct TlsFiles {
    std::string certificate, key; // PEM: the chain, the server's own first; and its key, without a passphrase.
};

// Certificate and key of this server, taken anew when their files change. TLS 1.2 and 1.3, forward secrecy only, no renegotiation.
//
// Errors   Invalid `tls.file_unreadable` {path, reason}, `tls.certificate_unreadable` {path}, `tls.key_unreadable` {path},
//          `tls.key_differs` {certificate, key}.
// Threads  context() may be called from any; renew() belongs to one.
class Tls {
public:
    static Result<std::unique_ptr<Tls>> open(TlsFiles files);
    ~Tls();

    // Takes the pair over if the files changed since it last looked, and answers whether it did. What is wrong with a new pair is
    // told once; the old one stays in use. Reads the pair again twice a day in any case: with it change the keys of session tickets.
    Result<bool> renew(std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now());

    Instant expires_at() const; // Of the certificate in use.

    struct Context; // See http/wire.h.
    std::shared_ptr<Context> context() const;

private:
    explicit Tls(TlsFiles files) : files_(std::move(files)) {}
    Result<Done> take(std::chrono::steady_clock::time_point now);

    TlsFiles files_;
    std::string seen_; // What tells one state of the files from another.
    std::chrono::steady_clock::time_point taken_at_{};
    mutable std::mutex mutex_;
    std::shared_ptr<Context> context_; // Shared: connections that began under an older one go on with it.
};

} // namespace hoshirube
