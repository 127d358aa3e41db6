#pragma once

#include <algorithm>
#include <memory>

#include "app/act.h"
#include "app/network/network_desk.h"
#include "main/config.h"
#include "main/machine.h"
#include "main/resource.h"
#include "storage/storage.h"

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
    // Errors   Unavailable `data.folder` {path, reason}; NotFound `data.missing` {path}; as open_database().
    static Result<std::unique_ptr<House>> open(const Config&, const Library&, bool may_create);

    ~House();
    World& world() { return world_; }
    Storage& storage() { return *storage_; }
    std::string incoming_directory() const { return incoming_; }

private:
    House(std::unique_ptr<Storage>, std::unique_ptr<Vault>, std::string incoming, const Library&, std::string link_key,
          std::string secret_key);

    std::unique_ptr<Storage> storage_;
    std::unique_ptr<Vault> vault_;
    std::string incoming_;
    World world_;
    DiskFiles files_;
    BackgroundThread background_; // Its jobs use what stands above, and the desk: which stops them before it ends.
    std::unique_ptr<NetworkDesk> networks_;
};

Instant system_now();

} // namespace hoshirube
