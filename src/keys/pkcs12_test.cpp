#include "keys/pkcs12.h"

#include <openssl/cms.h>

#include "formats/pdf/seal.h"
#include "support/test_key.h"
#include "support/typefaces.h"

namespace hoshirube {

namespace {

// OpenSSL's own judgement of a detached signature, the signing certificate attribute of CAdES included.
bool is_valid(const std::string& der, const std::string& content) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<CMS_ContentInfo, void (*)(CMS_ContentInfo*)> cms(
        d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())), CMS_ContentInfo_free);
    if (!cms) return false;
    const std::unique_ptr<BIO, int (*)(BIO*)> in(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())), BIO_free);
    const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_null()), BIO_free);
    // The certificate vouches for itself: it is trusted here because it came along.
    const std::unique_ptr<X509_STORE, void (*)(X509_STORE*)> trusted(X509_STORE_new(), X509_STORE_free);
    auto* certificates = CMS_get1_certs(cms.get());
    for (int i = 0; i < sk_X509_num(certificates); ++i) X509_STORE_add_cert(trusted.get(), sk_X509_value(certificates, i));
    sk_X509_pop_free(certificates, X509_free);
    return CMS_verify(cms.get(), nullptr, trusted.get(), in.get(), out.get(), CMS_BINARY | CMS_CADES) == 1;
}

pdf::Manuscript manuscript() {
    pdf::Manuscript m{"登録証", "見本", "", "ja", Instant(0), "", "", "{page} / {pages}", {}};
    m.blocks = {pdf::Title{"登録証"}};
    return m;
}

} // namespace

TEST(CadesSignature, IsAcceptedByOpenSslForRsaAndP256AndFlagsAnyChange) {
    for (const auto* kind : {"RSA", "EC"}) {
        SCOPED_TRACE(kind);
        const auto sealing = open_pkcs12(test::test_pkcs12(kind), "secret");
        ASSERT_TRUE(sealing) << sealing.error().key;
        const std::string content = "what is signed";
        const auto signature = cades_signature(content, *sealing);
        ASSERT_TRUE(signature);
        EXPECT_TRUE(is_valid(*signature, content));
        EXPECT_FALSE(is_valid(*signature, "what is signeD"));
    }
}

TEST(SealedPdf, SignsTheWholeFileButTheGap) {
    const auto sealing = open_pkcs12(test::test_pkcs12("RSA"), "secret");
    ASSERT_TRUE(sealing);
    const auto bytes = pdf::typeset_sealed(manuscript(), test::typefaces(), *sealing);
    ASSERT_TRUE(bytes);
    const auto at = bytes->find("/ByteRange [0 ") + 14;
    const auto before = std::stoul(bytes->substr(at, 10)), after = std::stoul(bytes->substr(at + 11, 10)),
               rest = std::stoul(bytes->substr(at + 22, 10));
    EXPECT_EQ(after + rest, bytes->size());
    EXPECT_EQ((*bytes)[before], '<');
    EXPECT_EQ((*bytes)[after - 1], '>');
    std::string der;
    for (auto i = before + 1; i + 1 < after; i += 2) der += static_cast<char>(std::stoi(bytes->substr(i, 2), nullptr, 16));
    EXPECT_TRUE(is_valid(der, bytes->substr(0, before) + bytes->substr(after)));
    EXPECT_EQ(*bytes, *pdf::typeset_sealed(manuscript(), test::typefaces(), *sealing)) << "RSA signs the same way twice";
}

TEST(Pkcs12, RefusesWhatItCannotSignWith) {
    const auto file = test::test_pkcs12("RSA");
    EXPECT_EQ(open_pkcs12(file, "wrong").error().key, "seal.file_unusable");
    EXPECT_EQ(open_pkcs12("no such file", "secret").error().key, "seal.file_unusable");
    EXPECT_EQ(open_pkcs12("", "").error().key, "seal.file_unusable");
    EXPECT_EQ(open_pkcs12(test::test_pkcs12("P-384"), "secret").error().key, "seal.key_kind");
}

} // namespace hoshirube
