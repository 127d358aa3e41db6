#include "contract/postgres_server.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/postgres/driver.h"

namespace hoshirube {

namespace {

namespace fs = std::filesystem;

// Where PostgreSQL's own programs lie: Debian keeps them out of the path, newest version last.
std::string find_binaries() {
    std::vector<std::string> found;
    std::error_code ignored;
    for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", ignored))
        if (fs::exists(version.path() / "bin/postgres")) found.push_back((version.path() / "bin").string());
    if (!found.empty()) return *std::max_element(found.begin(), found.end());
    std::string path = std::getenv("PATH") ? std::getenv("PATH") : "";
    for (std::size_t end; !path.empty(); path.erase(0, end + 1)) {
        end = std::min(path.find(':'), path.size() - 1);
        auto folder = path.substr(0, path.find(':'));
        if (fs::exists(folder + "/postgres") && fs::exists(folder + "/initdb")) return folder;
    }
    return {};
}

// PostgreSQL refuses to run as root.
const passwd* unprivileged_user() {
    if (geteuid() != 0) return nullptr;
    const passwd* user = getpwnam("postgres");
    return user ? user : getpwnam("nobody");
}

pid_t spawn(const std::string& command, const std::string& log) {
    const passwd* const user = unprivileged_user();
    const pid_t child = fork();
    if (child != 0) return child;
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(out, 1);
    dup2(out, 2);
    const bool is_user = !user || (setgroups(0, nullptr) == 0 && setgid(user->pw_gid) == 0 && setuid(user->pw_uid) == 0);
    prctl(PR_SET_PDEATHSIG, SIGQUIT); // Ends with us, at once.
    if (is_user && chdir("/") == 0) execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), nullptr);
    _exit(127);
}

} // namespace

PostgresServer& PostgresServer::instance() {
    static PostgresServer server;
    return server;
}

PostgresServer::PostgresServer() : binaries_(find_binaries()) {
    if (binaries_.empty()) {
        problem_ =
            "PostgreSQL is not installed. Install it (Debian: postgresql-15), or set HOSHIRUBE_WITHOUT_POSTGRES=1 to leave "
            "its half of these tests out.";
        return;
    }
    std::string directory = (fs::temp_directory_path() / "hoshirube-postgres-XXXXXX").string();
    if (!mkdtemp(directory.data())) {
        problem_ = "cannot create " + directory;
        return;
    }
    directory_ = directory;
    const passwd* const user = unprivileged_user();
    const bool is_theirs = !user || chown(directory.c_str(), user->pw_uid, user->pw_gid) == 0;
    // A locale that orders otherwise than by code point: our answers must not depend on it.
    if (is_theirs && run("initdb", "-D " + directory_ +
                                       "/data -U hoshirube -A trust -E UTF8 --no-sync --locale=C.UTF-8 "
                                       "--locale-provider=icu --icu-locale=ja"))
        start();
    else problem_ = "initdb failed: see " + directory_ + "/log";
}

PostgresServer::~PostgresServer() {
    stop();
    std::error_code ignored;
    if (!directory_.empty() && problem_.empty()) fs::remove_all(directory_, ignored);
}

bool PostgresServer::run(const std::string& program, const std::string& arguments) {
    int status = 1;
    const pid_t child = spawn(binaries_ + "/" + program + " " + arguments, directory_ + "/log");
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

std::string PostgresServer::url(const std::string& database) const {
    return "postgresql:///" + database + "?host=" + directory_ + "&user=server";
}

std::string PostgresServer::superuser_url(const std::string& database) const {
    return "postgresql:///" + database + "?host=" + directory_ + "&user=hoshirube";
}

void PostgresServer::start() {
    process_ = spawn(binaries_ + "/postgres -D " + directory_ + "/data -k " + directory_ + " -c listen_addresses='' -c fsync=off",
                     directory_ + "/log");
    for (int tries = 0; tries < 300; ++tries) {
        if (auto connection = postgres::open(superuser_url("postgres"))) {
            if (!(*connection)
                     ->script("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'server') "
                              "THEN CREATE ROLE server LOGIN CREATEDB; END IF; END $$"))
                problem_ = "the role could not be made";
            return;
        }
        if (waitpid(process_, nullptr, WNOHANG) != 0) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    stop();
    problem_ = "PostgreSQL did not start: see " + directory_ + "/log";
}

void PostgresServer::stop() {
    if (process_ <= 0) return;
    kill(process_, SIGQUIT);
    waitpid(process_, nullptr, 0);
    process_ = -1;
}

} // namespace hoshirube
