#include "main/house.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "app/account/account.h"
#include "app/account/provider.h"
#include "app/certificate/certificate.h"
#include "app/ledger/ledger.h"
#include "base/hash.h"
#include "evidence/disk_vault.h"
#include "formats/star/credential.h"
#include "keys/p256.h"
#include "main/key_file.h"
#include "main/ledger_key.h"
#include "main/press.h"

namespace hoshirube {

namespace {

Result<Done> make_folder(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return folder_error(path);
    return Done{};
}

Result<std::string> read_key(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return folder_error(path);
    char bytes[65];
    const auto count = ::read(file, bytes, sizeof bytes);
    ::close(file);
    if (count != 64) {
        errno = EINVAL;
        return folder_error(path);
    }
    return std::string(bytes, 64);
}

// Made once, readable by us alone. A second process that starts at the same time reads the first one's.
Result<std::string> key_in(const std::string& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        if (errno == EEXIST) return read_key(path);
        return folder_error(path);
    }
    const auto key = new_secret();
    const bool written = ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(file) == 0;
    ::close(file);
    if (!written) {
        const auto error = folder_error(path);
        ::unlink(path.c_str());
        return error;
    }
    return key;
}

// An empty server begins with a list of kinds; the operator edits it from then on.
Result<Done> seed_qualification_kinds(World& world, std::string_view json_text) {
    {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, kKeeper));
        if (!TRY(transaction->accounts().qualification_kinds()).empty()) return Done{};
    }
    const auto json = TRY(parse_json(json_text));
    for (const Json& kind : json["kinds"]) {
        const auto key = new_id();
        TRY(save_qualification_kind(world, {kKeeper, system_now(), key, sha256_hex(key)},
                                    {kind["key"], {kind["ja"], kind["en"]}, true}));
    }
    return Done{};
}

// Shared by all who work in the folder; held alone by `restore`.
Result<File> use(const std::string& folder) {
    File lock(::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.is_open()) return folder_error(folder);
    if (::flock(lock.number(), LOCK_SH | LOCK_NB) != 0) return conflict("data.being_restored", {{"path", folder}});
    return lock;
}

// The key of certificates for machines: the one that seals paper where that is on P-256, else one of our own. Its id names the issuer,
// and without a public address that is plainly nobody.
Result<Es256Signer> star_signer(const Config& config, const Press& press) {
    const auto path = config.data_directory + "/keys/certificate.key";
    auto own = press.seal ? es256_signer(*press.seal) : std::nullopt;
    if (!own) {
        const auto pem = TRY(kept_key(path, [] { return Result<std::string>(make_p256_pem()); }));
        auto opened = open_p256_pem(pem);
        if (!opened) return conflict("ledger.key_unreadable", {{"file", path}});
        own = std::move(*opened);
    }
    own->key.id = did_web(public_address(press)) + "#" + thumbprint(own->key);
    return std::move(*own);
}

} // namespace

Instant system_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Instant(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

std::string new_ledger_name(const std::string& public_url) {
    const auto at = public_url.find("://");
    const auto host = at == public_url.npos ? std::string("hoshirube.invalid") : public_url.substr(at + 3);
    return host + "/" + new_secret().substr(0, 8);
}

House::House(std::unique_ptr<Storage> storage, std::unique_ptr<Vault> vault, std::string incoming, const Library& library,
             std::string link_key, std::string secret_key, Ledger public_ledger, Ledger private_ledger)
    : storage_(std::move(storage)), vault_(std::move(vault)), incoming_(std::move(incoming)), public_(std::move(public_ledger)),
      private_(std::move(private_ledger)), world_{*storage_,
                                                  *vault_,
                                                  library.shelf,
                                                  library.guide,
                                                  library.texts,
                                                  std::move(link_key),
                                                  std::move(secret_key),
                                                  {*public_.store, *public_.signer},
                                                  {*private_.store, *private_.signer}} {}

// A new key is made only where there is no ledger yet: nobody could tell it from a forger's.
Result<House::Ledger> House::open_ledger(const Config& config, Storage& storage, const std::string& name) {
    const auto after = config.is_after_io_error ? DiskStore::AfterIoError::GoOn : DiskStore::AfterIoError::Refuse;
    auto store = TRY(DiskStore::open(config.data_directory + "/ledger/" + name, after));
    const auto path = config.data_directory + "/keys/ledger-" + name + ".key";
    if (!has_file(path)) {
        auto transaction = TRY(storage.begin(Database::Mode::Read, kKeeper));
        if (TRY(transaction->ledgers().head(name))) return conflict("ledger.key_missing", {{"file", path}});
    }
    const auto origin = (config.ledger_name.empty() ? new_ledger_name(config.public_url) : config.ledger_name) +
                        (name == kPublicLedger ? "" : "/audit");
    auto signer = TRY(open_ledger_key(path, origin, ledger::KeyType::Ed25519));
    return Ledger{std::move(store), std::move(signer)};
}

Result<Done> House::forget_io_error() {
    TRY(public_.store->forget_io_error());
    return private_.store->forget_io_error();
}

House::~House() {
    if (networks_) networks_->stop();
    background_.finish();
}

Result<std::unique_ptr<House>> House::open(const Config& config, const Library& library, bool may_create) {
    const auto& folder = config.data_directory;
    if (!may_create && ::access(folder.c_str(), F_OK) != 0) return not_found("data.missing", {{"path", folder}});
    TRY(make_folder(folder));
    auto in_use = TRY(use(folder));
    TRY(make_folder(folder + "/keys"));
    auto key = TRY(key_in(folder + "/keys/link.key"));
    auto secret = TRY(key_in(folder + "/keys/secret.key"));
    auto storage = TRY(open_database(config.database_url));
    auto vault = TRY(DiskVault::open(folder + "/evidence"));
    auto public_ledger = TRY(open_ledger(config, *storage, kPublicLedger));
    auto private_ledger = TRY(open_ledger(config, *storage, kPrivateLedger));
    auto house =
        std::unique_ptr<House>(new House(std::move(storage), std::move(vault), folder + "/evidence/incoming", library,
                                         std::move(key), std::move(secret), std::move(public_ledger), std::move(private_ledger)));
    house->in_use_.emplace(std::move(in_use));
    house->world_.press = TRY(press_of(config));
    house->networks_ = std::make_unique<NetworkDesk>(
        NetworkDesk::Parts{house->files_, house->background_, job_threads, steady_seconds, system_now, folder + "/networks",
                           library.resources.at("catalogue/supply/jsic_essentiality.json")});
    house->world_.networks = house->networks_.get();
    house->world_.star_signer = TRY(star_signer(config, house->world_.press));
    house->world_.star_keys = TRY(note_certificate_key(house->world_, system_now()));
    if (!config.providers_file.empty()) {
        const auto text = TRY(read_whole(config.providers_file));
        house->world_.providers = TRY(read_providers(text));
        house->world_.outbound = &house->outbound_;
    }
    TRY(seed_qualification_kinds(house->world_, library.resources.at("catalogue/qualification_kinds.json")));
    return house;
}

} // namespace hoshirube
