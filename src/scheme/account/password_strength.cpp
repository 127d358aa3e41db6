#include "scheme/account/password_strength.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace hoshirube {

namespace {

constexpr std::size_t kMinRun = 3;
constexpr std::size_t kMaxScanned = 256; // Longer ones have pieces enough by then, or repeat themselves.

// The heart of what leaked lists have in common, in English and as Japanese is typed; each as it stands after folding.
constexpr std::string_view kCommonWords[] = {
    "password",   "passwd",    "passphrase", "pass",       "word",     "admin",     "administrator", "root",     "login",
    "user",       "guest",     "test",       "welcome",    "hello",    "letmein",   "secret",        "master",   "default",
    "changeme",   "system",    "server",     "office",     "company",  "access",    "monkey",        "dragon",   "sunshine",
    "princess",   "football",  "baseball",   "soccer",     "shadow",   "superman",  "batman",        "michael",  "charlie",
    "jordan",     "flower",    "freedom",    "whatever",   "trustno",  "iloveyou",  "love",          "lovely",   "angel",
    "summer",     "winter",    "spring",     "autumn",     "monday",   "friday",    "january",       "december", "google",
    "windows",    "microsoft", "apple",      "computer",   "internet", "security",  "hoshirube",     "hoshi",    "sakura",
    "doraemon",   "pokemon",   "pikachu",    "nintendo",   "naruto",   "takahashi", "tanaka",        "suzuki",   "sato",
    "satou",      "watanabe",  "ito",        "itou",       "yamamoto", "nakamura",  "kobayashi",     "kato",     "katou",
    "yoshida",    "yamada",    "sasaki",     "taro",       "tarou",    "hanako",    "japan",         "nippon",   "nihon",
    "tokyo",      "osaka",     "kyoto",      "nagoya",     "fukuoka",  "kaisha",    "kabushiki",     "arigatou", "arigato",
    "konnichiwa", "himitsu",   "aikotoba",   "pasuwado",   "kanri",    "kanrisha",  "eigyo",         "soumu",    "keiri",
    "toyota",     "honda",     "パスワード", "ぱすわーど", "管理者",   "秘密",      "会社",          "株式会社", "さくら",
    "星標",       "ほしるべ",  "ホシルベ",
};
constexpr std::string_view kKeyboardRows[] = {
    "qwertyuiop", "asdfghjkl",  "zxcvbnm", "1234567890", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp",
    "!\"#$%&'()", "!@#$%^&*()",
};

struct Text {
    std::string folded; // NFKC, small letters.
    std::string plain;  // The same length, with digits that stand for letters as letters.
};

Text fold(std::string_view password) {
    Text text{compatibility_folded(password.substr(0, kMaxScanned)), {}};
    for (char& c : text.folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    text.plain = text.folded;
    constexpr std::string_view kFrom = "01345789@$!", kTo = "oieastbgasi";
    for (char& c : text.plain)
        if (const auto at = kFrom.find(c); at != kFrom.npos) c = kTo[at];
    return text;
}

std::size_t character_at(std::string_view text, std::size_t at) {
    std::size_t size = 1;
    while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xc0) == 0x80) ++size;
    return size;
}

std::size_t word_at(const Text& text, std::size_t at, std::string_view word) {
    const auto stands = [&](const std::string& where) { return where.compare(at, word.size(), word) == 0; };
    return word.size() >= kMinRun && (stands(text.folded) || stands(text.plain)) ? word.size() : 0;
}

// "aaaa", "1234", "dcba".
std::size_t run_at(std::string_view text, std::size_t at) {
    std::size_t longest = 0;
    for (const int step : {0, 1, -1}) {
        std::size_t size = 1;
        while (at + size < text.size() && text[at + size] - text[at + size - 1] == step) ++size;
        longest = std::max(longest, size);
    }
    return longest;
}

std::size_t walk_at(std::string_view text, std::size_t at) {
    std::size_t longest = 0;
    for (const auto row : kKeyboardRows) {
        std::string there(row), back(row.rbegin(), row.rend());
        for (const std::string& walked : {there, back})
            for (auto from = walked.find(text[at]); from != walked.npos; from = walked.find(text[at], from + 1)) {
                std::size_t size = 0;
                while (at + size < text.size() && from + size < walked.size() && text[at + size] == walked[from + size]) ++size;
                longest = std::max(longest, size);
            }
    }
    return longest;
}

// What stood there before: "horsehorse".
std::size_t repetition_at(std::string_view text, std::size_t at) {
    std::size_t longest = 0;
    for (std::size_t from = 0; from < at; ++from) {
        std::size_t size = 0;
        while (at + size < text.size() && text[from + size] == text[at + size]) ++size;
        longest = std::max(longest, size);
    }
    return longest;
}

// A year, with month and day where they follow: "1985", "19850412".
std::size_t date_at(std::string_view text, std::size_t at) {
    const auto digit = [&](std::size_t i) { return at + i < text.size() && text[at + i] >= '0' && text[at + i] <= '9'; };
    const bool is_century = text.substr(at, 2) == "19" || text.substr(at, 2) == "20";
    if (!is_century || !digit(2) || !digit(3)) return 0;
    if (!digit(4) || !digit(5) || !digit(6) || !digit(7)) return 4;
    const int month = (text[at + 4] - '0') * 10 + text[at + 5] - '0', day = (text[at + 6] - '0') * 10 + text[at + 7] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? 8 : 4;
}

std::size_t piece_at(const Text& text, std::size_t at, std::span<const std::string> own_words) {
    std::size_t longest = date_at(text.folded, at);
    for (const auto size : {run_at(text.folded, at), walk_at(text.folded, at), repetition_at(text.folded, at)})
        if (size >= kMinRun) longest = std::max(longest, size);
    for (const auto word : kCommonWords) longest = std::max(longest, word_at(text, at, word));
    for (const auto& word : own_words) longest = std::max(longest, word_at(text, at, word));
    return std::max(longest, character_at(text.folded, at));
}

} // namespace

bool is_easily_guessed(std::string_view password, std::span<const std::string> own_words) {
    const Text text = fold(password);
    std::vector<std::string> own;
    for (const auto& word : own_words) own.push_back(fold(word).folded);
    int pieces = 0;
    for (std::size_t at = 0; at < text.folded.size() && pieces < kMinPieces; ++pieces) at += piece_at(text, at, own);
    return pieces < kMinPieces;
}

} // namespace hoshirube
