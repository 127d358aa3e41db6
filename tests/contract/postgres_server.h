#pragma once

#include <string>

#include <sys/types.h>

namespace hoshirube {

// A PostgreSQL server of the test's own, in a directory of its own, reachable by a Unix socket only. It ends with the
// test program, however that ends.
class PostgresServer {
public:
    // The one server of this run, started on first use. When there is no PostgreSQL, is_running() is false and
    // problem() says what to install.
    static PostgresServer& instance();

    bool is_running() const { return process_ > 0; }
    const std::string& problem() const { return problem_; }
    std::string url(const std::string& database) const; // As the role that serves: no superuser, owner of its databases.
    std::string superuser_url(const std::string& database) const;

    void start();
    void stop(); // At once, as if it had been killed.

    ~PostgresServer();

private:
    PostgresServer();
    bool run(const std::string& program, const std::string& arguments);
    std::string binaries_, directory_, problem_;
    pid_t process_ = -1;
};

} // namespace hoshirube
