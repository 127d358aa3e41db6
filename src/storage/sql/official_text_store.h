#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlOfficialTextStore final : public OfficialTextStore {
public:
    explicit SqlOfficialTextStore(Connection& connection) : connection_(connection) {}
    Result<Done> add_guide(const GuideSource&, const std::vector<GuideText>&) override;
    Result<std::optional<GuideSource>> latest_guide(const std::string& edition) override;
    Result<std::vector<GuideText>> guide_texts(const std::string& edition, std::int64_t version) override;
    Result<Done> replace(const OfficialSource&, const std::vector<OfficialText>&) override;
    Result<std::optional<OfficialSource>> source(const std::string& edition) override;
    Result<std::vector<OfficialText>> texts(const std::string& edition) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
