-- Programs that work for one organisation. Each is a person on file without address or password, with one role, so that every rule and every record
-- treats it as one; what it may do is narrowed by its scopes. Of its token only the hash is kept.
CREATE TABLE service_account (
    id {text} PRIMARY KEY REFERENCES person (id),
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    role {text} NOT NULL CHECK (role IN ('applicant', 'buyer')),
    scopes {text} NOT NULL CHECK (scopes <> ''), -- Names with a blank between.
    token_sha256 {text} NOT NULL UNIQUE CHECK (length(token_sha256) = 64),
    made_by {text} NOT NULL,
    made_at {int} NOT NULL,
    last_day {text} NOT NULL CHECK (length(last_day) = 10), -- Inclusive.
    last_used_at {int},
    revoked_at {int}
) {rows};
CREATE INDEX service_account_by_organisation ON service_account (organisation_id, made_at);
