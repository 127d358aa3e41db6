#pragma once

#include "app/network/network_desk.h"
#include "evidence/memory_vault.h"
#include "http/server.h"
#include "http/site.h"
#include "ledger/ed25519.h"
#include "main/machine.h"
#include "storage/storage.h"
#include "tiles/memory_store.h"

#include <atomic>
#include <memory>
#include <string>

namespace hoshirube::test {

class AtOnce final : public Background {
public:
    void run(std::function<void()> task) override { task(); }
};

// An empty server with its own data and its own clock, and the server's keeper at hand.
class House {
public:
    House();
    ~House();

    std::uint16_t port() const { return server_->port(); }
    const Pipeline& pipeline() const { return site_->pipeline(); }
    Instant now() const { return Instant(now_ms_); }
    void forward(std::int64_t seconds) { now_ms_ += seconds * 1000; }

    // Acts of the keeper. Each answers the id of what it made; a refusal fails the test.
    std::string enter_organisation(const std::string& base12, const std::string& name, const std::string& kana);
    std::string invite(const std::string& organisation_id, const std::string& email,
                       const std::string& role); // The token.
    // A registered star for the firm, put straight into the register.
    void grant_star(const std::string& organisation_id, int star);
    Storage& database() { return *storage_; }
    void damage_evidence(const std::string& sha256) { vault_.damage(sha256); }

private:
    Act act();

    std::atomic<std::int64_t> now_ms_;
    std::string spool_;
    Texts texts_;
    Shelf shelf_;
    MemoryVault vault_;
    std::unique_ptr<Storage> storage_;
    DiskFiles disk_;
    AtOnce background_;
    std::string jsic_rules_;
    std::unique_ptr<NetworkDesk> networks_;
    std::vector<std::string> files_; // Whose bytes the assets are.
    MemoryStore public_files_, private_files_;
    std::unique_ptr<ledger::Ed25519Signer> public_signer_, private_signer_;
    std::unique_ptr<World> world_;
    std::unique_ptr<Site> site_;
    std::unique_ptr<Server> server_;
};

} // namespace hoshirube::test
