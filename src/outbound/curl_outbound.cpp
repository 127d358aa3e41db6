#include "outbound/curl_outbound.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include <curl/curl.h>
#include <netdb.h>
#include <sys/socket.h>

#include "base/network_address.h"

namespace hoshirube {

namespace {

constexpr std::size_t kMaxBytes = 1024 * 1024, kMaxKept = 100;
constexpr long kConnectSeconds = 5, kWholeSeconds = 10;
constexpr int kLeastAgeSeconds = 10;

struct UrlCloser {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct EasyCloser {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListCloser {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct AddressCloser {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

Error host_refused(const char* why) {
    auto error = forbidden("provider.host_refused");
    error.detail = why;
    return error;
}

std::string part(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

struct Place {
    std::string scheme, host, port;
};
Result<Place> place_of(const std::string& text) {
    const std::unique_ptr<CURLU, UrlCloser> url(curl_url());
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return host_refused("no URL");
    if (!part(url.get(), CURLUPART_USER).empty()) return host_refused("a URL with a user name");
    return Place{part(url.get(), CURLUPART_SCHEME), part(url.get(), CURLUPART_HOST), part(url.get(), CURLUPART_PORT)};
}

// One address of the host, only if all of them are allowed: a name with one foot inside is not trusted at all.
Result<std::string> allowed_address(const Provider& provider, const Place& place) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    auto host = place.host;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    if (getaddrinfo(host.c_str(), place.port.c_str(), &hints, &found) != 0 || !found)
        return unavailable("provider.unreachable", "no address");
    const std::unique_ptr<addrinfo, AddressCloser> list(found);
    std::string first;
    for (const addrinfo* one = found; one; one = one->ai_next) {
        char text[NI_MAXHOST];
        if (getnameinfo(one->ai_addr, one->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST) != 0)
            return host_refused("no address");
        if (!is_public_address(text) && !provider.may_be_private) return host_refused("its address is not on the open internet");
        // Without TLS only this machine itself is asked.
        if (place.scheme != "https" && !is_loopback_address(text)) return host_refused("without TLS");
        if (first.empty()) first = one->ai_family == AF_INET6 ? "[" + std::string(text) + "]" : text;
    }
    return first;
}

Result<Place> allowed_place(const Provider& provider, const std::string& url) {
    const auto place = TRY(place_of(url));
    const auto trusted = TRY(place_of(provider.issuer));
    const bool has_scheme = place.scheme == "https" || (place.scheme == "http" && provider.may_be_private);
    const bool is_own = has_scheme && place.host == trusted.host && place.port == trusted.port;
    const bool is_listed = place.scheme == "https" && place.port == "443" &&
                           std::find(provider.hosts.begin(), provider.hosts.end(), place.host) != provider.hosts.end();
    if (!is_own && !is_listed) return host_refused("neither the issuer's own host nor one that is listed");
    return place;
}

std::size_t collect(char* bytes, std::size_t size, std::size_t count, void* into) {
    auto& body = *static_cast<std::string*>(into);
    if (body.size() + size * count > kMaxBytes) return 0; // Ends the transfer with an error.
    body.append(bytes, size * count);
    return size * count;
}

Result<std::string> ask(const Provider& provider, const std::string& url, const std::string* form) {
    const auto place = TRY(allowed_place(provider, url));
    const auto address = TRY(allowed_address(provider, place));
    const std::unique_ptr<CURL, EasyCloser> easy(curl_easy_init());
    const auto pin = place.host + ":" + place.port + ":" + address;
    const std::unique_ptr<curl_slist, ListCloser> pinned(curl_slist_append(nullptr, pin.c_str()));
    if (!easy || !pinned) return unavailable("server.out_of_memory", "libcurl");
    std::string body;
    CURL* c = easy.get();
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_RESOLVE, pinned.get());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, place.scheme.c_str());
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, kWholeSeconds);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &body);
    if (form) {
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, form->c_str());
        curl_easy_setopt(c, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(c, CURLOPT_USERNAME, provider.client_id.c_str());
        curl_easy_setopt(c, CURLOPT_PASSWORD, provider.client_secret.c_str());
    }
    const auto result = curl_easy_perform(c);
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    if (result != CURLE_OK) return unavailable("provider.unreachable", curl_easy_strerror(result));
    if (status != 200) return unavailable("provider.unreachable", "HTTP " + std::to_string(status));
    return body;
}

std::int64_t steady_seconds() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

CurlOutbound::CurlOutbound() {
    static const auto kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
    CHECK(kReady == CURLE_OK);
}

Result<std::string> CurlOutbound::get(const Provider& provider, const std::string& url, int max_age_seconds) {
    const auto now = steady_seconds();
    {
        const std::lock_guard lock(mutex_);
        const auto found = kept_.find(url);
        if (found != kept_.end() && now - found->second.at_seconds <= std::max(max_age_seconds, kLeastAgeSeconds))
            return found->second.body;
    }
    auto body = TRY(ask(provider, url, nullptr));
    const std::lock_guard lock(mutex_);
    if (kept_.size() >= kMaxKept) kept_.clear();
    kept_[url] = {body, now};
    return body;
}

Result<std::string> CurlOutbound::redeem(const Provider& provider, const std::string& url, const std::string& form) {
    return ask(provider, url, &form);
}

} // namespace hoshirube
