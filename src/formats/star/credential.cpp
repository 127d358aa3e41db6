#include "formats/star/credential.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/hash.h"

namespace hoshirube {

namespace {

constexpr std::string_view kMorning = "T00:00:00+09:00", kNight = "T23:59:59+09:00";
constexpr std::int64_t kMaxNumber = 999'999'999'999;

Error malformed(std::string_view what) { return invalid("star_credential.malformed", {}, {{"what", std::string(what)}}); }

Json scope_of(const StarCredential& c) {
    return Json{{"kind", c.scope_kind}, {"description", c.scope_description}, {"description_en", c.scope_description_en}};
}

Json to_json(const StarCredential::Sentences& sentences) { return Json{{"ja", sentences.ja}, {"en", sentences.en}}; }

Json status_entry(const StarCredential& c, const std::string& list, const char* purpose) {
    const auto index = std::to_string(c.number);
    return Json{{"id", list + "#" + index},
                {"type", "BitstringStatusListEntry"},
                {"statusPurpose", purpose},
                {"statusListIndex", index},
                {"statusListCredential", list}};
}

// Reads what strangers wrote: each part is there and of its kind, or the whole is refused.
class Reader {
public:
    explicit Reader(const Json& json) : json_(json) {}

    Result<std::string> text(const char* name) const {
        const auto* found = find(name);
        if (!found || !found->is_string()) return malformed(name);
        return found->get<std::string>();
    }
    Result<std::int64_t> number(const char* name) const {
        const auto* found = find(name);
        if (!found || !found->is_number_unsigned() || found->get<std::uint64_t>() > static_cast<std::uint64_t>(kMaxNumber))
            return malformed(name);
        return found->get<std::int64_t>();
    }
    Result<Day> day(const char* name, std::string_view time) const {
        const auto whole = TRY(text(name));
        const auto day =
            whole.ends_with(time) ? Day::parse(whole.substr(0, whole.size() - time.size())) : Result<Day>(malformed(name));
        if (!day) return malformed(name);
        return *day;
    }
    Result<Reader> object(const char* name) const {
        const auto* found = find(name);
        if (!found || !found->is_object()) return malformed(name);
        return Reader(*found);
    }
    Result<Reader> first(const char* name) const {
        const auto* found = find(name);
        if (!found || !found->is_array() || found->empty() || !found->front().is_object()) return malformed(name);
        return Reader(found->front());
    }
    Result<StarCredential::Sentences> sentences(const char* name) const {
        const auto both = TRY(object(name));
        StarCredential::Sentences read;
        for (auto [language, into] : {std::pair("ja", &read.ja), std::pair("en", &read.en)}) {
            const auto* list = both.find(language);
            if (!list || !list->is_array()) return malformed(name);
            for (const auto& one : *list) {
                if (!one.is_string()) return malformed(name);
                into->push_back(one.get<std::string>());
            }
        }
        return read;
    }
    // The address of the list with this purpose.
    Result<std::string> status_list(const char* purpose) const {
        const auto* list = find("credentialStatus");
        if (!list || !list->is_array()) return malformed("credentialStatus");
        for (const auto& one : *list) {
            const Reader entry(one);
            const auto named = entry.text("statusPurpose");
            if (named && *named == purpose) return entry.text("statusListCredential");
        }
        return malformed("credentialStatus");
    }
    bool is_true(const char* name) const {
        const auto* found = find(name);
        return found && found->is_boolean() && found->get<bool>();
    }
    bool has(const char* name) const { return find(name) != nullptr; }
    bool is_star() const {
        const auto* types = find("type");
        return types && types->is_array() && std::find(types->begin(), types->end(), Json("StarCertificate")) != types->end();
    }

private:
    const Json* find(const char* name) const {
        if (!json_.is_object()) return nullptr;
        const auto found = json_.find(name);
        return found == json_.end() ? nullptr : &*found;
    }
    const Json& json_;
};

Result<std::optional<StarCredential::Entry>> entry_in(const Reader& whole) {
    if (!whole.has("ledger")) return std::optional<StarCredential::Entry>();
    const auto ledger = TRY(whole.object("ledger"));
    auto origin = TRY(ledger.text("origin"));
    const auto index = TRY(ledger.number("index"));
    auto text = TRY(ledger.text("entry"));
    return std::optional(StarCredential::Entry{std::move(origin), static_cast<std::uint64_t>(index), std::move(text)});
}

} // namespace

std::string did_web(std::string_view public_url) {
    const auto at = public_url.find("://");
    std::string did = "did:web:";
    for (const char c : at == public_url.npos ? public_url : public_url.substr(at + 3)) {
        if (c == ':') did += "%3A";
        else if (c == '[' || c == ']') did += c == '[' ? "%5B" : "%5D";
        else did += c;
    }
    return did;
}

Json credential_json(const StarCredential& c) {
    Json json{{"@context", {"https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/undefined-terms/v2"}},
              {"id", c.address},
              {"type", {"VerifiableCredential", "StarCertificate"}},
              {"issuer", c.issuer},
              {"validFrom", c.registered_on.iso8601() + std::string(kMorning)},
              {"validUntil", c.last_valid_day.iso8601() + std::string(kNight)},
              {"credentialSubject",
               {{"corporateNumber", c.corporate_number},
                {"legalName", c.legal_name},
                {"legalNameEn", c.legal_name_en},
                {"number", c.number},
                {"star", c.star},
                {"edition", c.edition},
                {"assurance", c.assurance},
                {"scope", scope_of(c)},
                {"isInvented", c.is_invented},
                {"seal", c.seal}}},
              {"credentialStatus",
               {status_entry(c, c.revocation_list, "revocation"), status_entry(c, c.suspension_list, "suspension")}},
              {"status", {{"status_list", {{"idx", c.number}, {"uri", c.token_status_list}}}}}};
    json["termsOfUse"] = Json::array();
    json["termsOfUse"].push_back({{"type", "StarStatement"}, {"says", to_json(c.says)}, {"doesNotSay", to_json(c.does_not_say)}});
    if (c.entry) json["ledger"] = {{"origin", c.entry->origin}, {"index", c.entry->index}, {"entry", c.entry->text}};
    return json;
}

Result<StarCredential> parse_credential(std::string_view payload) {
    const auto json = parse_json(payload);
    if (!json) return malformed("JSON");
    const Reader whole(*json);
    if (!whole.is_star()) return malformed("type");
    const auto subject = TRY(whole.object("credentialSubject"));
    const auto scope = TRY(subject.object("scope"));
    const auto terms = TRY(whole.first("termsOfUse"));
    const auto status = TRY(whole.object("status"));
    const auto list = TRY(status.object("status_list"));
    auto issuer = TRY(whole.text("issuer"));
    auto address = TRY(whole.text("id"));
    const auto number = TRY(subject.number("number"));
    auto corporate_number = TRY(subject.text("corporateNumber"));
    auto legal_name = TRY(subject.text("legalName"));
    auto legal_name_en = TRY(subject.text("legalNameEn"));
    const auto star = TRY(subject.number("star"));
    auto edition = TRY(subject.text("edition"));
    auto assurance = TRY(subject.text("assurance"));
    auto kind = TRY(scope.text("kind"));
    auto description = TRY(scope.text("description"));
    auto description_en = TRY(scope.text("description_en"));
    const auto from = TRY(whole.day("validFrom", kMorning));
    const auto to = TRY(whole.day("validUntil", kNight));
    auto seal = TRY(subject.text("seal"));
    auto says = TRY(terms.sentences("says"));
    auto does_not_say = TRY(terms.sentences("doesNotSay"));
    auto entry = TRY(entry_in(whole));
    auto token_list = TRY(list.text("uri"));
    auto revocation = TRY(whole.status_list("revocation"));
    auto suspension = TRY(whole.status_list("suspension"));
    // The same number again: that the lists are asked about this star and no other.
    if (TRY(list.number("idx")) != number) return malformed("status");
    return StarCredential{std::move(issuer),
                          std::move(address),
                          number,
                          std::move(corporate_number),
                          std::move(legal_name),
                          std::move(legal_name_en),
                          star,
                          std::move(edition),
                          std::move(assurance),
                          std::move(kind),
                          std::move(description),
                          std::move(description_en),
                          subject.is_true("isInvented"),
                          from,
                          to,
                          std::move(seal),
                          std::move(says),
                          std::move(does_not_say),
                          std::move(entry),
                          std::move(token_list),
                          std::move(revocation),
                          std::move(suspension)};
}

std::vector<std::string> differences(const StarCredential& c, std::string_view entry) {
    const auto json = parse_json(entry);
    const auto scope = canonical_json(scope_of(c));
    const std::pair<const char*, Json> wanted[] = {
        {"/type", "star.registered"},
        {"/certificate", c.number},
        {"/subject/corporateNumber", c.corporate_number},
        {"/subject/scopeId", scope ? Json(sha256_hex(*scope).substr(0, 32)) : Json()},
        {"/star", c.star},
        {"/edition", c.edition},
        {"/validFrom", c.registered_on.iso8601()},
        {"/validUntil", c.last_valid_day.iso8601()},
        {"/commit/seal", c.seal},
    };
    std::vector<std::string> other;
    for (const auto& [name, value] : wanted) {
        const Json::json_pointer pointer(name);
        if (!json || !json->contains(pointer) || (*json)[pointer] != value) other.emplace_back(name + 1);
    }
    return other;
}

} // namespace hoshirube
