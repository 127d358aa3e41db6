// What a browser hands in when a passkey is made: CBOR, authenticator data and a key, all foreign.
#include "base/hash.h"
#include "formats/webauthn.h"
#include "fuzz/fuzz.h"

using namespace hoshirube;

// The input is the attestation object; a second try wraps it as authenticator data of the right host, so that the search does not have to
// find a hash. What is read as a key is one: nothing else may come out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string input(test::as_text(data, size));
    const PasskeyExpectation expected{"c", "https://h", "h", false};
    const std::string client = R"({"type":"webauthn.create","challenge":"c","origin":"https://h"})";
    (void)read_registration(input, client, expected);
    const auto authenticator_data = sha256("h") + input;
    std::string object("\xa1\x68"
                       "authData\x59");
    object += static_cast<char>(authenticator_data.size() >> 8 & 0xff);
    object += static_cast<char>(authenticator_data.size() & 0xff);
    const auto made = read_registration(object + authenticator_data, client, expected);
    if (made) CHECK(!made->credential_id.empty() && made->credential_id.size() < 1024 && !made->key_der.empty());
    const auto used =
        check_assertion({authenticator_data, input, "signature"}, made ? made->key_der : "key", SignatureKind::Es256, expected);
    CHECK(!used); // Nobody signed it.
    return 0;
}
