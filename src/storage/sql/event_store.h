#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlEventStore final : public EventStore {
public:
    explicit SqlEventStore(Connection& connection) : connection_(connection) {}
    Result<Done> append(const Event&, Instant at) override;
    Result<std::vector<StoredEvent>> after(std::int64_t sequence, int limit) override;
    Result<std::vector<StoredEvent>> newest(const EventSearch&, int limit) override;
    Result<std::string> last_actor(const std::string& subject, const std::string& types) override;
    Result<std::int64_t> latest_about(const std::string& subject) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
