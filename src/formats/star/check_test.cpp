// The verifier of star certificates against tests/conformance/star.json, which the verifier in the browser is held to as well.
// HOSHIRUBE_REBASELINE=1 makes the cases anew; a person reads what changed.
#include "formats/star/check.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/base64url.h"
#include "base/hash.h"
#include "formats/star/status_list.h"
#include "formats/star/token.h"
#include "ledger/ed25519.h"
#include "ledger/policy.h"
#include "ledger/tree.h"
#include "support/random.h"
#include "support/test_p256.h"

namespace hoshirube {

namespace {

constexpr const char* kFile = SOURCE_DIR "/tests/conformance/star.json";
constexpr const char* kNoon = "2026-12-01T03:00:00.000Z"; // In Tokyo.
constexpr const char* kKinds[] = {"certificate", "proof", "policy", "keys", "status"};

Day day(const char* text) { return *Day::parse(text); }
std::int64_t seconds(const char* text) { return Instant::parse(text)->milliseconds() / 1000; }

StarCredential star() {
    return {"did:web:register.example.jp",
            "https://register.example.jp/register/7180301018771/star.jws?number=12",
            12,
            "7180301018771",
            "株式会社見本製作所",
            "Mihon Seisakusho K.K.",
            3,
            "2026-03-27",
            "expert_confirmation",
            "company",
            "本社と工場の「すべて」\n",
            "Head office and factory",
            true,
            day("2026-11-23"),
            day("2027-11-22"),
            sha256_hex("form"),
            {{"評価しました。"}, {"Assessed."}},
            {{"保証ではありません。"}, {"No guarantee."}},
            {},
            "https://register.example.jp/status/list",
            "https://register.example.jp/status/revocation",
            "https://register.example.jp/status/suspension"};
}

Json scope_json(const StarCredential& c) {
    return {{"kind", c.scope_kind}, {"description", c.scope_description}, {"description_en", c.scope_description_en}};
}

// As the ledger has it: docs/ledger.md.
Json entry_json(const StarCredential& c) {
    return {{"v", 1},
            {"type", "star.registered"},
            {"at", "2026-11-23T03:00:00.000Z"},
            {"prev", nullptr},
            {"subject",
             {{"corporateNumber", c.corporate_number}, {"scopeId", sha256_hex(*canonical_json(scope_json(c))).substr(0, 32)}}},
            {"certificate", c.number},
            {"star", c.star},
            {"edition", c.edition},
            {"validFrom", c.registered_on.iso8601()},
            {"validUntil", c.last_valid_day.iso8601()},
            {"by", {{"role", "operator"}}},
            {"commit", {{"event", sha256_hex("event")}, {"seal", c.seal}}}};
}

// A register with everything it signs with, and what it would hand out.
class Register {
public:
    Register() : key_(test::test_es256("did:web:register.example.jp#1")) {
        log_ = made("register.example.jp/star", ledger::KeyType::Ed25519, '\1');
        for (const char c : {'\2', '\3', '\4'})
            witnesses_.push_back(
                made(std::string("witness.example/") + static_cast<char>('a' + c), ledger::KeyType::Cosignature, c));
    }

    const Es256Signer& key() const { return key_; }

    std::string sign(const Json& payload, std::string_view type = kCredentialType) const {
        return *sign_jws(type, payload.dump(), key_);
    }

    // The star with its entry, the last of `size`.
    StarCredential entered(StarCredential c, std::uint64_t index = 4) const {
        c.entry = {"register.example.jp/star", index, *canonical_json(entry_json(c))};
        return c;
    }

    std::string proof(const std::string& entry, std::size_t witnesses, std::uint64_t index = 4) const {
        ledger::MemoryTree tree;
        for (std::uint64_t i = 0; i < 11; ++i) tree.append(ledger::leaf_hash(i == index ? entry : "entry " + std::to_string(i)));
        const auto text = ledger::to_text(ledger::Checkpoint{"register.example.jp/star", 11, *ledger::tree_root(tree, 11)});
        auto note = *ledger::parse_note(*ledger::sign_note(text, *log_));
        for (std::size_t i = 0; i < witnesses; ++i)
            note.signatures.push_back(*ledger::cosign(text, *witnesses_[i], 1'795'700'000 + i));
        return ledger::to_text(ledger::ProofFile{{}, index, *ledger::make_inclusion(tree, index, 11), ledger::to_text(note)});
    }

    std::string policy(std::size_t quorum) const {
        ledger::Policy policy;
        policy.logs = {{log_->key(), "https://register.example.jp/ledger"}};
        std::vector<std::string> names;
        for (const auto& witness : witnesses_) {
            names.push_back("w" + std::to_string(names.size()));
            policy.witnesses.push_back({names.back(), witness->key(), {}});
        }
        if (quorum > 0) {
            policy.groups = {{"some", quorum, names}};
            policy.quorum = "some";
        }
        return ledger::to_text(policy) + policy_key_line(key_.key);
    }

    std::string status(StarStatus of_12, const char* at = "2026-12-01T00:00:00.000Z",
                       const std::string& address = "https://register.example.jp/status/list") const {
        auto array = status_array(100);
        array[12] = of_12;
        const StatusTimes times{seconds(at), 300, seconds(at) + 86'400};
        return sign(token_status_list(array, address, key_.key.issuer(), times), kStatusListType);
    }

private:
    static std::unique_ptr<ledger::Ed25519Signer> made(const std::string& name, ledger::KeyType type, char seed) {
        auto signer = ledger::Ed25519Signer::make(name, type, std::string(32, seed));
        return std::move(*signer);
    }

    Es256Signer key_;
    std::unique_ptr<ledger::Ed25519Signer> log_;
    std::vector<std::unique_ptr<ledger::Ed25519Signer>> witnesses_;
};

// Collects cases; files that several share are kept once.
class Cases {
public:
    using Given = std::map<std::string, std::string>; // Content by kind.

    void add(const std::string& name, const Given& given, const char* now = kNoon) {
        Json one{{"name", name}, {"now", now}, {"files", Json::object()}};
        for (const auto& [kind, bytes] : given) one["files"][kind] = place(bytes);
        cases_.push_back(std::move(one));
    }
    void flip(const Given& given, const std::string& kind, std::size_t bit) {
        add("bit " + std::to_string(bit) + " of the " + kind + " is another", given);
        cases_.back()["flip"] = {{"kind", kind}, {"bit", bit}};
    }
    Json take() { return {{"files", std::move(files_)}, {"cases", std::move(cases_)}}; }

private:
    std::string place(const std::string& bytes) {
        const auto name = sha256_hex(bytes).substr(0, 12);
        files_[name] = to_base64(bytes);
        return name;
    }
    Json files_ = Json::object(), cases_ = Json::array();
};

void add_sound(Cases& cases, const Register& r) {
    const auto c = r.entered(star());
    const auto jws = r.sign(credential_json(c)), proof = r.proof(c.entry->text, 2), policy = r.policy(2),
               status = r.status(StarStatus::Valid);
    const auto keys = to_jwks({r.key().key}).dump();
    cases.add("everything holds", {{"certificate", jws}, {"proof", proof}, {"policy", policy}, {"status", status}});
    cases.add("a line feed at the end passes",
              {{"certificate", jws + "\n"}, {"proof", proof}, {"policy", policy}, {"status", status + "\n"}});
    cases.add("the certificate alone", {{"certificate", jws}});
    cases.add("no proof", {{"certificate", jws}, {"policy", policy}, {"status", status}});
    cases.add("no policy, but keys", {{"certificate", jws}, {"proof", proof}, {"keys", keys}, {"status", status}});
    cases.add("no status list", {{"certificate", jws}, {"proof", proof}, {"policy", policy}});
    cases.add("status list without a key", {{"certificate", jws}, {"status", status}});
    cases.add("no witness asked",
              {{"certificate", jws}, {"proof", r.proof(c.entry->text, 0)}, {"policy", r.policy(0)}, {"status", status}});
    cases.add("witnesses though none was asked",
              {{"certificate", jws}, {"proof", proof}, {"policy", r.policy(0)}, {"status", status}});
    cases.add("too few witnesses",
              {{"certificate", jws}, {"proof", r.proof(c.entry->text, 1)}, {"policy", policy}, {"status", status}});
    for (const auto* now :
         {"2026-11-22T14:59:59.999Z", "2026-11-22T15:00:00.000Z", "2027-11-22T14:59:59.999Z", "2027-11-22T15:00:00.000Z"})
        cases.add(std::string("the edge of its days, ") + now, {{"certificate", jws}, {"policy", policy}}, now);
    for (const auto state : {StarStatus::Withdrawn, StarStatus::Suspended, static_cast<StarStatus>(3)})
        cases.add("status " + std::to_string(static_cast<int>(state)),
                  {{"certificate", jws}, {"policy", policy}, {"status", r.status(state)}});
    cases.add("a status list of the day before",
              {{"certificate", jws}, {"policy", policy}, {"status", r.status(StarStatus::Valid, "2026-11-30T02:59:59.000Z")}});
    cases.add("a status list of just a day",
              {{"certificate", jws}, {"policy", policy}, {"status", r.status(StarStatus::Valid, "2026-11-30T03:00:00.000Z")}});
    cases.add("a status list from tomorrow",
              {{"certificate", jws}, {"policy", policy}, {"status", r.status(StarStatus::Valid, "2026-12-02T03:00:00.000Z")}});
    cases.add("another register's status list",
              {{"certificate", jws},
               {"policy", policy},
               {"status", r.status(StarStatus::Valid, "2026-12-01T00:00:00.000Z", "https://other.example/status/list")}});
    const auto unentered = r.sign(credential_json(star()));
    cases.add("registered before the ledger",
              {{"certificate", unentered}, {"proof", proof}, {"policy", policy}, {"status", status}});
}

void add_forged(Cases& cases, const Register& r) {
    const auto c = r.entered(star());
    const auto jws = r.sign(credential_json(c)), proof = r.proof(c.entry->text, 2), policy = r.policy(2),
               status = r.status(StarStatus::Valid);
    const Register other;
    const auto with = [&](const std::string& certificate) {
        return Cases::Given{{"certificate", certificate}, {"proof", proof}, {"policy", policy}, {"status", status}};
    };
    cases.add("another's key under the same name", with(other.sign(credential_json(c))));
    cases.add("a key nobody named",
              with(*sign_jws(kCredentialType, credential_json(c).dump(), test::test_es256("did:web:register.example.jp#2"))));
    const auto named_other = test::test_es256("did:web:other.example#1");
    cases.add("the issuer is not the key's", {{"certificate", *sign_jws(kCredentialType, credential_json(c).dump(), named_other)},
                                              {"policy", r.policy(0) + policy_key_line(named_other.key)}});
    const auto payload = jws.substr(jws.find('.') + 1, jws.rfind('.') - jws.find('.') - 1),
               signature = jws.substr(jws.rfind('.') + 1);
    cases.add("no algorithm", with(to_base64url(R"({"alg":"none","typ":"vc+jwt"})") + "." + payload + "."));
    cases.add("a header that must be understood",
              with(to_base64url(R"({"alg":"ES256","typ":"vc+jwt","crit":["b64"]})") + "." + payload + "." + signature));
    cases.add("a status list for a certificate", with(status));
    cases.add("a certificate for a status list", {{"certificate", jws}, {"policy", policy}, {"status", jws}});
    cases.add("a status list of another's key",
              {{"certificate", jws}, {"policy", policy}, {"status", other.status(StarStatus::Valid)}});
    cases.add("a status list that is too short", {{"certificate", r.sign(credential_json([&] {
                                                       auto far = star();
                                                       far.number = 200'000;
                                                       return far;
                                                   }()))},
                                                  {"policy", policy},
                                                  {"status", status}});
    for (const auto& [bits, packed] : {std::pair(2, "AAAA"), std::pair(3, "eNrbuRgAAhcBXQ"), std::pair(8, "")}) {
        const Json list{{"sub", "https://register.example.jp/status/list"},
                        {"iat", seconds(kNoon)},
                        {"exp", seconds(kNoon)},
                        {"status_list", {{"bits", bits}, {"lst", packed}}}};
        cases.add("a signed status list that is none, " + std::to_string(bits),
                  {{"certificate", jws}, {"policy", policy}, {"status", r.sign(list, kStatusListType)}});
    }
    const Json one_bit{{"sub", "https://register.example.jp/status/list"},
                       {"iat", seconds(kNoon)},
                       {"exp", seconds(kNoon)},
                       {"status_list", {{"bits", 1}, {"lst", "eNrbuRgAAhcBXQ"}}}}; // b9 a3
    cases.add("a list of one bit an entry",
              {{"certificate", jws}, {"policy", policy}, {"status", r.sign(one_bit, kStatusListType)}});
    cases.add("a proof for another entry",
              {{"certificate", jws}, {"proof", r.proof("something else", 2)}, {"policy", policy}, {"status", status}});
    cases.add("a proof of another place",
              {{"certificate", jws}, {"proof", r.proof(c.entry->text, 2, 7)}, {"policy", policy}, {"status", status}});
    cases.add("nothing is named in the policy", {{"certificate", jws}, {"proof", proof}, {"policy", "quorum none\n"}});
    cases.add("a policy cut short", {{"certificate", jws}, {"proof", proof}, {"policy", policy.substr(0, policy.size() / 3)}});
    cases.add("a policy with a key that is none",
              {{"certificate", jws}, {"proof", proof}, {"policy", "quorum none\n#: certificate-key {}\n"}});
    cases.add("keys that are none", {{"certificate", jws}, {"keys", "{}"}});
    cases.add("keys of other kinds",
              {{"certificate", jws}, {"keys", R"({"keys":[{"kty":"RSA"},{"kty":"OKP","crv":"Ed25519","x":"AA"},7]})"}});
    cases.add("a point off the curve",
              {{"certificate", jws},
               {"keys", R"({"keys":[{"kty":"EC","crv":"P-256","kid":"did:web:register.example.jp#1","x":")" +
                            to_base64url(std::string(32, 'x')) + R"(","y":")" + to_base64url(std::string(32, 'y')) + "\"}]}"}});
    for (const auto* junk : {"", "x", "...", "a.b", "a.b.c", "\xff\xfe", "e30.e30.e30"})
        cases.add(std::string("no certificate at all: ") + std::to_string(std::string_view(junk).size()) + " bytes", with(junk));
    cases.add("no proof at all", {{"certificate", jws}, {"proof", "c2sp.org/tlog-proof@v1\n"}, {"policy", policy}});
}

// Signed by the register itself, and yet not what a verifier may pass.
void add_signed_but_wrong(Cases& cases, const Register& r) {
    const auto c = r.entered(star());
    const auto good = credential_json(c);
    const auto proof = r.proof(c.entry->text, 2), policy = r.policy(2), status = r.status(StarStatus::Valid);
    const auto add = [&](const std::string& name, const std::string& payload) {
        cases.add(name, {{"certificate", *sign_jws(kCredentialType, payload, r.key())},
                         {"proof", proof},
                         {"policy", policy},
                         {"status", status}});
    };
    const auto patched = [&](const std::string& pointer, const Json& value) {
        auto json = good;
        json[Json::json_pointer(pointer)] = value;
        add(pointer + " is " + value.dump(-1, ' ', true).substr(0, 40), json.dump());
    };
    patched("/credentialSubject/star", 4);
    patched("/credentialSubject/star", 3.5);
    patched("/credentialSubject/star", -3);
    patched("/credentialSubject/star", "3");
    patched("/credentialSubject/star", 1'000'000'000'000);
    patched("/credentialSubject/corporateNumber", "1010001000001");
    patched("/credentialSubject/edition", "2025-12-26");
    patched("/credentialSubject/legalName", "株式会社別の名前");
    patched("/credentialSubject/scope/description", "すべて");
    patched("/credentialSubject/scope/kind", nullptr);
    patched("/credentialSubject/seal", sha256_hex("another"));
    patched("/credentialSubject/number", 13);
    patched("/credentialSubject/isInvented", "yes");
    patched("/credentialSubject/assurance", "something_new");
    patched("/validUntil", "2028-11-22T23:59:59+09:00");
    patched("/validUntil", "2027-11-22T23:59:59Z");
    patched("/validUntil", "2027-02-29T23:59:59+09:00");
    patched("/validFrom", "2026-11-23");
    patched("/issuer", "did:web:other.example");
    patched("/issuer", Json{{"id", "did:web:register.example.jp"}});
    patched("/type", Json::array({"VerifiableCredential"}));
    patched("/status/status_list/idx", 13);
    patched("/status/status_list/uri", "https://other.example/status/list");
    patched("/status", nullptr);
    patched("/credentialStatus", Json::array());
    patched("/termsOfUse", Json::array());
    patched("/termsOfUse/0/doesNotSay/ja", "none");
    patched("/ledger/index", 5);
    patched("/ledger/origin", "other.example/star");
    patched("/ledger/entry", "{}");
    patched("/ledger/entry", "no JSON");
    patched("/ledger", nullptr);
    auto text = good.dump();
    add("a name twice", "{\"issuer\":\"did:web:register.example.jp\"," + text.substr(1));
    add("a byte order mark", "\xef\xbb\xbf" + text);
    add("not UTF-8", text.substr(0, text.size() - 1) + ",\"x\":\"\xff\"}");
    add("half of a pair", text.substr(0, text.size() - 1) + R"(,"x":"\ud800"})");
    add("a number beyond all measure", text.substr(0, text.size() - 1) + R"(,"x":1e999})");
    add("a leading zero", text.substr(0, text.size() - 1) + R"(,"x":01})");
    add("64 deep", text.substr(0, text.size() - 1) + ",\"x\":" + std::string(63, '[') + std::string(63, ']') + "}");
    add("65 deep", text.substr(0, text.size() - 1) + ",\"x\":" + std::string(64, '[') + std::string(64, ']') + "}");
    add("something follows", text + "x");
    add("more than a verifier asks for", text.substr(0, text.size() - 1) + R"(,"x":[1.5,-0,true,false,null,"\u661f\n"]})");
    add("a list for an object", "[]");
    auto float_star = text;
    float_star.replace(float_star.find("\"star\":3"), 8, "\"star\":3.0");
    add("a star of 3.0", float_star);
    auto entry = entry_json(c);
    auto with_float = c;
    with_float.entry->text = *canonical_json(entry);
    with_float.entry->text.replace(with_float.entry->text.find("\"star\":3"), 8, "\"star\":3.0");
    cases.add("an entry with a star of 3.0", {{"certificate", r.sign(credential_json(with_float))},
                                              {"proof", r.proof(with_float.entry->text, 2)},
                                              {"policy", policy},
                                              {"status", status}});
}

void add_flipped(Cases& cases, const Register& r) {
    const auto c = r.entered(star());
    const Cases::Given good{{"certificate", r.sign(credential_json(c))},
                            {"proof", r.proof(c.entry->text, 2)},
                            {"policy", r.policy(2)},
                            {"status", r.status(StarStatus::Valid)}};
    test::Random random(20261126);
    for (const auto& [kind, bytes] : good)
        for (int i = 0; i < 100; ++i) cases.flip(good, kind, test::below(random, static_cast<std::uint32_t>(bytes.size() * 8)));
}

std::string bytes_of(const Json& all, const Json& one, const char* kind) {
    auto bytes = *from_base64(all["files"][one["files"][kind].get<std::string>()].get<std::string>());
    if (one.contains("flip") && one["flip"]["kind"] == kind) {
        const std::size_t bit = one["flip"]["bit"];
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
    }
    return bytes;
}

Json answer(const Json& all, const Json& one) {
    std::map<std::string, std::string> given;
    for (const auto* kind : kKinds)
        if (one["files"].contains(kind)) given[kind] = bytes_of(all, one, kind);
    const auto file = [&](const char* kind) {
        const auto found = given.find(kind);
        return found == given.end() ? std::nullopt : std::optional<std::string_view>(found->second);
    };
    const StarFiles files{given["certificate"], file("proof"), file("policy"), file("keys"), file("status")};
    return to_json(check_star(files, *Instant::parse(one["now"].get<std::string>())));
}

// In a case that is one of many, what a person reads in a diff: the grades. In the others, everything.
Json shortened(const Json& answer, const Json& one) {
    if (!one.contains("flip")) return answer;
    Json findings = Json::array();
    for (const auto& finding : answer["findings"])
        findings.push_back(finding["what"].get<std::string>() + " " + finding["grade"].get<std::string>() + " " +
                           finding["reason"].get<std::string>());
    return {{"verdict", answer["verdict"]}, {"findings", findings}};
}

// The token of a QR code, and keys that signed before the present one.
void add_tokens_and_old_keys(Cases& cases, const Register& r) {
    const StarClaims claims{"https://register.example.jp",
                            12,
                            "7180301018771",
                            "株式会社見本製作所",
                            3,
                            "2026-03-27",
                            day("2026-11-23"),
                            day("2027-11-22"),
                            true};
    const auto token = *compact_star_token(claims, r.key());
    const auto policy = r.policy(2), status = r.status(StarStatus::Valid);
    cases.add("a token", {{"certificate", token}, {"policy", policy}, {"status", status}});
    cases.add("a token behind its link",
              {{"certificate", "HTTPS://REGISTER.EXAMPLE.JP/C/12#" + token + "\n"}, {"policy", policy}, {"status", status}});
    cases.add("a token alone", {{"certificate", token}});
    cases.add("a token of a withdrawn star",
              {{"certificate", token}, {"policy", policy}, {"status", r.status(StarStatus::Withdrawn)}});
    cases.add("a token after its last day", {{"certificate", token}, {"policy", policy}}, "2027-11-22T15:00:00.000Z");
    cases.add("a token of another register", {{"certificate", r.sign({{"ed", "e"},
                                                                      {"exp", 1826895600},
                                                                      {"iss", "https://other.example"},
                                                                      {"jti", "12"},
                                                                      {"name", "n"},
                                                                      {"nbf", 1795359600},
                                                                      {"star", 3},
                                                                      {"sub", "7180301018771"}},
                                                                     kStarTokenType)},
                                              {"policy", policy}});
    for (const auto* payload :
         {R"({"exp":1826895601})", R"({"jti":"012"})", R"({"nbf":1795359600.5})", R"({"star":"3"})", "[]"}) {
        auto json = *parse_json(parse_jws(token)->payload);
        const auto change = *parse_json(payload);
        if (change.is_object()) json.update(change);
        else json = change;
        cases.add(std::string("a token with ") + payload, {{"certificate", r.sign(json, kStarTokenType)}, {"policy", policy}});
    }
    const auto jws = r.sign(credential_json(r.entered(star())));
    auto key = r.key().key;
    const auto with_key = [&](std::int64_t retired_at) {
        key.retired_at = retired_at;
        return r.policy(2).substr(0, r.policy(2).find("#: ")) + policy_key_line(key);
    };
    cases.add("a key that was retired since",
              {{"certificate", jws}, {"policy", with_key(seconds("2026-11-30T00:00:00.000Z"))}, {"status", status}});
    cases.add("a key that signs until later",
              {{"certificate", jws}, {"policy", with_key(seconds("2027-11-30T00:00:00.000Z"))}, {"status", status}});
    cases.add("a key that was retired before the star was registered",
              {{"certificate", jws}, {"policy", with_key(seconds("2026-11-22T14:59:59.000Z"))}});
    cases.add("a token of a key that was retired before",
              {{"certificate", token}, {"policy", with_key(seconds("2026-11-22T14:59:59.000Z"))}});
}

const Json& conformance() {
    static const Json kAll = [] {
        if (std::getenv("HOSHIRUBE_REBASELINE")) {
            Cases cases;
            const Register r;
            add_sound(cases, r);
            add_forged(cases, r);
            add_signed_but_wrong(cases, r);
            add_flipped(cases, r);
            add_tokens_and_old_keys(cases, r);
            auto made = cases.take();
            for (auto& one : made["cases"]) one["expected"] = shortened(answer(made, one), one);
            std::ofstream(kFile, std::ios::binary) << made.dump(0) << '\n';
        }
        std::ifstream file(kFile, std::ios::binary);
        return *parse_json(std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
    }();
    return kAll;
}

const Json& named(const std::string& name) {
    for (const auto& one : conformance()["cases"])
        if (one["name"] == name) return one["expected"];
    ADD_FAILURE() << "no case is called " << name;
    return conformance();
}

} // namespace

TEST(StarCheck, AnswersEveryConformanceCaseAsWritten) {
    ASSERT_GT(conformance()["cases"].size(), 400U);
    for (const auto& one : conformance()["cases"])
        EXPECT_EQ(shortened(answer(conformance(), one), one), one["expected"]) << one["name"];
}

TEST(StarCheck, PassesOnlyWhatItLookedAt) {
    EXPECT_EQ(named("everything holds")["verdict"], "holds");
    EXPECT_EQ(named("the certificate alone")["verdict"], "open");
    EXPECT_EQ(named("no proof")["verdict"], "partly");
    EXPECT_EQ(named("no status list")["verdict"], "partly");
    EXPECT_EQ(named("no witness asked")["verdict"], "partly");
    EXPECT_EQ(named("a status list of the day before")["verdict"], "partly");
    for (const auto& one : conformance()["cases"]) {
        const auto& expected = one["expected"];
        if (expected["verdict"] != "holds") continue;
        EXPECT_EQ(one["files"].contains("proof") && one["files"].contains("status") && one["files"].contains("policy"), true)
            << one["name"];
    }
}

// A changed bit is found, whichever file it is in. What may change unseen: line ends that no signature covers, bits of base 64 that
// carry nothing, and, in a policy, comments and the addresses, which are for people.
TEST(StarCheck, FindsAChangedBitInCertificateAndStatusListAlways) {
    int policies = 0;
    for (const auto& one : conformance()["cases"]) {
        if (!one.contains("flip")) continue;
        const auto& kind = one["flip"]["kind"];
        if (kind == "certificate" || kind == "status") { EXPECT_EQ(one["expected"]["verdict"], "fails") << one["name"]; }
        policies += kind == "policy" && one["expected"]["verdict"] == "fails";
    }
    EXPECT_GT(policies, 50);
}

TEST(StarCheck, TakesATokenForWhatItCarriesAndNoMore) {
    EXPECT_EQ(named("a token")["verdict"], "partly") << "it carries no ledger entry";
    EXPECT_EQ(named("a token behind its link"), named("a token"));
    EXPECT_EQ(named("a token alone")["verdict"], "open");
    for (const auto* name : {"a token of a withdrawn star", "a token after its last day", "a token of another register",
                             R"(a token with {"jti":"012"})", "a token with []"})
        EXPECT_EQ(named(name)["verdict"], "fails") << name;
}

TEST(StarCheck, BelievesAnEarlierKeyForWhatItSignedThen) {
    const auto grade = [](const char* name, std::size_t finding) { return named(name)["findings"][finding]["grade"]; };
    EXPECT_EQ(grade("a key that was retired since", 0), "holds");
    EXPECT_EQ(grade("a key that was retired since", 4), "fails") << "its status list is of a later day";
    EXPECT_EQ(grade("a key that signs until later", 4), "holds");
    EXPECT_EQ(named("a key that was retired before the star was registered")["verdict"], "fails");
    EXPECT_EQ(named("a token of a key that was retired before")["verdict"], "fails");
}

TEST(StarCheck, RefusesWhatNobodySigned) {
    for (const auto* name :
         {"another's key under the same name", "a key nobody named", "the issuer is not the key's", "no algorithm",
          "a header that must be understood", "a status list for a certificate", "/credentialSubject/star is 4",
          "/ledger/index is 5", "a proof for another entry", "too few witnesses", "status 1", "status 2", "status 3",
          "a status list that is too short", "a name twice", "/issuer is \"did:web:other.example\""})
        EXPECT_EQ(named(name)["verdict"], "fails") << name;
}

TEST(StarCredential, ReadsBackWhatItWrote) {
    auto c = star();
    c.entry = {"register.example.jp/star", 4, "{}"};
    const auto json = credential_json(c);
    const auto back = parse_credential(json.dump());
    ASSERT_TRUE(back) << back.error().params[0].second;
    EXPECT_EQ(credential_json(*back), json);
    EXPECT_EQ(differences(*back, canonical_json(entry_json(*back)).operator*()), std::vector<std::string>{});
}

TEST(DidWeb, NamesTheHostWithItsPort) {
    EXPECT_EQ(did_web("https://register.example.jp"), "did:web:register.example.jp");
    EXPECT_EQ(did_web("http://127.0.0.1:8080"), "did:web:127.0.0.1%3A8080");
}

} // namespace hoshirube
