#pragma once

#include <string>

#include "app/ports.h"
#include "base/hash.h"

// Invented things with every field filled, so that a field that gets lost on its way is noticed.

namespace hoshirube::samples {

inline Day day(const char* iso8601) { return *Day::parse(iso8601); }
inline Instant instant(const char* iso8601) { return *Instant::parse(iso8601); }
inline const Instant kNoon = Instant(1'795'402'800'123);

// A corporate number with a right check digit for a small number.
inline std::string number(int n) {
    std::string base = std::to_string(100000000000 + n);
    return corporate_number_check_digit(base) + base;
}

inline Organisation organisation(const std::string& id, int n) {
    return {id,    number(n), "株式会社" + id, "カブシキガイシャ" + id, "ブランド", id + " Inc.", "23", "E26", 31, "", true,
            kNoon, 1};
}

inline Person person(const std::string& id) { return {id, id + "@example.jp", "星野 " + id, "$argon2id$" + id, "ja", kNoon}; }

// Its token is its id.
inline Session session(const std::string& id, const std::string& person_id, Instant begun_at) {
    return {id,       sha256_hex(id),           person_id, "Chrome, Windows", "203.0.113.0/24", Proof::Password,
            begun_at, begun_at.plus_seconds(1), begun_at};
}

inline Membership membership(const std::string& person_id, const std::string& organisation_id, Role role) {
    return {person_id, organisation_id, role, day("2026-04-01"), {}};
}

inline Assessment assessment(const std::string& id, const std::string& organisation_id) {
    return {id,
            organisation_id,
            "2026-03-27",
            3,
            {"company", "本社と工場", "Head office and plant"},
            AssessmentState::Draft,
            0,
            "",
            "",
            kNoon,
            1};
}

inline Answer answer(const std::string& criterion) {
    return {criterion, AnswerState::Met, {"multi_factor", "knowledge"}, "全員に\n設定した。", "", {}, "", 0, "hanako", kNoon};
}

inline Evidence evidence(const std::string& id, const std::string& organisation_id) {
    return {id,       organisation_id, sha256_hex(id), "規程.pdf", "application/pdf", 1234, day("2026-04-01"), day("2027-03-31"),
            "改訂版", "hanako",        kNoon,          1};
}

inline Decision decision(const std::string& criterion, int round) {
    return {criterion, round, DecisionKind::Returned, "記録が見当たりません。", false, sha256_hex(criterion), "expert", kNoon, 1};
}

inline Confirmation confirmation(const std::string& assessment_id, int round, const std::string& confirmer_id) {
    const std::string form = R"({"firm":"ほしるべ"})";
    return {assessment_id,     round, confirmer_id,     "確認 太郎", "registered_specialist", "第12345号",
            day("2028-03-31"), kNoon, sha256_hex(form), form};
}

inline Certificate certificate(const std::string& id, std::int64_t running_number, const std::string& assessment_id,
                               const Organisation& firm) {
    return {id,
            running_number,
            "SCS-3-0001",
            assessment_id,
            firm.id,
            firm.corporate_number,
            firm.legal_name,
            firm.legal_name_en,
            3,
            "2026-03-27",
            {"company", "本社", "Head office"},
            day("2026-11-22"),
            day("2027-11-21"),
            sha256_hex(id),
            "keeper"};
}

inline Event event(const std::string& type, const std::string& actor_id, const std::string& subject) {
    return {type, actor_id, "alpha", subject, R"({"state":"met"})"};
}

} // namespace hoshirube::samples
