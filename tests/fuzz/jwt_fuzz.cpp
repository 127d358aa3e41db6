// What a sign-in provider hands in: its keys, and tokens that are signed by one of them or by nobody.
#include "base/base64url.h"
#include "formats/jwt.h"
#include "fuzz/fuzz.h"
#include "support/test_p256.h"

#include <nlohmann/json.hpp>

using namespace hoshirube;

namespace {

const IdTokenExpectation kExpected{"https://i", "c", "n", *Instant::parse("2026-12-01T03:00:00.000Z")};

// A token whose claims are the input, signed as it should be: what stands behind the signature is foreign, too.
std::string signed_token(const Es256Signer& signer, std::string_view claims) {
    const auto text = to_base64url(R"({"alg":"ES256","kid":"k"})") + "." + to_base64url(claims);
    return text + "." + to_base64url(*signer.sign(text));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto signer = test::test_es256("k");
    static const std::vector<ProviderKey> keys{{"k", SignatureKind::Es256, *ec_p256_key(signer.key.x, signer.key.y)}};
    const auto text = test::as_text(data, size);
    if (const auto found = read_key_set(text)) {
        CHECK(found->size() <= 50);
        for (const auto& key : *found) CHECK(!key.der.empty());
        CHECK(!read_id_token(signed_token(signer, text), *found, kExpected)); // None of them is the test's.
    }
    CHECK(!read_id_token(text, keys, kExpected)); // Nobody signed it.
    if (const auto token = read_id_token(signed_token(signer, text), keys, kExpected))
        CHECK(!token->subject.empty() && token->subject.size() <= 255);
    return 0;
}
