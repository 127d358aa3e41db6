#include "mail/smtp.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <curl/curl.h>

namespace hoshirube {

namespace {

constexpr long kWait_seconds = 30;

struct Reader {
    const std::string& message;
    std::size_t at = 0;
};

std::size_t read_some(char* buffer, std::size_t size, std::size_t count, void* context) {
    auto& reader = *static_cast<Reader*>(context);
    const auto length = std::min(size * count, reader.message.size() - reader.at);
    std::memcpy(buffer, reader.message.data() + reader.at, length);
    reader.at += length;
    return length;
}

std::string host_of(const std::string& url) {
    const auto begin = url.find("://") + 3;
    if (begin < url.size() && url[begin] == '[') return url.substr(begin, url.find(']', begin) + 1 - begin);
    return url.substr(begin, url.find_first_of(":/", begin) - begin);
}

bool is_this_machine(const std::string& host) { return host == "127.0.0.1" || host == "[::1]" || host == "localhost"; }

Error not_sent(const std::string& why) { return unavailable("mail.not_sent", why); }

} // namespace

bool is_smtp_url(const std::string& url) {
    const bool is_smtp = url.rfind("smtp://", 0) == 0 || url.rfind("smtps://", 0) == 0;
    constexpr auto kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
    return is_smtp && !host_of(url).empty() && url.find_first_not_of(kAllowed, url.find("://") + 3) == url.npos;
}

Result<Done> send_mail(const SmtpServer& server, const std::string& from, const std::string& to, const std::string& message) {
    static const auto kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    const auto receiver = "<" + to + ">", sender = "<" + from + ">";
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> receivers(curl_slist_append(nullptr, receiver.c_str()),
                                                                                &curl_slist_free_all);
    if (kReady != CURLE_OK || !curl || !receivers) return not_sent("no memory");
    Reader reader{message};
    const long encryption = is_this_machine(host_of(server.url)) ? CURLUSESSL_TRY : CURLUSESSL_ALL;
    curl_easy_setopt(curl.get(), CURLOPT_URL, server.url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, encryption);
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, sender.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, receivers.get());
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, read_some);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &reader);
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, kWait_seconds);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, ""); // Mail goes where it was said, whatever the environment names.
    if (!server.user.empty()) {
        curl_easy_setopt(curl.get(), CURLOPT_USERNAME, server.user.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, server.password.c_str());
    }
    const auto code = curl_easy_perform(curl.get());
    if (code != CURLE_OK) return not_sent(curl_easy_strerror(code));
    return Done{};
}

} // namespace hoshirube
