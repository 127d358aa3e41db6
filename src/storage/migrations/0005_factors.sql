-- A second way to prove who one is: codes of an authenticator app, and codes on paper for when the app is lost.
CREATE TABLE code_app (
    person_id {text} PRIMARY KEY REFERENCES person (id),
    sealed_secret {text} NOT NULL, -- Encrypted with the server's key: of no use without it.
    made_at {int} NOT NULL,
    confirmed_at {int},            -- Null until the first code was right; it counts only then.
    last_used_step {int} NOT NULL  -- No code is accepted twice.
) {rows};

CREATE TABLE recovery_code (
    person_id {text} NOT NULL REFERENCES person (id),
    code_sha256 {text} NOT NULL CHECK (length(code_sha256) = 64), -- Keyed with the server's key.
    used_at {int},
    PRIMARY KEY (person_id, code_sha256)
) {keyed};

CREATE TABLE passkey (
    id {text} PRIMARY KEY,
    person_id {text} NOT NULL REFERENCES person (id),
    credential_id {text} NOT NULL UNIQUE,
    key_der {text} NOT NULL, -- The public half.
    kind {text} NOT NULL CHECK (kind IN ('es256', 'rs256')),
    rp_id {text} NOT NULL,
    name {text} NOT NULL,
    counter {int} NOT NULL CHECK (counter >= 0),
    made_at {int} NOT NULL,
    last_used_at {int}
) {rows};
CREATE INDEX passkey_by_person ON passkey (person_id, made_at);

-- A challenge that was answered is answered once. It carries its own proof of origin; only used ones are kept, until they expire.
CREATE TABLE used_challenge (
    challenge_sha256 {text} PRIMARY KEY CHECK (length(challenge_sha256) = 64),
    expires_at {int} NOT NULL
) {keyed};
CREATE INDEX used_challenge_by_age ON used_challenge (expires_at);
