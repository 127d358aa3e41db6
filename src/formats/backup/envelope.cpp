#include "formats/backup/envelope.h"

#include <array>
#include <optional>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "base/base64.h"
#include "base/hash.h"
#include "base/json.h"

namespace hoshirube::backup {

namespace {

constexpr std::string_view kRecipient = "hoshirube-backup:", kSecret = "hoshirube-backup-secret:";
constexpr std::size_t kMaxHead = 1024, kPiece = 64 * 1024, kSealed = kPiece + crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kStreamHead = crypto_secretstream_xchacha20poly1305_HEADERBYTES;

// What a stranger's file may ask of this machine to try one passphrase. The least is libsodium's own "interactive".
constexpr std::uint64_t kLeastOperations = crypto_pwhash_OPSLIMIT_INTERACTIVE, kMostOperations = 16;
constexpr std::uint64_t kLeastMemory = crypto_pwhash_MEMLIMIT_INTERACTIVE, kMostMemory = std::uint64_t{1} << 30;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

void ready() { CHECK(sodium_init() >= 0); }

// Wiped when it goes.
struct Key {
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES> bytes{};
    Key() = default;
    Key(const Key&) = delete;
    Key& operator=(const Key&) = delete;
    ~Key() { sodium_memzero(bytes.data(), bytes.size()); }
};

// Tells a wrong passphrase from a changed file. Whoever guesses could try the first piece just as well.
std::string check_of(const Key& key) {
    constexpr std::string_view kLabel = "hoshirube backup key check";
    std::string check(crypto_generichash_BYTES, '\0');
    crypto_generichash(raw(check), check.size(), raw(kLabel), kLabel.size(), key.bytes.data(), key.bytes.size());
    return to_base64(check);
}

Result<Done> key_from(Key& key, const std::string& passphrase, const std::string& salt, std::uint64_t operations,
                      std::uint64_t memory) {
    if (crypto_pwhash(key.bytes.data(), key.bytes.size(), passphrase.data(), passphrase.size(), raw(salt), operations,
                      static_cast<std::size_t>(memory), crypto_pwhash_ALG_ARGON2ID13) != 0)
        return unavailable("backup.no_memory");
    return Done{};
}

Result<std::string> key_bytes(std::string_view text, std::string_view prefix) {
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    if (!text.starts_with(prefix)) return invalid("backup.key_malformed");
    auto bytes = from_base64(text.substr(prefix.size()));
    if (!bytes || bytes->size() != crypto_box_PUBLICKEYBYTES) return invalid("backup.key_malformed");
    return std::move(*bytes);
}

Result<Done> check_lock(const Lock& lock, std::string_view prefix) {
    CHECK(lock.passphrase.empty() != lock.key.empty());
    if (!lock.key.empty()) {
        TRY(key_bytes(lock.key, prefix));
        return Done{};
    }
    if (lock.passphrase.size() < kMinPassphrase)
        return invalid("backup.passphrase_short", {}, {{"least", std::to_string(kMinPassphrase)}});
    return Done{};
}

Error malformed() { return invalid("backup.malformed"); }

} // namespace

KeyPair make_key_pair() {
    ready();
    std::string open(crypto_box_PUBLICKEYBYTES, '\0'), secret(crypto_box_SECRETKEYBYTES, '\0');
    crypto_box_keypair(raw(open), raw(secret));
    KeyPair pair{std::string(kRecipient) + to_base64(open), std::string(kSecret) + to_base64(secret)};
    sodium_memzero(secret.data(), secret.size());
    return pair;
}

struct Sealer::State {
    Key key;
    crypto_secretstream_xchacha20poly1305_state stream{};
};
Sealer::Sealer() : state_(std::make_unique<State>()) {}
Sealer::~Sealer() { sodium_memzero(&state_->stream, sizeof state_->stream); }

Result<std::unique_ptr<Sealer>> Sealer::make(const Lock& lock) {
    ready();
    TRY(check_lock(lock, kRecipient));
    std::unique_ptr<Sealer> sealer(new Sealer());
    auto& key = sealer->state_->key;
    Json head;
    if (!lock.passphrase.empty()) {
        std::string salt(crypto_pwhash_SALTBYTES, '\0');
        randombytes_buf(salt.data(), salt.size());
        TRY(key_from(key, lock.passphrase, salt, crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE));
        head = {{"lock", "passphrase"},
                {"operations", crypto_pwhash_OPSLIMIT_MODERATE},
                {"memory_bytes", crypto_pwhash_MEMLIMIT_MODERATE},
                {"salt", to_base64(salt)}};
    } else {
        const auto recipient = TRY(key_bytes(lock.key, kRecipient));
        crypto_secretstream_xchacha20poly1305_keygen(key.bytes.data());
        std::string sealed(key.bytes.size() + crypto_box_SEALBYTES, '\0');
        if (crypto_box_seal(raw(sealed), key.bytes.data(), key.bytes.size(), raw(recipient)) != 0)
            return invalid("backup.key_malformed");
        head = {{"lock", "recipient"}, {"recipient", to_base64(recipient)}, {"sealed_key", to_base64(sealed)}};
    }
    head["check"] = check_of(key);
    sealer->head_ = std::string(kFirstLine) + TRY(canonical_json(head)) + "\n";
    std::string stream_head(kStreamHead, '\0');
    crypto_secretstream_xchacha20poly1305_init_push(&sealer->state_->stream, raw(stream_head), key.bytes.data());
    sealer->head_ += stream_head;
    return sealer;
}

std::string Sealer::seal(std::string_view piece, bool is_last) {
    std::string sealed(piece.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    const std::string_view along = is_first_ ? std::string_view(head_) : std::string_view();
    const unsigned char tag = is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
    crypto_secretstream_xchacha20poly1305_push(&state_->stream, raw(sealed), nullptr, raw(piece), piece.size(), raw(along),
                                               along.size(), tag);
    is_first_ = false;
    return sealed;
}

std::string Sealer::add(std::string_view bytes) {
    std::string out;
    waiting_ += bytes;
    std::size_t at = 0;
    // One piece always stays behind: the last one is marked as such.
    for (; waiting_.size() - at > kPiece; at += kPiece) out += seal(std::string_view(waiting_).substr(at, kPiece), false);
    waiting_.erase(0, at);
    return out;
}

std::string Sealer::finish() {
    auto out = seal(waiting_, true);
    sodium_memzero(waiting_.data(), waiting_.size());
    waiting_.clear();
    return out;
}

struct Opener::State {
    Lock lock;
    crypto_secretstream_xchacha20poly1305_state stream{};
    std::string waiting; // Not yet read.
    std::string head;
    std::uint64_t offset = 0; // Where `waiting` begins in the file.
    bool is_open = false, is_first = true, is_over = false;

    explicit State(Lock given) : lock(std::move(given)) {}
    void drop(std::size_t bytes) {
        waiting.erase(0, bytes);
        offset += bytes;
    }
    Result<Done> find_key(Key& key, const Json& said);
};
Opener::Opener(Lock lock) : state_(std::make_unique<State>(std::move(lock))) {}
Opener::~Opener() {
    sodium_memzero(&state_->stream, sizeof state_->stream);
    sodium_memzero(state_->lock.passphrase.data(), state_->lock.passphrase.size());
    sodium_memzero(state_->lock.key.data(), state_->lock.key.size());
}

Result<std::unique_ptr<Opener>> Opener::make(Lock lock) {
    ready();
    TRY(check_lock(lock, kSecret));
    return std::unique_ptr<Opener>(new Opener(std::move(lock)));
}

namespace {

std::optional<std::string> bytes_in(const Json& said, const char* name, std::size_t size) {
    const auto found = said.find(name);
    if (found == said.end() || !found->is_string()) return {};
    auto bytes = from_base64(found->get_ref<const std::string&>());
    if (!bytes || bytes->size() != size) return {};
    return bytes;
}

std::optional<std::uint64_t> number_in(const Json& said, const char* name, std::uint64_t least, std::uint64_t most) {
    const auto found = said.find(name);
    if (found == said.end() || !found->is_number_unsigned()) return {};
    const auto value = found->get<std::uint64_t>();
    if (value < least || value > most) return {};
    return value;
}

} // namespace

Result<Done> Opener::State::find_key(Key& key, const Json& said) {
    const auto kind = said.find("lock");
    if (kind == said.end() || !kind->is_string()) return malformed();
    if (*kind == "passphrase") {
        const auto salt = bytes_in(said, "salt", crypto_pwhash_SALTBYTES);
        const auto operations = number_in(said, "operations", kLeastOperations, kMostOperations);
        const auto memory = number_in(said, "memory_bytes", kLeastMemory, kMostMemory);
        if (!salt || !operations || !memory) return malformed();
        if (lock.passphrase.empty()) return forbidden("backup.needs_passphrase");
        return key_from(key, lock.passphrase, *salt, *operations, *memory);
    }
    if (*kind != "recipient") return malformed();
    const auto recipient = bytes_in(said, "recipient", crypto_box_PUBLICKEYBYTES);
    const auto sealed = bytes_in(said, "sealed_key", key.bytes.size() + crypto_box_SEALBYTES);
    if (!recipient || !sealed) return malformed();
    if (lock.key.empty()) return forbidden("backup.needs_key");
    auto secret = TRY(key_bytes(lock.key, kSecret));
    std::string open(crypto_box_PUBLICKEYBYTES, '\0');
    const bool is_ours = crypto_scalarmult_base(raw(open), raw(secret)) == 0 && open == *recipient;
    const bool is_opened =
        is_ours && crypto_box_seal_open(key.bytes.data(), raw(*sealed), sealed->size(), raw(open), raw(secret)) == 0;
    sodium_memzero(secret.data(), secret.size());
    if (!is_ours) return forbidden("backup.wrong_key");
    if (!is_opened) return conflict("backup.changed_at", {{"offset", "0"}});
    return Done{};
}

// False: more is needed.
Result<bool> Opener::take_head() {
    auto& s = *state_;
    const auto first = s.waiting.substr(0, kFirstLine.size());
    if (first != kFirstLine.substr(0, first.size())) return malformed();
    const auto end = s.waiting.size() > kFirstLine.size() ? s.waiting.find('\n', kFirstLine.size()) : s.waiting.npos;
    if (end == s.waiting.npos) {
        if (s.waiting.size() > kMaxHead) return malformed();
        return false;
    }
    if (s.waiting.size() < end + 1 + kStreamHead) return false;
    const auto line = std::string_view(s.waiting).substr(kFirstLine.size(), end - kFirstLine.size());
    const auto said = parse_json(line);
    if (line.size() > kMaxHead || !said || !said->is_object()) return malformed();
    const auto again = canonical_json(*said);
    if (!again || *again != line) return malformed();
    Key key;
    TRY(s.find_key(key, *said));
    const auto check = said->find("check");
    if (check == said->end() || !check->is_string()) return malformed();
    if (!equal_in_constant_time(check->get_ref<const std::string&>(), check_of(key)))
        return s.lock.key.empty() ? forbidden("backup.wrong_passphrase") : conflict("backup.changed_at", {{"offset", "0"}});
    s.head = s.waiting.substr(0, end + 1 + kStreamHead);
    if (crypto_secretstream_xchacha20poly1305_init_pull(&s.stream, raw(std::string_view(s.head).substr(end + 1)),
                                                        key.bytes.data()) != 0)
        return conflict("backup.changed_at", {{"offset", std::to_string(end + 1)}});
    s.drop(s.head.size());
    s.is_open = true;
    return true;
}

Result<std::string> Opener::feed(std::string_view bytes) {
    auto& s = *state_;
    s.waiting += bytes;
    std::string out;
    if (!s.is_open && !TRY(take_head())) return out;
    while (s.waiting.size() >= kSealed) out += TRY(take_piece(kSealed));
    if (s.is_over && !s.waiting.empty()) return conflict("backup.changed_at", {{"offset", std::to_string(s.offset)}});
    return out;
}

Result<std::string> Opener::take_piece(std::size_t size) {
    auto& s = *state_;
    const auto changed = conflict("backup.changed_at", {{"offset", std::to_string(s.offset)}});
    if (s.is_over || size < crypto_secretstream_xchacha20poly1305_ABYTES) return changed;
    const std::string_view along = s.is_first ? std::string_view(s.head) : std::string_view();
    std::string open(size - crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&s.stream, raw(open), nullptr, &tag, raw(s.waiting), size, raw(along),
                                                   along.size()) != 0)
        return changed;
    s.is_over = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    s.is_first = false;
    s.drop(size);
    return open;
}

Result<std::string> Opener::finish() {
    auto& s = *state_;
    if (s.is_over) return std::string();
    if (!s.is_open && s.waiting.substr(0, kFirstLine.size()) != kFirstLine) return malformed();
    auto last = s.is_open && !s.waiting.empty() ? take_piece(s.waiting.size()) : Result<std::string>(conflict("backup.cut"));
    if (!last || !s.is_over) return conflict("backup.cut");
    return last;
}

} // namespace hoshirube::backup
