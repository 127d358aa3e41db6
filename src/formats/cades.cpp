#include "formats/cades.h"

#include <algorithm>
#include <memory>

#include <openssl/x509.h>

#include "base/hash.h"

// Written out in DER rather than by OpenSSL's CMS functions: those always sign the time of signing, which PAdES forbids, and
// they want the key itself, which a token keeps to itself.

namespace hoshirube {

namespace {

constexpr char kSequence = 0x30, kSet = 0x31, kInteger = 0x02, kOctets = 0x04;

using namespace std::string_view_literals;
constexpr auto kSignedData = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"sv;
constexpr auto kData = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"sv;
constexpr auto kContentType = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x03"sv;
constexpr auto kMessageDigest = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x04"sv;
constexpr auto kSigningCertificateV2 = "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x2F"sv;
constexpr auto kSha256 = "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv;
constexpr auto kRsaEncryption = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00"sv;
constexpr auto kEcdsaWithSha256 = "\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x02"sv;

std::string tlv(char tag, std::string_view content) {
    std::string out(1, tag), length;
    for (auto rest = content.size(); rest > 0; rest >>= 8) length.insert(length.begin(), static_cast<char>(rest & 0xFF));
    if (content.size() < 0x80) out += static_cast<char>(content.size());
    else (out += static_cast<char>(0x80 | length.size())) += length;
    return out.append(content);
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const auto part : parts) out += part;
    return out;
}

std::string attribute(std::string_view type, const std::string& value) {
    return tlv(kSequence, joined({type, tlv(kSet, value)}));
}

struct Identity {
    std::string issuer, serial; // DER.
};

template <typename T>
std::string der_of(int (*write)(const T*, unsigned char**), const T* value) {
    const int size = write(value, nullptr);
    if (size <= 0) return {};
    std::string out(static_cast<std::size_t>(size), '\0');
    auto* at = reinterpret_cast<unsigned char*>(out.data());
    write(value, &at);
    return out;
}

Result<Identity> identity_of(const std::string& certificate) {
    const auto* at = reinterpret_cast<const unsigned char*>(certificate.data());
    const std::unique_ptr<X509, void (*)(X509*)> x509(d2i_X509(nullptr, &at, static_cast<long>(certificate.size())), X509_free);
    if (!x509) return invalid("seal.certificate_unusable");
    return Identity{der_of<X509_NAME>(i2d_X509_NAME, X509_get_issuer_name(x509.get())),
                    der_of<ASN1_INTEGER>(i2d_ASN1_INTEGER, X509_get0_serialNumber(x509.get()))};
}

} // namespace

Result<std::string> cades_signature(std::string_view content, const Sealing& sealing) {
    if (sealing.certificates.empty()) return invalid("seal.certificate_unusable");
    const auto identity = TRY(identity_of(sealing.certificates.front()));
    const auto sha256_algorithm = tlv(kSequence, kSha256);

    const auto certificate_id = tlv(kSequence, tlv(kOctets, sha256(sealing.certificates.front())));
    std::vector<std::string> attributes{attribute(kContentType, std::string(kData)),
                                        attribute(kMessageDigest, tlv(kOctets, sha256(content))),
                                        attribute(kSigningCertificateV2, tlv(kSequence, tlv(kSequence, certificate_id)))};
    std::sort(attributes.begin(), attributes.end()); // A SET OF in DER.
    std::string listed;
    for (const auto& one : attributes) listed += one;
    const auto signature = TRY(sealing.sign(tlv(kSet, listed)));

    const auto algorithm = tlv(kSequence, sealing.algorithm == SignatureAlgorithm::RsaSha256 ? kRsaEncryption : kEcdsaWithSha256);
    const auto version = tlv(kInteger, "\x01");
    const auto signer = tlv(kSequence, joined({version, tlv(kSequence, identity.issuer + identity.serial), sha256_algorithm,
                                               tlv('\xA0', listed), algorithm, tlv(kOctets, signature)}));
    std::string certificates;
    for (const auto& one : sealing.certificates) certificates += one;
    const auto signed_data =
        tlv(kSequence,
            joined({version, tlv(kSet, sha256_algorithm), tlv(kSequence, kData), tlv('\xA0', certificates), tlv(kSet, signer)}));
    return tlv(kSequence, joined({kSignedData, tlv('\xA0', signed_data)}));
}

} // namespace hoshirube
