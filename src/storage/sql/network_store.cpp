#include "storage/sql/network_store.h"

#include <array>

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

constexpr std::array<std::string_view, 4> kNetworkStates{"collecting", "preparing", "ready", "failed"};
constexpr std::array<std::string_view, 4> kRunStates{"waiting", "done", "failed", "cancelled"};

template <typename State>
std::string_view name_of(const std::array<std::string_view, 4>& names, State state) {
    return names[static_cast<std::size_t>(state)];
}

template <typename State>
Result<State> state_of(const std::array<std::string_view, 4>& names, std::string_view text) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == text) return static_cast<State>(i);
    return internal("unknown state");
}
Result<NetworkState> parse_network_state(std::string_view text) { return state_of<NetworkState>(kNetworkStates, text); }
Result<RunState> parse_run_state(std::string_view text) { return state_of<RunState>(kRunStates, text); }

const std::string kSelectNetwork = "SELECT id, organisation_id, name, source, data_on, example, state, problem, summary, "
                                   "created_by, created_at, version FROM network ";
const std::string kSelectRun = "SELECT id, network_id, mode, eps, grade, has_substitution, firms, state, problem, result, "
                               "created_by, created_at, finished_at, version FROM network_run ";

Result<KeptNetwork> to_network(RowReader& in) {
    return in.finish(KeptNetwork{in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.named(parse_network_state),
                                 in.text(), in.text(), in.text(), in.instant(), in.integer()});
}

Result<NetworkRun> to_run(RowReader& in) {
    return in.finish(NetworkRun{in.text(), in.text(), in.text(), in.text(), in.text(), in.boolean(), in.text(),
                                in.named(parse_run_state), in.text(), in.text(), in.text(), in.instant(), in.optional_instant(),
                                in.integer()});
}

} // namespace

Result<Done> SqlNetworkStore::add(const KeptNetwork& n) {
    TRY(connection_.query(R"sql(
        INSERT INTO network (id, organisation_id, name, source, data_on, example, state, problem, summary, created_by,
                             created_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    )sql",
                          {n.id, n.organisation_id, n.name, n.source, n.data_on, n.example, name_of(kNetworkStates, n.state),
                           n.problem, n.summary, n.created_by, n.created_at.milliseconds(), n.version}));
    return Done{};
}

Result<Done> SqlNetworkStore::save(const KeptNetwork& n) {
    const auto rows = TRY(connection_.query(
        R"sql(
        UPDATE network
        SET name = $3, source = $4, data_on = $5, state = $6, problem = $7, summary = $8, version = version + 1
        WHERE id = $1 AND version = $2
    )sql",
        {n.id, n.version, n.name, n.source, n.data_on, name_of(kNetworkStates, n.state), n.problem, n.summary}));
    if (rows.changed == 0) return conflict("changed_meanwhile");
    return Done{};
}

Result<Done> SqlNetworkStore::remove(const std::string& id) {
    TRY(connection_.query("DELETE FROM network_run WHERE network_id = $1", {id}));
    const auto rows = TRY(connection_.query("DELETE FROM network WHERE id = $1", {id}));
    if (rows.changed == 0) return not_found("network.not_found");
    return Done{};
}

Result<KeptNetwork> SqlNetworkStore::get(const std::string& id) {
    auto rows = TRY(connection_.query(kSelectNetwork + "WHERE id = $1", {id}));
    return only(std::move(rows), to_network, "network.not_found");
}

Result<std::vector<KeptNetwork>> SqlNetworkStore::of_organisation(const std::string& organisation_id) {
    auto rows = TRY(
        connection_.query(kSelectNetwork + "WHERE organisation_id = $1 ORDER BY created_at DESC, id DESC", {organisation_id}));
    return all(std::move(rows), to_network);
}

Result<std::vector<KeptNetwork>> SqlNetworkStore::in_preparation() {
    auto rows = TRY(connection_.query(kSelectNetwork + "WHERE state = 'preparing' ORDER BY created_at, id"));
    return all(std::move(rows), to_network);
}

Result<Done> SqlNetworkStore::add_run(const NetworkRun& r) {
    TRY(connection_.query(R"sql(
        INSERT INTO network_run (id, network_id, mode, eps, grade, has_substitution, firms, state, problem, result,
                                 created_by, created_at, finished_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    )sql",
                          {r.id, r.network_id, r.mode, r.eps, r.grade, r.has_substitution, r.firms, name_of(kRunStates, r.state),
                           r.problem, r.result, r.created_by, r.created_at.milliseconds(), milliseconds(r.finished_at),
                           r.version}));
    return Done{};
}

Result<Done> SqlNetworkStore::save_run(const NetworkRun& r) {
    const auto rows =
        TRY(connection_.query(R"sql(
        UPDATE network_run
        SET state = $3, problem = $4, result = $5, finished_at = $6, version = version + 1
        WHERE id = $1 AND version = $2
    )sql",
                              {r.id, r.version, name_of(kRunStates, r.state), r.problem, r.result, milliseconds(r.finished_at)}));
    if (rows.changed == 0) return conflict("changed_meanwhile");
    return Done{};
}

Result<NetworkRun> SqlNetworkStore::get_run(const std::string& id) {
    auto rows = TRY(connection_.query(kSelectRun + "WHERE id = $1", {id}));
    return only(std::move(rows), to_run, "network_run.not_found");
}

Result<std::vector<NetworkRun>> SqlNetworkStore::runs_of(const std::string& network_id) {
    auto rows = TRY(connection_.query(kSelectRun + "WHERE network_id = $1 ORDER BY created_at DESC, id DESC", {network_id}));
    return all(std::move(rows), to_run);
}

Result<std::vector<NetworkRun>> SqlNetworkStore::waiting_runs() {
    auto rows = TRY(connection_.query(kSelectRun + "WHERE state = 'waiting' ORDER BY created_at, id"));
    return all(std::move(rows), to_run);
}

} // namespace hoshirube::sql
