#include <algorithm>

#include "base/base64url.h"
#include "formats/star/check.h"
#include "formats/star/snapshot.h"
#include "formats/star/status_list.h"
#include "formats/star/token.h"
#include "fuzz/fuzz.h"
#include "ledger/ed25519.h"
#include "support/test_p256.h"

#include <nlohmann/json.hpp>

using namespace hoshirube;

namespace {

const Instant kNow = *Instant::parse("2026-12-01T03:00:00.000Z");
constexpr char kSeparator = '\x1e'; // Stands before each part of an input of several files.
constexpr std::size_t kFewBytes = 64 * 1024;

const Es256Signer& certificate_signer() {
    static const auto kSigner = test::test_es256("did:web:x#1");
    return kSigner;
}

// A grade that holds was reached by all five questions, and the signature is one of a key that was handed in.
void check_check(const StarFiles& files, Instant now) {
    const auto check = check_star(files, now);
    CHECK(check.findings.size() == 5);
    static_cast<void>(to_json(check).dump(-1, ' ', false, Json::error_handler_t::replace));
    const auto holds = [](const StarFinding& one) { return one.grade == Grade::Holds; };
    CHECK((check.verdict == "holds") == std::all_of(check.findings.begin(), check.findings.end(), holds));
    if (!holds(check.findings[0])) return;
    auto keys = policy_keys(files.policy.value_or(""));
    const auto more = parse_jwks(files.keys.value_or(R"({"keys":[]})"));
    CHECK(keys && more);
    keys->insert(keys->end(), more->begin(), more->end());
    const auto jws = parse_jws(after_link(files.certificate));
    CHECK(jws && std::any_of(keys->begin(), keys->end(), [&](const Es256Key& key) { return is_signed(*jws, key); }));
}

// Whatever strangers send, nothing unsigned is passed.
void check_unsigned(std::string_view text) {
    StarFiles files{text, text, text, text, text};
    const auto all_the_same = check_star(files, kNow);
    CHECK(all_the_same.findings.size() == 5);
    CHECK(all_the_same.verdict != "holds");
    // Under a header that says the right thing, and a signature that nobody made.
    const auto jws = to_base64url(R"({"alg":"ES256","typ":"vc+jwt","kid":"did:web:x#1"})") + "." + to_base64url(text) + "." +
                     to_base64url(std::string(64, '\1'));
    files = {jws, text, text, {}, text};
    const auto token = to_base64url(R"({"alg":"ES256","typ":"star+jwt","kid":"did:web:x#1"})") + jws.substr(jws.find('.'));
    for (const auto& forged : {jws, token}) {
        files.certificate = forged;
        const auto check = check_star(files, kNow);
        CHECK(check.findings[0].grade != Grade::Holds);
        CHECK(check.verdict == "open" || check.verdict == "fails");
        static_cast<void>(to_json(check).dump(-1, ' ', false, Json::error_handler_t::replace));
    }
}

// What stands behind a signature that holds is foreign, too.
void check_signed(std::string_view text) {
    for (const auto type : {kCredentialType, kStarTokenType, kStatusListType}) {
        const auto jws = sign_jws(type, text, certificate_signer());
        CHECK(jws);
        const auto read = parse_jws(*jws);
        CHECK(read && read->payload == text && read->type == type && is_signed(*read, certificate_signer().key));
        const auto keys = to_jwks({certificate_signer().key}).dump();
        check_check({*jws, {}, policy_key_line(certificate_signer().key), {}, *jws}, kNow);
        check_check({*jws, {}, {}, keys, *jws}, kNow);
    }
}

// Published again by us, a list says the same of each, in both its faces.
void check_status_list(const TokenStatusList& list) {
    CHECK(list.bytes.size() <= 8U << 20);
    CHECK(!list.at(std::uint64_t{1} << 40));
    if (list.bits != 2 || list.bytes.size() > kFewBytes) return;
    auto array = status_array(list.bytes.size() * 4);
    for (std::uint64_t i = 0; i < list.bytes.size() * 4; ++i) array[i] = static_cast<StarStatus>(*list.at(i) % 3);
    const auto back = parse_token_status_list(
        token_status_list(array, list.address, list.issuer, list.times).dump(-1, ' ', false, Json::error_handler_t::replace));
    CHECK(back && back->bits == 2 && back->bytes.size() * 4 == array.size());
    for (std::size_t i = 0; i < array.size(); i += 97) CHECK(back->at(i) == static_cast<unsigned>(array[i]));
    for (const char* purpose : {"revocation", "suspension"}) {
        const auto bits = bitstring_status_list(array, purpose, list.address, list.issuer, list.times);
        CHECK(bits["credentialSubject"]["encodedList"].get_ref<const std::string&>().starts_with("u"));
    }
}

// The same lines, signed by us, open to the same.
void check_snapshot(const Snapshot& snapshot) {
    CHECK(snapshot.lines.size() == snapshot.head.size);
    static_cast<void>(snapshot.of("7180301018771"));
    static const auto kSigner = ledger::Ed25519Signer::make("x", ledger::KeyType::Ed25519, std::string(32, '\1'));
    const ledger::Policy us{{{(*kSigner)->key(), ""}}, {}, {}, "none"};
    const auto text = make_snapshot(snapshot.lines, snapshot.head.on, **kSigner);
    CHECK(text);
    const auto head = snapshot_head(*text);
    const auto back = open_snapshot(*text, &us);
    CHECK(head && back && back->lines == snapshot.lines && head->root == snapshot.head.root);
    for (const auto& line : snapshot.lines) {
        const auto json = parse_json(line);
        if (!json || !json->is_object() || !json->contains("corporateNumber") || !(*json)["corporateNumber"].is_string())
            continue;
        const auto& number = (*json)["corporateNumber"].get_ref<const std::string&>();
        const auto ours = snapshot_line({number, "a", 1, 3, "2026-03-27", snapshot.head.on, snapshot.head.on});
        const auto alone = make_snapshot({ours}, snapshot.head.on, **kSigner);
        CHECK(alone && open_snapshot(*alone, &us)->of(number).size() == 1);
        static_cast<void>(snapshot.of(number));
    }
}

// now, certificate, proof, policy, keys, status list; a part of nothing is a file that is not there.
void check_files(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(kSeparator, 1), text.size());
        parts.push_back(text.substr(1, end - 1));
        text.remove_prefix(end);
    }
    parts.resize(std::max<std::size_t>(parts.size(), 6));
    const auto file = [&](std::size_t i) { return parts[i].empty() ? std::nullopt : std::optional(parts[i]); };
    const auto now = Instant::parse(parts[0]);
    check_check({parts[1], file(2), file(3), file(4), file(5)}, now ? *now : kNow);
}

} // namespace

// A certificate, its parts and a status list: what parses prints back the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = test::as_text(data, size);
    if (text.starts_with(kSeparator)) {
        check_files(text);
        return 0;
    }
    if (const auto star = parse_credential(text)) {
        const auto back = parse_credential(credential_json(*star).dump());
        CHECK(back && credential_json(*back) == credential_json(*star));
        if (star->entry) static_cast<void>(differences(*star, star->entry->text));
        check_signed(text);
    }
    if (const auto token = parse_star_token(text)) {
        CHECK(token->is_token && token->number > 0 && !token->entry);
        check_signed(text);
    }
    if (const auto list = parse_token_status_list(text)) check_status_list(*list);
    if (const auto keys = parse_jwks(text)) {
        CHECK(parse_jwks(to_jwks(*keys).dump())->size() == keys->size());
        for (const auto& key : *keys) CHECK(!thumbprint(key).empty());
    }
    if (const auto snapshot = open_snapshot(text, nullptr)) {
        check_snapshot(*snapshot);
        const ledger::Policy nobody;
        CHECK(!open_snapshot(text, &nobody));
    }
    static_cast<void>(parse_jws(text));
    check_unsigned(text);
    return 0;
}
