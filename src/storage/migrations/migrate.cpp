#include "storage/migrations/migrate.h"

#include <chrono>
#include <utility>

#include "base/hash.h"

namespace hoshirube::migrations {

namespace {

// The few words by which the two databases differ.
struct Word {
    std::string_view name, sqlite, postgres;
};
constexpr Word kWords[] = {{"{text}", "TEXT", "TEXT COLLATE \"C\""},
                           {"{int}", "INTEGER", "BIGINT"},
                           {"{sequence}", "INTEGER", "BIGINT GENERATED ALWAYS AS IDENTITY"},
                           {"{rows}", "STRICT", ""},
                           {"{keyed}", "STRICT, WITHOUT ROWID", ""}};

std::string spoken(std::string_view text, Dialect dialect) {
    std::string result(text);
    for (const auto& word : kWords) {
        const auto replacement = dialect == Dialect::Sqlite ? word.sqlite : word.postgres;
        for (auto at = result.find(word.name); at != result.npos; at = result.find(word.name, at + replacement.size()))
            result.replace(at, word.name.size(), replacement);
    }
    return result;
}

std::int64_t now_ms() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

Result<Done> apply(sql::Connection& connection, Dialect dialect, std::span<const Migration> known) {
    TRY(connection.script(spoken("CREATE TABLE IF NOT EXISTS migration (\n"
                                 "    number {int} PRIMARY KEY,\n"
                                 "    name {text} NOT NULL,\n"
                                 "    sha256 {text} NOT NULL,\n"
                                 "    applied_at {int} NOT NULL\n"
                                 ") {rows}",
                                 dialect)));
    const auto applied = TRY(check_applied(connection, known));
    for (const auto& migration : known.subspan(applied)) {
        TRY(connection.script(spoken(migration.text, dialect)));
        TRY(connection.query("INSERT INTO migration (number, name, sha256, applied_at) VALUES ($1, $2, $3, $4)",
                             {migration.number, migration.name, sha256_hex(migration.text), now_ms()}));
    }
    return Done{};
}

} // namespace

Result<std::size_t> check_applied(sql::Connection& connection, std::span<const Migration> known) {
    auto rows = TRY(connection.query("SELECT number, name, sha256 FROM migration ORDER BY number"));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto row = rows[i];
        if (i >= known.size())
            return conflict("storage.schema_newer",
                            {{"number", std::to_string(rows.size())}, {"known", std::to_string(known.size())}});
        const bool is_same =
            std::get<std::int64_t>(row[0]) == known[i].number && std::get<std::string_view>(row[2]) == sha256_hex(known[i].text);
        if (!is_same)
            return conflict("storage.migration_changed", {{"migration", std::string(std::get<std::string_view>(row[1]))}});
    }
    return rows.size();
}

Result<Done> migrate(sql::Connection& connection, Dialect dialect, std::span<const Migration> known) {
    TRY(connection.begin(sql::Connection::Mode::Alone));
    TRY(connection.act_for("keeper")); // A migration that moves data sees all of it.
    auto applied = apply(connection, dialect, known);
    if (applied) applied = connection.commit();
    if (!applied) connection.rollback();
    return applied;
}

} // namespace hoshirube::migrations
