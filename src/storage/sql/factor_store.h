#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlFactorStore final : public FactorStore {
public:
    explicit SqlFactorStore(Connection& connection) : connection_(connection) {}

    Result<std::optional<CodeApp>> code_app(const std::string& person_id) override;
    Result<Done> save_code_app(const CodeApp&) override;
    Result<Done> remove_code_app(const std::string& person_id) override;
    Result<Done> replace_recovery_codes(const std::string& person_id, const std::vector<std::string>& hashes) override;
    Result<bool> use_recovery_code(const std::string& person_id, const std::string& hash, Instant at) override;
    Result<std::int64_t> recovery_codes_left(const std::string& person_id) override;
    Result<Done> add_passkey(const Passkey&) override;
    Result<Done> save_passkey(const Passkey&) override;
    Result<Done> remove_passkey(const std::string& id) override;
    Result<std::vector<Passkey>> passkeys_of(const std::string& person_id) override;
    Result<std::optional<Passkey>> find_passkey(const std::string& credential_id) override;
    Result<Done> add_identity(const Identity&) override;
    Result<std::optional<Identity>> find_identity(const std::string& issuer, const std::string& subject) override;
    Result<std::vector<Identity>> identities_of(const std::string& person_id) override;
    Result<Done> remove_identity(const std::string& id) override;
    Result<bool> use_challenge(const std::string& challenge_sha256, Instant expires_at) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
