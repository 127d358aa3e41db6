-- Everyone signs in anew: what a session now tells its owner was not kept before.
DROP TABLE session;

CREATE TABLE session (
    id {text} PRIMARY KEY,
    token_sha256 {text} NOT NULL UNIQUE CHECK (length(token_sha256) = 64),
    person_id {text} NOT NULL REFERENCES person (id),
    device {text} NOT NULL,  -- Words made from what the browser said of itself.
    network {text} NOT NULL, -- A prefix, never the whole address.
    begun_by {text} NOT NULL,
    begun_at {int} NOT NULL,
    last_used_at {int} NOT NULL,
    proved_at {int}
) {keyed};
CREATE INDEX session_by_person ON session (person_id, last_used_at);
CREATE INDEX session_by_age ON session (begun_at);
