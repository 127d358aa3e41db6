#include "formats/star/check.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "formats/star/status_list.h"
#include "formats/star/token.h"
#include "ledger/policy.h"

namespace hoshirube {

namespace {

constexpr std::string_view kKeyLine = "#: certificate-key ";
constexpr std::int64_t kClocksDifferSeconds = 300;

// Of a day in Tokyo, since 1970.
std::int64_t first_second(Day day) { return Instant::parse(day.previous().iso8601() + "T15:00:00.000Z")->milliseconds() / 1000; }

class Checker {
public:
    Checker(const StarFiles& files, Instant now) : files_(files), now_(now) {}

    StarCheck run() {
        read_keys();
        read_certificate();
        check_ledger();
        check_validity();
        check_status();
        judge();
        return std::move(check_);
    }

private:
    void find(const char* what, Grade grade, const char* reason, Error::Params params = {}) {
        check_.findings.push_back({what, grade, reason, std::move(params)});
    }

    void read_keys() {
        if (files_.policy) {
            auto named = policy_keys(*files_.policy);
            has_bad_keys_ = !named;
            if (named) keys_ = std::move(*named);
        }
        if (!files_.keys) return;
        const auto given = parse_jwks(*files_.keys);
        has_bad_keys_ = has_bad_keys_ || !given;
        if (given) keys_.insert(keys_.end(), given->begin(), given->end());
    }

    const Es256Key* key_of(const Jws& jws) const {
        const auto found = std::find_if(keys_.begin(), keys_.end(), [&](const Es256Key& key) { return key.id == jws.key_id; });
        return found == keys_.end() ? nullptr : &*found;
    }

    void read_certificate() {
        const auto jws = parse_jws(after_link(files_.certificate));
        auto star = !jws                           ? Result<StarCredential>(invalid("jose.malformed"))
                    : jws->type == kStarTokenType  ? parse_star_token(jws->payload)
                    : jws->type == kCredentialType ? parse_credential(jws->payload)
                                                   : Result<StarCredential>(invalid("jose.malformed"));
        if (!star) return find("signature", Grade::Fails, "unreadable");
        check_.star = std::move(*star);
        if (has_bad_keys_) return find("signature", Grade::Fails, "keys_unreadable");
        if (keys_.empty()) return find("signature", Grade::Open, "no_key");
        const auto* key = key_of(*jws);
        if (!key) return find("signature", Grade::Fails, "other_key", {{"key", jws->key_id}});
        if (!is_signed(*jws, *key)) return find("signature", Grade::Fails, "changed");
        if (key->issuer() != check_.star->issuer)
            return find("signature", Grade::Fails, "other_issuer", {{"issuer", check_.star->issuer}});
        if (is_retired(*key, first_second(check_.star->registered_on)))
            return find("signature", Grade::Fails, "retired_key", {{"at", Instant(*key->retired_at * 1000).iso8601()}});
        find("signature", Grade::Holds, "holds", {{"issuer", check_.star->issuer}});
    }

    // Whether a key signed no more at a time: what was granted or listed later, it cannot have signed.
    static bool is_retired(const Es256Key& key, std::int64_t at) { return key.retired_at && *key.retired_at < at; }

    // Ledger and witnesses come of one proof.
    void check_ledger() {
        const auto opened = find_in_ledger();
        if (!opened) return find("witnesses", Grade::Open, "no_proof");
        const auto count = std::to_string(opened->cosignatures.size());
        if (!opened->has_quorum) return find("witnesses", Grade::Fails, "too_few", {{"count", count}});
        if (opened->cosignatures.empty()) return find("witnesses", Grade::Open, "none_asked");
        std::uint64_t oldest = opened->cosignatures[0].at_seconds;
        for (const auto& one : opened->cosignatures) oldest = std::min(oldest, one.at_seconds);
        const auto seconds = static_cast<std::int64_t>(std::min<std::uint64_t>(oldest, 253'402'300'799)); // The year 9999.
        find("witnesses", Grade::Holds, "holds", {{"count", count}, {"at", Instant(seconds * 1000).iso8601()}});
    }

    std::optional<ledger::Opened> find_in_ledger() {
        const auto say = [&](Grade grade, const char* reason, Error::Params params = {}) {
            find("ledger", grade, reason, std::move(params));
            return std::optional<ledger::Opened>();
        };
        if (!check_.star) return say(Grade::Open, "no_certificate");
        if (check_.star->is_token) return say(Grade::Open, "token");
        const auto& entry = check_.star->entry;
        if (!entry) return say(Grade::Open, "no_entry");
        if (const auto other = differences(*check_.star, entry->text); !other.empty())
            return say(Grade::Fails, "other_facts", {{"part", other[0]}});
        if (!files_.proof) return say(Grade::Open, "no_proof");
        if (!files_.policy) return say(Grade::Open, "no_policy");
        const auto policy = ledger::parse_policy(*files_.policy);
        if (!policy) return say(Grade::Fails, "policy_unreadable");
        const auto proof = ledger::parse_proof_file(*files_.proof);
        if (!proof) return say(Grade::Fails, "proof_unreadable");
        auto opened = ledger::check_proof(*proof, ledger::leaf_hash(entry->text), *policy);
        if (!opened && opened.error().key == "ledger.not_included") return say(Grade::Fails, "not_included");
        if (!opened) return say(Grade::Fails, "not_signed");
        if (proof->index != entry->index || opened->checkpoint.origin != entry->origin)
            return say(Grade::Fails, "other_place", {{"index", std::to_string(proof->index)}});
        find("ledger", Grade::Holds, "holds", {{"origin", entry->origin}, {"index", std::to_string(entry->index)}});
        return std::move(*opened);
    }

    void check_validity() {
        if (!check_.star) return find("validity", Grade::Open, "no_certificate");
        const auto today = now_.tokyo_day();
        const auto from = check_.star->registered_on, to = check_.star->last_valid_day;
        const Error::Params params{{"from", from.iso8601()}, {"to", to.iso8601()}, {"today", today.iso8601()}};
        if (today < from) return find("validity", Grade::Fails, "not_yet", params);
        if (to < today) return find("validity", Grade::Fails, "expired", params);
        find("validity", Grade::Holds, "holds", params);
    }

    void check_status() {
        if (!check_.star) return find("status", Grade::Open, "no_certificate");
        if (!files_.status) return find("status", Grade::Open, "no_list");
        const auto jws = parse_jws(*files_.status);
        if (!jws || jws->type != kStatusListType) return find("status", Grade::Fails, "unreadable");
        if (keys_.empty()) return find("status", Grade::Open, "no_key");
        const auto* key = key_of(*jws);
        if (!key || key->issuer() != check_.star->issuer || !is_signed(*jws, *key))
            return find("status", Grade::Fails, "not_signed");
        const auto list = parse_token_status_list(jws->payload); // Unpacked only now that its maker is known.
        if (!list) return find("status", Grade::Fails, "unreadable");
        if (is_retired(*key, list->times.issued_at)) return find("status", Grade::Fails, "not_signed");
        if (list->address != check_.star->token_status_list) return find("status", Grade::Fails, "other_list");
        judge_status(*list);
    }

    void judge_status(const TokenStatusList& list) {
        const auto state = list.at(static_cast<std::uint64_t>(check_.star->number));
        const Error::Params params{{"at", Instant(list.times.issued_at * 1000).iso8601()}};
        const auto now = now_.milliseconds() / 1000;
        if (!state) return find("status", Grade::Fails, "not_listed", params);
        if (*state == static_cast<unsigned>(StarStatus::Withdrawn)) return find("status", Grade::Fails, "withdrawn", params);
        if (*state != static_cast<unsigned>(StarStatus::Valid)) return find("status", Grade::Fails, "suspended", params);
        if (now + kClocksDifferSeconds < list.times.issued_at) return find("status", Grade::Open, "from_tomorrow", params);
        if (now > list.times.expires_at) return find("status", Grade::Open, "too_old", params);
        find("status", Grade::Holds, "holds", params);
    }

    void judge() {
        const auto has = [&](Grade grade) {
            return std::any_of(check_.findings.begin(), check_.findings.end(),
                               [&](const auto& one) { return one.grade == grade; });
        };
        const bool is_signed = check_.findings[0].grade == Grade::Holds;
        check_.verdict = has(Grade::Fails) ? "fails" : !is_signed ? "open" : has(Grade::Open) ? "partly" : "holds";
    }

    const StarFiles& files_;
    const Instant now_;
    std::vector<Es256Key> keys_;
    bool has_bad_keys_ = false;
    StarCheck check_;
};

std::string_view to_text(Grade grade) {
    switch (grade) {
    case Grade::Holds: return "holds";
    case Grade::Fails: return "fails";
    case Grade::Open: return "open";
    }
    return {};
}

} // namespace

StarCheck check_star(const StarFiles& files, Instant now) { return Checker(files, now).run(); }

Json to_json(const StarCheck& check) {
    Json findings = Json::array();
    for (const auto& one : check.findings) {
        Json params = Json::object();
        for (const auto& [name, value] : one.params) params[name] = value;
        findings.push_back(
            {{"what", one.what}, {"grade", to_text(one.grade)}, {"reason", one.reason}, {"params", std::move(params)}});
    }
    Json star;
    if (const auto& c = check.star)
        star = {{"number", c->number},
                {"corporate_number", c->corporate_number},
                {"legal_name", c->legal_name},
                {"legal_name_en", c->legal_name_en},
                {"star", c->star},
                {"edition", c->edition},
                {"assurance", c->assurance},
                {"scope",
                 {{"kind", c->scope_kind}, {"description", c->scope_description}, {"description_en", c->scope_description_en}}},
                {"is_invented", c->is_invented},
                {"registered_on", c->registered_on.iso8601()},
                {"last_valid_day", c->last_valid_day.iso8601()},
                {"says", {{"ja", c->says.ja}, {"en", c->says.en}}},
                {"does_not_say", {{"ja", c->does_not_say.ja}, {"en", c->does_not_say.en}}}};
    if (check.star && check.star->is_token) star["is_token"] = true;
    return Json{{"verdict", check.verdict}, {"findings", std::move(findings)}, {"star", std::move(star)}};
}

std::string policy_key_line(const Es256Key& key) { return std::string(kKeyLine) + to_jwk(key).dump() + "\n"; }

Result<std::vector<Es256Key>> policy_keys(std::string_view policy) {
    std::vector<Es256Key> keys;
    while (!policy.empty()) {
        const auto end = std::min(policy.find('\n'), policy.size());
        const auto line = policy.substr(0, end);
        policy.remove_prefix(std::min(end + 1, policy.size()));
        if (!line.starts_with(kKeyLine)) continue;
        const auto json = parse_json(line.substr(kKeyLine.size()));
        auto key = json ? parse_jwk(*json) : std::nullopt;
        if (!key || keys.size() == 128) return invalid("jose.keys_malformed");
        keys.push_back(std::move(*key));
    }
    return keys;
}

} // namespace hoshirube
