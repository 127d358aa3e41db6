#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlCalendarStore final : public CalendarStore {
public:
    explicit SqlCalendarStore(Connection& connection) : connection_(connection) {}
    Result<Done> add_note(const DutyNote&) override;
    Result<DutyNote> get_note(const std::string& id) override;
    Result<Done> take_back_note(const std::string& id, Instant) override;
    Result<std::vector<DutyNote>> notes(const std::string& organisation_id) override;
    Result<Done> add_link(const CalendarLink&) override;
    Result<CalendarLink> get_link(const std::string& id) override;
    Result<Done> revoke_link(const std::string& id, Instant) override;
    Result<std::vector<CalendarLink>> links(const std::string& organisation_id, const std::string& person_id) override;
    Result<Done> save_reminder(const Reminder&) override;
    Result<Done> remove_reminder(const std::string& person_id, const std::string& organisation_id) override;
    Result<std::optional<Reminder>> find_reminder(const std::string& person_id, const std::string& organisation_id) override;
    Result<std::vector<Reminder>> reminders_before(Day, int limit) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
