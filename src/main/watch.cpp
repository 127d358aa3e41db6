#include "main/watch.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "main/house.h"

namespace hoshirube {

namespace {

const std::int64_t kStartedAt = system_now().milliseconds();

// Resident memory, in bytes.
double resident_bytes() {
    std::ifstream file("/proc/self/statm");
    double total = 0, resident = 0;
    file >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double open_files() {
    std::error_code error;
    const std::filesystem::directory_iterator files("/proc/self/fd", error);
    return error ? 0 : static_cast<double>(std::distance(files, {}));
}

double processor_seconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

} // namespace

std::uint64_t free_bytes(const std::string& path) {
    struct statvfs disk {};
    if (::statvfs(path.c_str(), &disk) != 0) return 0;
    return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
}

Result<Done> Watch::ready() const {
    if (is_stopping_) return unavailable("server.stopping");
    const auto left = free_bytes(data_directory_);
    if (left >= kMinFreeBytes) return Done{};
    auto error = unavailable("storage.nearly_full");
    error.params = {{"left", std::to_string(left >> 20) + " MB"}};
    return error;
}

std::vector<Metrics::Figure> Watch::figures() const {
    std::vector<Metrics::Figure> all{
        {"process_resident_memory_bytes", "gauge", "Resident memory.", resident_bytes()},
        {"process_open_fds", "gauge", "Open files and sockets.", open_files()},
        {"process_cpu_seconds_total", "counter", "Processor time of all threads.", processor_seconds()},
        {"process_start_time_seconds", "gauge", "When the process began.", static_cast<double>(kStartedAt) / 1000},
        {"hoshirube_ready", "gauge", "1 while requests should be sent here.", ready() ? 1.0 : 0.0},
        {"hoshirube_disk_free_bytes", "gauge", "Room on the disk of the data folder.",
         static_cast<double>(free_bytes(data_directory_))},
    };
    if (tls_)
        all.push_back({"hoshirube_tls_expires_seconds", "gauge", "When the certificate in use ends.",
                       static_cast<double>(tls_->expires_at().milliseconds()) / 1000});
    const Server* server = server_;
    if (!server) return all;
    const auto counts = server->counts();
    const auto add = [&](const char* name, const char* kind, const char* help, std::uint64_t value) {
        all.push_back({std::string("hoshirube_connections_") + name, kind, help, static_cast<double>(value)});
    };
    add("open", "gauge", "Connections open now.", counts.open);
    add("accepted_total", "counter", "Connections accepted.", counts.accepted);
    add("refused_full_total", "counter", "Turned away because all places were taken.", counts.refused_full);
    add("refused_address_total", "counter", "Turned away because one address held its share.", counts.refused_address);
    add("failed_handshakes_total", "counter", "Connections that never came to speak TLS.", counts.failed_handshakes);
    return all;
}

} // namespace hoshirube
