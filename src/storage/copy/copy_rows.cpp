#include "storage/copy/copy_rows.h"

#include <map>

#include "app/ports.h"

namespace hoshirube::sql {

namespace {

constexpr int kRowsAtOnce = 500;

struct Table {
    std::string name;
    std::vector<std::string> columns;
    std::vector<std::size_t> key; // Which columns are the primary key, in its order. Every table has one.

    std::string column_list() const {
        std::string list;
        for (const auto& column : columns) list += (list.empty() ? "\"" : ", \"") + column + "\"";
        return list;
    }
    std::string select() const { return "SELECT " + column_list() + " FROM \"" + name + "\""; }
    std::string insert(std::string_view clause) const {
        std::string values;
        for (std::size_t i = 1; i <= columns.size(); ++i) values += (i == 1 ? "$" : ", $") + std::to_string(i);
        return "INSERT INTO \"" + name + "\" (" + column_list() + ")" + std::string(clause) + " VALUES (" + values + ")";
    }
};

std::string text(const Value& value) {
    const auto* found = std::get_if<std::string_view>(&value);
    return found ? std::string(*found) : std::string();
}

// All but what the migrations say of themselves, which differs from database to database.
Result<std::vector<Table>> tables_of(Connection& file) {
    std::vector<Table> tables;
    auto names = TRY(file.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'migration' "
                                "AND name NOT LIKE 'sqlite_%' ORDER BY name"));
    for (std::size_t i = 0; i < names.size(); ++i) {
        Table table{text(names[i][0]), {}, {}};
        auto columns = TRY(file.query("SELECT name, pk FROM pragma_table_info($1) ORDER BY cid", {table.name}));
        std::map<std::int64_t, std::size_t> key;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            table.columns.push_back(text(columns[c][0]));
            const auto place = std::get<std::int64_t>(columns[c][1]);
            if (place > 0) key[place] = c;
        }
        for (const auto& [place, column] : key) table.key.push_back(column);
        CHECK(!table.key.empty());
        tables.push_back(std::move(table));
    }
    return tables;
}

Param param_of(const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return Param(*integer);
    if (const auto* real = std::get_if<double>(&value)) return Param(*real);
    if (const auto* words = std::get_if<std::string_view>(&value)) return Param(*words);
    return Param(std::nullopt);
}

Result<Done> insert_all(Connection& to, const std::string& statement, const Rows& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<Param> params;
        for (const auto& value : rows[i]) params.push_back(param_of(value));
        TRY(to.query_with(statement, params));
    }
    return Done{};
}

Result<Done> copy_table(Connection& postgres, Connection& file, const Table& table) {
    const auto cursor = "copy_" + table.name; // One for each: a statement that is kept must go on meaning the same columns.
    TRY(postgres.script("DECLARE " + cursor + " NO SCROLL CURSOR FOR " + table.select()));
    for (;;) {
        auto rows = TRY(postgres.query("FETCH " + std::to_string(kRowsAtOnce) + " FROM " + cursor));
        if (rows.empty()) break;
        TRY(insert_all(file, table.insert(""), rows));
    }
    return postgres.script("CLOSE " + cursor);
}

// A page at a time, each beginning after the key on which the last one ended: a statement that answers all rows would hold them all.
Result<Done> load_table(Connection& file, Connection& postgres, const Table& table) {
    std::string keys, places;
    for (std::size_t i = 0; i < table.key.size(); ++i) {
        keys += (i == 0 ? "\"" : ", \"") + table.columns[table.key[i]] + "\"";
        places += (i == 0 ? "$" : ", $") + std::to_string(i + 1);
    }
    const auto order = " ORDER BY " + keys + " LIMIT " + std::to_string(kRowsAtOnce);
    auto rows = TRY(file.query(table.select() + order));
    while (!rows.empty()) {
        TRY(insert_all(postgres, table.insert(" OVERRIDING SYSTEM VALUE"), rows));
        std::vector<Param> last;
        for (const auto column : table.key) last.push_back(param_of(rows[rows.size() - 1][column]));
        auto next = TRY(file.query_with(table.select() + " WHERE (" + keys + ") > (" + places + ")" + order, last));
        rows = std::move(next);
    }
    return Done{};
}

// What takes the references off and what puts them back.
Result<std::vector<std::pair<std::string, std::string>>> references_of(Connection& postgres) {
    auto rows = TRY(postgres.query(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) "
        "FROM pg_constraint WHERE contype = 'f' AND connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) "
        "ORDER BY 1, 2"));
    std::vector<std::pair<std::string, std::string>> statements;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto head = "ALTER TABLE " + text(rows[i][0]);
        const auto name = text(rows[i][1]);
        statements.emplace_back(head + " DROP CONSTRAINT " + name, head + " ADD CONSTRAINT " + name + " " + text(rows[i][2]));
    }
    return statements;
}

// Numbers given out by the database go on after the last one loaded.
Result<Done> go_on_counting(Connection& postgres) {
    auto rows = TRY(postgres.query("SELECT quote_ident(table_name), quote_ident(column_name), "
                                   "pg_get_serial_sequence(quote_ident(table_name), column_name) FROM information_schema.columns "
                                   "WHERE is_identity = 'YES' AND table_schema = current_schema()"));
    for (std::size_t i = 0; i < rows.size(); ++i)
        TRY(postgres.script("SELECT setval('" + text(rows[i][2]) + "', coalesce(max(" + text(rows[i][1]) +
                            "), 0) + 1, false) FROM " + text(rows[i][0])));
    return Done{};
}

Result<Done> load_all(Connection& file, Connection& postgres, const std::vector<Table>& tables) {
    TRY(postgres.act_for(kKeeper));
    for (const char* table : {"event", "person", "organisation"})
        if (!TRY(postgres.query("SELECT 1 FROM " + std::string(table) + " LIMIT 1")).empty())
            return conflict("storage.not_empty");
    // Checks over many rows take longer than any page may.
    TRY(postgres.script("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"));
    const auto references = TRY(references_of(postgres));
    for (const auto& [off, on] : references) TRY(postgres.script(off));
    for (const auto& table : tables) {
        TRY(postgres.script("DELETE FROM \"" + table.name + "\"")); // A first start may have left its seeds.
        TRY(load_table(file, postgres, table));
    }
    for (const auto& [off, on] : references) TRY(postgres.script(on));
    return go_on_counting(postgres);
}

} // namespace

Result<Done> copy_rows(Connection& postgres, Connection& file) {
    const auto tables = TRY(tables_of(file));
    TRY(file.script("PRAGMA foreign_keys = OFF")); // Checked in the end, over all.
    TRY(file.begin(Connection::Mode::Write));
    for (const auto& table : tables) {
        TRY(file.script("DELETE FROM \"" + table.name + "\""));
        TRY(copy_table(postgres, file, table));
    }
    return file.commit();
}

Result<Done> load_rows(Connection& file, Connection& postgres) {
    const auto tables = TRY(tables_of(file));
    TRY(postgres.begin(Connection::Mode::Alone));
    auto loaded = load_all(file, postgres, tables);
    if (loaded) loaded = postgres.commit();
    if (!loaded) postgres.rollback();
    return loaded;
}

} // namespace hoshirube::sql
