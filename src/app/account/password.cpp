#include "app/account/password.h"

#include <semaphore>
#include <utility>
#include <vector>

#include <sodium.h>

#include "app/act.h"
#include "base/text.h"
#include "scheme/account/password_strength.h"

namespace hoshirube {

namespace {

constexpr std::size_t kMinCharacters = 10, kMaxBytes = 1024;
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = 19u * 1024 * 1024;

// At most this many at once, whoever asks: 76 MiB. More would only take memory from each other, not time.
constexpr int kAtOnce = 4;
std::counting_semaphore<kAtOnce> places(kAtOnce);

class Place {
public:
    Place() { places.acquire(); }
    ~Place() { places.release(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
};

Result<std::string> hashed(const std::string& password) {
    CHECK(sodium_init() >= 0);
    const Place place;
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(hash, password.data(), password.size(), kPasses, kMemoryBytes) != 0)
        return unavailable("server.out_of_memory", "argon2id");
    return std::string(hash);
}

// Name and address, in the pieces in which others know them.
std::vector<std::string> words_about(const Person& person) {
    std::vector<std::string> words;
    for (const std::string_view text : {std::string_view(person.name), std::string_view(person.email)}) {
        std::string word;
        for (const char c : std::string(text) + " ") {
            const bool ends = c == ' ' || c == '@' || c == '.' || c == '-' || c == '_' || c == '+';
            if (!ends) word += c;
            else if (!word.empty()) words.push_back(std::exchange(word, {}));
        }
    }
    return words;
}

} // namespace

Result<Done> check_password(const Person& person, const std::string& password) {
    if (length_in_characters(password) < kMinCharacters)
        return invalid("password.too_short", "password", {{"min", std::to_string(kMinCharacters)}});
    if (password.size() > kMaxBytes) return invalid("password.too_long", "password", {{"max", std::to_string(kMaxBytes)}});
    if (is_easily_guessed(password, words_about(person))) return invalid("password.common", "password");
    return Done{};
}

Result<std::string> hash_password(const Person& person, const std::string& password) {
    TRY(check_password(person, password));
    return hashed(password);
}

bool password_matches(const std::string& hash, const std::string& password) {
    CHECK(sodium_init() >= 0);
    if (password.size() > kMaxBytes) return false;
    const Place place;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& nobodys_hash() {
    static const std::string kHash = [] {
        auto hash = hashed(new_secret());
        return hash ? *hash : std::string();
    }();
    return kHash;
}

} // namespace hoshirube
