#include "main/press.h"

#include <fstream>
#include <iterator>
#include <map>
#include <mutex>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "formats/pdf/typeface.h"
#include "keys/pkcs12.h"

namespace hoshirube {

namespace {

constexpr const char* kPackage = "fonts-noto-cjk";

Error missing(const std::string& path) {
    auto error = unavailable("pdf.font_missing");
    error.params = {{"path", path}, {"package", kPackage}};
    return error;
}

// Mapped once and never unmapped: typefaces borrow the bytes. A mapping costs no memory until it is read.
Result<std::string_view> mapped(const std::string& path) {
    static std::mutex mutex;
    static std::map<std::string, std::string_view> files;
    const std::lock_guard lock(mutex);
    if (const auto known = files.find(path); known != files.end()) return known->second;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return missing(path);
    struct stat about {};
    const bool has_size = ::fstat(file, &about) == 0 && about.st_size > 0;
    const auto size = static_cast<std::size_t>(about.st_size);
    void* bytes = has_size ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
    ::close(file);
    if (bytes == MAP_FAILED) return missing(path);
    return files[path] = {static_cast<const char*>(bytes), size};
}

Result<pdf::Typefaces> open_typefaces(const std::string& folder) {
    const auto regular = TRY(mapped(folder + "/NotoSansCJK-Regular.ttc"));
    const auto bold = TRY(mapped(folder + "/NotoSansCJK-Bold.ttc"));
    return pdf::Typefaces{TRY(pdf::Typeface::open(regular)), TRY(pdf::Typeface::open(bold))};
}

Result<std::optional<Sealing>> open_seal(const Config& config) {
    if (config.seal_path.empty()) return std::optional<Sealing>();
    std::ifstream file(config.seal_path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto sealing = open_pkcs12(bytes, config.seal_passphrase);
    if (!sealing) {
        sealing.error().params = {{"path", config.seal_path}};
        return std::move(sealing.error());
    }
    return std::optional<Sealing>(std::move(*sealing));
}

} // namespace

Result<Press> press_of(const Config& config) {
    return Press{[folder = config.font_folder] { return open_typefaces(folder); }, config.public_url, TRY(open_seal(config)),
                 config.contact};
}

} // namespace hoshirube
