-- Networks of firms and the shares at risk computed on them; their files lie in the data folder.
CREATE TABLE network (
    id {text} PRIMARY KEY,
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    name {text} NOT NULL CHECK (name <> ''),
    source {text} NOT NULL,
    data_on {text} NOT NULL,
    example {text} NOT NULL, -- The generator's order as JSON; empty for a network that was handed in.
    state {text} NOT NULL CHECK (state IN ('collecting', 'preparing', 'ready', 'failed')),
    problem {text} NOT NULL, -- JSON, or empty; likewise summary.
    summary {text} NOT NULL,
    created_by {text} NOT NULL,
    created_at {int} NOT NULL,
    version {int} NOT NULL CHECK (version > 0)
) {rows};
CREATE INDEX network_by_organisation ON network (organisation_id, created_at);

CREATE TABLE network_run (
    id {text} PRIMARY KEY,
    network_id {text} NOT NULL REFERENCES network (id),
    mode {text} NOT NULL,
    eps {text} NOT NULL,
    grade {text} NOT NULL,
    has_substitution {int} NOT NULL CHECK (has_substitution IN (0, 1)),
    firms {text} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'cancelled')),
    problem {text} NOT NULL, -- JSON, or empty; likewise result.
    result {text} NOT NULL,
    created_by {text} NOT NULL,
    created_at {int} NOT NULL,
    finished_at {int},
    version {int} NOT NULL CHECK (version > 0)
) {rows};
CREATE INDEX network_run_by_network ON network_run (network_id, created_at);
