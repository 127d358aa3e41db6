#pragma once

#include <sstream>
#include <string>

#include "app/ports.h"

// Every field of a thing as one line, so that two can be compared whole and a difference can be read.

namespace hoshirube {

class Line {
public:
    template <typename T>
    Line& operator<<(const T& value) {
        out_ << value << " | ";
        return *this;
    }
    Line& operator<<(const Day& day) { return *this << day.iso8601(); }
    Line& operator<<(const Instant& instant) { return *this << instant.iso8601(); }
    template <typename T>
    Line& operator<<(const std::optional<T>& value) {
        return value ? *this << *value : *this << "none";
    }
    std::string text() const { return out_.str(); }

private:
    std::ostringstream out_;
};

inline std::string words(const Organisation& o) {
    return (Line() << o.id << o.corporate_number << o.legal_name << o.legal_name_kana << o.trade_name << o.legal_name_en
                   << o.prefecture << o.industry << o.staff << o.parent_corporate_number << o.is_invented << o.registered_at
                   << o.version)
        .text();
}
inline std::string words(const Person& p) {
    return (Line() << p.id << p.email << p.name << p.password_hash << p.language << p.created_at).text();
}
inline std::string words(const Session& s) {
    return (Line() << s.id << s.token_sha256 << s.person_id << s.device << s.network << to_text(s.begun_by) << s.begun_at
                   << s.last_used_at << s.proved_at)
        .text();
}
inline std::string words(const CodeApp& a) {
    return (Line() << a.person_id << a.sealed_secret << a.made_at << a.confirmed_at << a.last_used_step).text();
}
inline std::string words(const Passkey& p) {
    return (Line() << p.id << p.person_id << p.credential_id << p.key_der << p.kind << p.rp_id << p.name << p.counter << p.made_at
                   << p.last_used_at)
        .text();
}
inline std::string words(const Invite& i) {
    return (Line() << i.id << i.organisation_id << i.email << i.name << to_text(i.role) << i.invited_by << i.created_at
                   << i.expires_at << i.accepted_at)
        .text();
}
inline std::string words(const Qualification& q) {
    return (Line() << q.id << q.person_id << q.kind << q.number << q.valid_until << q.recorded_by << q.recorded_at).text();
}
inline std::string words(const Assessment& a) {
    return (Line() << a.id << a.organisation_id << a.edition << a.star << a.scope.kind << a.scope.description
                   << a.scope.description_en << to_text(a.state) << a.round << a.confirmer_id << a.remark << a.opened_at
                   << a.version)
        .text();
}
inline std::string words(const Answer& a) {
    Line line;
    line << a.criterion << to_text(a.state);
    for (const auto& branch : a.branches) line << branch;
    return (line << a.note << a.reason << a.planned_on << a.planned_owner << a.version << a.updated_by << a.updated_at).text();
}
inline std::string words(const Evidence& e) {
    return (Line() << e.id << e.organisation_id << e.sha256 << e.file_name << e.media_type << e.size_bytes << e.effective_from
                   << e.effective_to << e.note << e.uploaded_by << e.uploaded_at << e.version)
        .text();
}
inline std::string words(const Decision& d) {
    return (Line() << d.criterion << d.round << to_text(d.kind) << d.reason << d.agrees_not_applicable << d.answer_sha256
                   << d.decided_by << d.decided_at << d.version)
        .text();
}
inline std::string words(const Advice& a) {
    return (Line() << a.id << a.criterion << a.text << a.given_by << a.capacity << a.round << a.given_at).text();
}
inline std::string words(const Confirmation& c) {
    return (Line() << c.assessment_id << c.round << c.confirmer_id << c.confirmer_name << c.qualification_kind
                   << c.qualification_number << c.qualification_valid_until << c.confirmed_at << c.form_sha256 << c.form)
        .text();
}
inline std::string words(const Declaration& d) {
    return (Line() << d.assessment_id << d.round << d.person_id << d.person_name << d.form_sha256 << d.declared_at).text();
}
inline std::string words(const Certificate& c) {
    return (Line() << c.id << c.number << c.official_number << c.assessment_id << c.organisation_id << c.corporate_number
                   << c.legal_name << c.legal_name_en << c.star << c.edition << c.scope.kind << c.scope.description
                   << c.scope.description_en << c.registered_on << c.last_valid_day << c.seal << c.registered_by)
        .text();
}
inline std::string words(const Event& e) {
    return (Line() << e.type << e.actor_id << e.organisation_id << e.subject << e.record).text();
}

} // namespace hoshirube
