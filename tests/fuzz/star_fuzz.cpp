#include "base/base64url.h"
#include "formats/star/check.h"
#include "formats/star/snapshot.h"
#include "formats/star/status_list.h"
#include "formats/star/token.h"
#include "fuzz/fuzz.h"

#include <nlohmann/json.hpp>

using namespace hoshirube;

namespace {

const Instant kNow = *Instant::parse("2026-12-01T03:00:00.000Z");

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

} // namespace

// A certificate, its parts and a status list: what parses prints back the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = test::as_text(data, size);
    if (const auto star = parse_credential(text)) {
        const auto back = parse_credential(credential_json(*star).dump());
        CHECK(back && credential_json(*back) == credential_json(*star));
        if (star->entry) static_cast<void>(differences(*star, star->entry->text));
    }
    if (const auto token = parse_star_token(text)) CHECK(token->is_token && token->number > 0 && !token->entry);
    if (const auto list = parse_token_status_list(text)) {
        CHECK(list->bytes.size() <= 8U << 20);
        static_cast<void>(list->at(0));
        CHECK(!list->at(std::uint64_t{1} << 40));
    }
    if (const auto keys = parse_jwks(text)) CHECK(parse_jwks(to_jwks(*keys).dump())->size() == keys->size());
    if (const auto snapshot = open_snapshot(text, nullptr)) {
        CHECK(snapshot->lines.size() == snapshot->head.size);
        static_cast<void>(snapshot->of("7180301018771"));
        const ledger::Policy nobody;
        CHECK(!open_snapshot(text, &nobody));
    }
    static_cast<void>(parse_jws(text));
    check_unsigned(text);
    return 0;
}
