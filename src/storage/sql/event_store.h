#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"
#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

Result<StoredEvent> to_stored_event(RowReader& in);

class SqlEventStore final : public EventStore {
public:
    explicit SqlEventStore(Connection& connection) : connection_(connection) {}
    Result<Done> append(const Event&, Instant at) override;
    Result<std::vector<StoredEvent>> after(std::int64_t sequence, int limit) override;
    Result<std::vector<StoredEvent>> of_organisation(const std::string& organisation_id, const EventSearch&, int limit) override;
    Result<Done> add_refusal(const Refusal&) override;
    Result<int> count_refusals(const std::string& actor_id, Day) override;
    Result<std::vector<Refusal>> refusals_of(const std::string& organisation_id, const EventSearch&, int limit) override;
    Result<std::optional<std::string>> owner_of(const std::string& object_id) override;
    Result<std::vector<StoredEvent>> newest(const EventSearch&, int limit) override;
    Result<std::optional<StoredEvent>> latest_of(const std::string& subject, const std::string& types) override;
    Result<std::int64_t> latest_about(const std::string& subject) override;
    Result<std::int64_t> latest() override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
