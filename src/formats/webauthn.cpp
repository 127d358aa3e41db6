#include "formats/webauthn.h"

#include <optional>

#include <nlohmann/json.hpp>

#include "base/base64url.h"
#include "base/hash.h"
#include "base/json.h"
#include "formats/cbor.h"

namespace hoshirube {

namespace {

constexpr std::size_t kMaxBytes = 16 * 1024;
constexpr unsigned kPresent = 1, kVerified = 4, kHasKey = 64;
constexpr std::int64_t kEs256 = -7, kRs256 = -257; // COSE algorithms.

Error malformed() { return invalid("passkey.malformed"); }
Error unproved() { return forbidden("session.wrong_proof"); }

Result<Done> check_client_data(std::string_view bytes, std::string_view type, const PasskeyExpectation& expected) {
    if (bytes.size() > kMaxBytes) return malformed();
    const auto json = parse_json(std::string(bytes));
    if (!json || !json->is_object()) return malformed();
    const auto text = [&](const char* name) {
        return json->contains(name) && (*json)[name].is_string() ? (*json)[name].get<std::string>() : std::string();
    };
    if (text("type") != type || text("origin") != expected.origin) return unproved();
    if (!equal_in_constant_time(text("challenge"), expected.challenge)) return unproved();
    if (json->contains("crossOrigin") && (*json)["crossOrigin"] == true)
        return unproved(); // Not from within another site's frame.
    return Done{};
}

struct AuthenticatorData {
    unsigned flags;
    std::uint32_t counter;
    std::string_view after; // What follows the 37 fixed bytes.
};

Result<AuthenticatorData> read_authenticator_data(std::string_view bytes, const PasskeyExpectation& expected) {
    constexpr std::size_t kFixed = 37;
    if (bytes.size() < kFixed || bytes.size() > kMaxBytes) return malformed();
    if (!equal_in_constant_time(bytes.substr(0, 32), sha256(expected.rp_id))) return unproved();
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
    const AuthenticatorData data{byte(32), byte(33) << 24 | byte(34) << 16 | byte(35) << 8 | byte(36), bytes.substr(kFixed)};
    if ((data.flags & kPresent) == 0) return unproved();
    if (expected.needs_verification && (data.flags & kVerified) == 0) return unproved();
    return data;
}

struct CoseKey {
    std::int64_t type = 0, algorithm = 0, curve = 0;
    std::string_view minus_1, minus_2,
        minus_3; // Byte strings under these names: for EC x and y are -2 and -3, for RSA n and e are -1 and -2.
};

std::optional<CoseKey> read_cose_key(std::string_view bytes) {
    CborReader in(bytes);
    const auto pairs = in.map();
    if (!pairs || *pairs > 16) return std::nullopt;
    CoseKey key;
    for (std::uint64_t i = 0; i < *pairs; ++i) {
        const auto name = in.integer();
        if (!name) return std::nullopt;
        auto& bytes_of_name = *name == -1 ? key.minus_1 : *name == -2 ? key.minus_2 : key.minus_3;
        if (*name == 1 || *name == 3) {
            const auto number = in.integer();
            if (!number) return std::nullopt;
            (*name == 1 ? key.type : key.algorithm) = *number;
        } else if (*name >= -3 && *name <= -1) {
            if (const auto number = *name == -1 ? in.integer() : std::nullopt) key.curve = *number;
            else if (const auto value = in.bytes()) bytes_of_name = *value;
            else return std::nullopt;
        } else if (!in.skip()) return std::nullopt;
    }
    return key;
}

Result<NewPasskey> read_credential(const AuthenticatorData& data) {
    constexpr std::size_t kBeforeId = 18; // AAGUID and the length of the id.
    if ((data.flags & kHasKey) == 0 || data.after.size() < kBeforeId) return malformed();
    const auto length =
        static_cast<std::size_t>(static_cast<unsigned char>(data.after[16])) << 8 | static_cast<unsigned char>(data.after[17]);
    if (length == 0 || length > 1023 || data.after.size() < kBeforeId + length) return malformed();
    const auto key = read_cose_key(data.after.substr(kBeforeId + length));
    if (!key) return malformed();
    constexpr std::int64_t kEc2 = 2, kRsa = 3, kP256 = 1;
    std::optional<std::string> der;
    if (key->algorithm == kEs256 && key->type == kEc2 && key->curve == kP256) der = ec_p256_key(key->minus_2, key->minus_3);
    if (key->algorithm == kRs256 && key->type == kRsa) der = rsa_key(key->minus_1, key->minus_2);
    if (!der) return malformed();
    return NewPasskey{std::string(data.after.substr(kBeforeId, length)), *der,
                      key->algorithm == kEs256 ? SignatureKind::Es256 : SignatureKind::Rs256, data.counter,
                      (data.flags & kVerified) != 0};
}

} // namespace

Result<NewPasskey> read_registration(std::string_view attestation_object, std::string_view client_data,
                                     const PasskeyExpectation& expected) {
    TRY(check_client_data(client_data, "webauthn.create", expected));
    if (attestation_object.size() > kMaxBytes) return malformed();
    CborReader in(attestation_object);
    const auto pairs = in.map();
    if (!pairs || *pairs > 8) return malformed();
    std::optional<std::string_view> authenticator_data;
    for (std::uint64_t i = 0; i < *pairs; ++i) {
        const auto name = in.text();
        if (!name) return malformed();
        if (*name == "authData") {
            authenticator_data = in.bytes();
            if (!authenticator_data) return malformed();
        } else if (!in.skip()) return malformed();
    }
    if (!authenticator_data) return malformed();
    const auto data = TRY(read_authenticator_data(*authenticator_data, expected));
    return read_credential(data);
}

Result<UsedPasskey> check_assertion(const Assertion& assertion, std::string_view key_der, SignatureKind kind,
                                    const PasskeyExpectation& expected) {
    TRY(check_client_data(assertion.client_data, "webauthn.get", expected));
    const auto data = TRY(read_authenticator_data(assertion.authenticator_data, expected));
    const auto signed_bytes = assertion.authenticator_data + sha256(assertion.client_data);
    if (!is_signed_by(key_der, kind, signed_bytes, assertion.signature)) return unproved();
    return UsedPasskey{data.counter, (data.flags & kVerified) != 0};
}

} // namespace hoshirube
