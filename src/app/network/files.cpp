#include "app/network/workbench.h"

namespace hoshirube {

Result<std::string> read_whole(Files& files, const std::string& path) {
    const auto file = TRY(files.open(path));
    std::string bytes(file->size(), '\0');
    bytes.resize(TRY(file->read(bytes.data(), bytes.size())));
    return bytes;
}

Result<Done> write_whole(Files& files, const std::string& path, std::string_view bytes) {
    TRY(files.may_appear(path));
    const auto partial = path + ".partial";
    const auto file = TRY(files.write(partial, 0));
    TRY(file->add(bytes));
    TRY(file->close());
    return files.rename(partial, path);
}

} // namespace hoshirube
