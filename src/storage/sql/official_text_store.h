#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlOfficialTextStore final : public OfficialTextStore {
public:
    explicit SqlOfficialTextStore(Connection& connection) : connection_(connection) {}
    Result<Done> replace(const OfficialSource&, const std::vector<OfficialText>&) override;
    Result<std::optional<OfficialSource>> source(const std::string& edition) override;
    Result<std::vector<OfficialText>> texts(const std::string& edition) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
