#pragma once

#include <algorithm>
#include <memory>
#include <optional>

#include "app/act.h"
#include "app/network/network_desk.h"
#include "disk/file.h"
#include "ledger/ed25519.h"
#include "main/config.h"
#include "main/machine.h"
#include "main/resource.h"
#include "outbound/curl_outbound.h"
#include "storage/storage.h"
#include "tiles/disk_store.h"

namespace hoshirube {

// What comes inside the binary, read and checked: needs no data folder.
struct Library {
    Resources resources;
    Texts texts;
    Shelf shelf;
    StartGuide guide;
    std::string start_steps; // The questions of the ten-minute start alone, as the API serves them.
};
// Errors   Invalid `catalogue.malformed`, `texts.malformed`: our own fault, found by tests.
Result<Library> open_library();

// The data folder with everything built on it. Owns what World refers to.
class House {
public:
    // Creates the folder where `may_create`, its keys, and the first list of qualification kinds.
    // Errors   Unavailable `data.folder` {path, reason}; NotFound `data.missing` {path}; Conflict `ledger.key_missing` {file} where a
    //          ledger lost its key, `data.being_restored` {path}; as open_database(), open_ledger_key() and DiskStore::open().
    static Result<std::unique_ptr<House>> open(const Config&, const Library&, bool may_create);

    ~House();
    World& world() { return world_; }
    Storage& storage() { return *storage_; }
    // Everything was read again after an I/O error and found right.
    Result<Done> forget_io_error();
    std::string incoming_directory() const { return incoming_; }

private:
    struct Ledger {
        std::unique_ptr<DiskStore> store;
        std::unique_ptr<ledger::Ed25519Signer> signer;
    };
    static Result<Ledger> open_ledger(const Config&, Storage&, const std::string& name);
    House(std::unique_ptr<Storage>, std::unique_ptr<Vault>, std::string incoming, const Library&, std::string link_key,
          std::string secret_key, Ledger public_ledger, Ledger private_ledger);

    std::optional<File> in_use_; // Locked together with others who work here: nobody restores a backup into the folder meanwhile.
    std::unique_ptr<Storage> storage_;
    std::unique_ptr<Vault> vault_;
    std::string incoming_;
    Ledger public_, private_;
    CurlOutbound outbound_;
    World world_;
    DiskFiles files_;
    BackgroundThread background_; // Its jobs use what stands above, and the desk: which stops them before it ends.
    std::unique_ptr<NetworkDesk> networks_;
};

Instant system_now();

// "register.example.jp/1f2e3d4c" for a register that is served at "https://register.example.jp"; without an address
// "hoshirube.invalid/1f2e3d4c", unique, and plainly nobody's.
std::string new_ledger_name(const std::string& public_url);

} // namespace hoshirube
