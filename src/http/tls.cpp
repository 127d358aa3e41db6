#include "http/wire.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace hoshirube {

namespace {

constexpr std::chrono::hours kTicketLife{12};
// Forward secrecy and authenticated encryption only; the suites of TLS 1.3 are all of that kind.
constexpr const char* kCiphers12 = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr const char* kGroups = "X25519:P-256:P-384";

// The state of a file, so that a change shows: also of one that was replaced within the same second.
std::string state_of(const std::string& path) {
    struct stat s {};
    if (::stat(path.c_str(), &s) != 0) return std::to_string(errno);
    std::string text;
    for (const auto number : {static_cast<long long>(s.st_ino), static_cast<long long>(s.st_size),
                              static_cast<long long>(s.st_mtim.tv_sec), static_cast<long long>(s.st_mtim.tv_nsec)})
        text += std::to_string(number) + " ";
    return text;
}

Result<Done> check_readable(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return invalid("tls.file_unreadable", {}, {{"path", path}, {"reason", std::strerror(errno)}});
    ::close(file);
    return Done{};
}

// What the library said, for the diagnostics.
Error refused(const char* key, Error::Params params) {
    auto error = invalid(key, {}, std::move(params));
    const auto code = ERR_peek_last_error();
    if (const char* reason = code ? ERR_reason_error_string(code) : nullptr) error.detail = reason;
    ERR_clear_error();
    return error;
}

// Never asks at the terminal: a key under a passphrase is one we cannot read.
int no_passphrase(char*, int, int, void*) { return 0; }

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, FreeKey>;

PrivateKey read_key(const std::string& path) {
    std::unique_ptr<BIO, int (*)(BIO*)> file(BIO_new_file(path.c_str(), "r"), BIO_free);
    return PrivateKey(file ? PEM_read_bio_PrivateKey(file.get(), nullptr, no_passphrase, nullptr) : nullptr);
}

Result<Instant> end_of(const X509* certificate, const std::string& path) {
    std::tm utc{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &utc) != 1)
        return refused("tls.certificate_unreadable", {{"path", path}});
    return Instant(static_cast<std::int64_t>(::timegm(&utc)) * 1000);
}

// We speak HTTP/1.1 alone, and say so to who asks.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* size, const unsigned char* offered, unsigned int offered_size,
                    void*) {
    static constexpr unsigned char kOurs[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, size, kOurs, sizeof kOurs - 1, offered, offered_size) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL; // RFC 7301 section 3.2.
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

Result<Done> settle_protocol(SSL_CTX* context) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_PRIORITIZE_CHACHA);
    // Nothing is held for an idle connection; a write may go on from a copy of what it began with.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // A ticket brings its session along.
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    const bool is_set = SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
                        SSL_CTX_set_cipher_list(context, kCiphers12) == 1 && SSL_CTX_set1_groups_list(context, kGroups) == 1;
    if (!is_set) return internal("TLS: the library does not know our settings");
    return Done{};
}

Result<std::shared_ptr<Tls::Context>> open_context(const TlsFiles& files) {
    for (const auto& path : {files.certificate, files.key}) TRY(check_readable(path));
    ERR_clear_error();
    auto context = std::make_shared<Tls::Context>();
    context->ssl.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX* const ssl = context->ssl.get();
    if (!ssl) return internal("TLS: no memory");
    TRY(settle_protocol(ssl));
    if (SSL_CTX_use_certificate_chain_file(ssl, files.certificate.c_str()) != 1)
        return refused("tls.certificate_unreadable", {{"path", files.certificate}});
    const auto key = read_key(files.key);
    if (!key) return refused("tls.key_unreadable", {{"path", files.key}});
    const X509* certificate = SSL_CTX_get0_certificate(ssl);
    if (X509_check_private_key(certificate, key.get()) != 1 || SSL_CTX_use_PrivateKey(ssl, key.get()) != 1)
        return refused("tls.key_differs", {{"certificate", files.certificate}, {"key", files.key}});
    context->expires_at = TRY(end_of(certificate, files.certificate));
    return context;
}

} // namespace

Tls::~Tls() = default;

Result<std::unique_ptr<Tls>> Tls::open(TlsFiles files) {
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to sockets whose other end may be gone.
    std::unique_ptr<Tls> tls(new Tls(std::move(files)));
    TRY(tls->take(std::chrono::steady_clock::now()));
    return tls;
}

Result<Done> Tls::take(std::chrono::steady_clock::time_point now) {
    seen_ = state_of(files_.certificate) + state_of(files_.key); // Before they are read: a later change will show.
    taken_at_ = now;
    auto context = TRY(open_context(files_));
    const std::lock_guard lock(mutex_);
    context_ = std::move(context);
    return Done{};
}

Result<bool> Tls::renew(std::chrono::steady_clock::time_point now) {
    const bool is_changed = seen_ != state_of(files_.certificate) + state_of(files_.key);
    if (!is_changed && now - taken_at_ < kTicketLife) return false;
    TRY(take(now));
    return is_changed;
}

std::shared_ptr<Tls::Context> Tls::context() const {
    const std::lock_guard lock(mutex_);
    return context_;
}

Instant Tls::expires_at() const { return context()->expires_at; }

} // namespace hoshirube
