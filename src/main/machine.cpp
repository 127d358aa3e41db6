#include "main/machine.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace hoshirube {

namespace {

Error file_error(const char* key, const std::string& path) {
    return invalid(key, {}, {{"path", path}, {"reason", std::strerror(errno)}});
}
Error unreadable(const std::string& path) { return file_error("cli.file_unreadable", path); }
Error unwritable(const std::string& path) { return file_error("cli.file_unwritable", path); }

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    bool is_open() const { return number_ >= 0; }
    int number() const { return number_; }
    bool close() {
        const bool done = number_ < 0 || ::close(number_) == 0;
        number_ = -1;
        return done;
    }

private:
    int number_;
};

class DiskIncoming final : public Files::Incoming {
public:
    DiskIncoming(const std::string& path) : path_(path), file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}

    Result<Done> measure() {
        struct stat about {};
        if (!file_.is_open() || fstat(file_.number(), &about) != 0) return unreadable(path_);
        if (S_ISDIR(about.st_mode)) {
            errno = EISDIR;
            return unreadable(path_);
        }
        size_ = static_cast<std::uint64_t>(about.st_size);
        return Done{};
    }
    std::uint64_t size() const override { return size_; }
    Result<std::size_t> read(char* to, std::size_t count) override {
        std::size_t done = 0;
        while (done < count) {
            const auto more = ::read(file_.number(), to + done, count - done);
            if (more < 0 && errno == EINTR) continue;
            if (more < 0) return unreadable(path_);
            if (more == 0) break;
            done += static_cast<std::size_t>(more);
        }
        return done;
    }

private:
    std::string path_;
    Descriptor file_;
    std::uint64_t size_ = 0;
};

class DiskOutgoing final : public Files::Outgoing {
public:
    DiskOutgoing(const std::string& path, std::uint64_t at)
        : path_(path), file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666)) {
        // The lock goes with the descriptor, also when this process is killed.
        is_busy_ = file_.is_open() && flock(file_.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        is_good_ = file_.is_open() && !is_busy_ && ftruncate(file_.number(), static_cast<off_t>(at)) == 0 &&
                   lseek(file_.number(), static_cast<off_t>(at), SEEK_SET) >= 0;
    }
    bool is_good() const { return is_good_; }
    bool is_busy() const { return is_busy_; }

    Result<Done> add(std::string_view bytes) override {
        kept_ += bytes;
        return kept_.size() < kKeptBytes ? Result<Done>(Done{}) : flush();
    }
    Result<Done> flush() override {
        std::string_view rest = kept_;
        while (!rest.empty()) {
            const auto more = ::write(file_.number(), rest.data(), rest.size());
            if (more < 0 && errno == EINTR) continue;
            if (more < 0) return unwritable(path_);
            rest.remove_prefix(static_cast<std::size_t>(more));
        }
        kept_.clear();
        return Done{};
    }
    Result<Done> close() override {
        TRY(flush());
        if (fsync(file_.number()) != 0 && errno != EINVAL) return unwritable(path_); // EINVAL: a pipe or device.
        if (!file_.close()) return unwritable(path_);
        return Done{};
    }

private:
    static constexpr std::size_t kKeptBytes = 1 << 18;
    std::string path_;
    Descriptor file_;
    bool is_good_ = false, is_busy_ = false;
    std::string kept_;
};

class LentThreads final : public graph::Executor {
public:
    explicit LentThreads(unsigned count) : count_(count) {}
    unsigned workers() const override { return count_; }
    void run(const std::function<void(unsigned)>& task) override {
        std::vector<std::thread> others;
        for (unsigned worker = 1; worker < count_; ++worker) others.emplace_back(task, worker);
        task(0);
        for (std::thread& thread : others) thread.join();
    }

private:
    unsigned count_;
};

} // namespace

bool DiskFiles::exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

bool DiskFiles::is_newer(const std::string& path, const std::string& than) {
    std::error_code failure, other_failure;
    const auto written = std::filesystem::last_write_time(path, failure);
    const auto compared = std::filesystem::last_write_time(than, other_failure);
    return !failure && !other_failure && written > compared;
}

Result<std::unique_ptr<Files::Incoming>> DiskFiles::open(const std::string& path) {
    auto file = std::make_unique<DiskIncoming>(path);
    TRY(file->measure());
    return std::unique_ptr<Incoming>(std::move(file));
}

Result<std::unique_ptr<Files::Outgoing>> DiskFiles::write(const std::string& path, std::uint64_t at) {
    auto file = std::make_unique<DiskOutgoing>(path, at);
    if (file->is_busy()) return conflict("cli.file_busy", {{"path", path}});
    if (!file->is_good()) return unwritable(path);
    return std::unique_ptr<Outgoing>(std::move(file));
}

Result<Done> DiskFiles::rename(const std::string& from, const std::string& to) {
    TRY(may_appear(to));
    if (::rename(from.c_str(), to.c_str()) != 0) return unwritable(to);
    return Done{};
}

Result<Done> DiskFiles::may_appear(const std::string& path) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0 || S_ISREG(about.st_mode)) return Done{};
    return invalid("cli.file_special", {}, {{"path", path}});
}

Result<Done> DiskFiles::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return unwritable(path);
    return Done{};
}

Result<Done> DiskFiles::remove_folder(const std::string& path) {
    std::error_code failure;
    std::filesystem::remove_all(path, failure);
    errno = failure.value();
    if (failure) return unwritable(path);
    return Done{};
}

Result<Done> DiskFiles::make_folder(const std::string& path) {
    std::error_code failure;
    std::filesystem::create_directories(path, failure);
    errno = failure.value();
    if (failure) return unwritable(path);
    return Done{};
}

std::unique_ptr<graph::Executor> lent_threads(unsigned count) {
    const unsigned all = std::max(1U, std::thread::hardware_concurrency());
    return std::make_unique<LentThreads>(count == 0 ? all : count);
}

std::unique_ptr<graph::Executor> job_threads() {
    return std::make_unique<LentThreads>(std::max(1U, std::thread::hardware_concurrency() / 2));
}

void BackgroundThread::finish() {
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = true;
    }
    has_task_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void BackgroundThread::run(std::function<void()> task) {
    const std::lock_guard lock(mutex_);
    if (is_ending_) return;
    tasks_.push_back(std::move(task));
    if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
    has_task_.notify_one();
}

void BackgroundThread::work() {
    // On Linux this is the nice value of the calling thread alone, which the threads it starts inherit.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), 10);
    for (;;) {
        std::unique_lock lock(mutex_);
        has_task_.wait(lock, [this] { return is_ending_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        const auto task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        task();
    }
}

double steady_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Not getrusage: its peak is taken over from whoever started this process.
std::uint64_t peak_memory_bytes() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        std::uint64_t kilobytes = 0;
        if (word == "VmHWM:" && status >> kilobytes) return kilobytes * 1024;
    }
    return 0;
}

} // namespace hoshirube
