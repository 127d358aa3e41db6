-- Made from src/storage/migrations by contract_tests; HOSHIRUBE_REBASELINE=1 rewrites it.

CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    corporate_number TEXT NOT NULL UNIQUE CHECK (length(corporate_number) = 13),
    legal_name TEXT NOT NULL CHECK (legal_name <> ''),
    legal_name_kana TEXT NOT NULL,
    trade_name TEXT NOT NULL,
    legal_name_en TEXT NOT NULL,
    prefecture TEXT NOT NULL CHECK (length(prefecture) = 2),
    industry TEXT NOT NULL CHECK (length(industry) = 3),
    staff INTEGER NOT NULL CHECK (staff > 0),
    parent_corporate_number TEXT NOT NULL CHECK (length(parent_corporate_number) IN (0, 13)),
    is_invented INTEGER NOT NULL CHECK (is_invented IN (0, 1)),
    registered_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    search_text TEXT NOT NULL -- organisation_search_text() and the corporate number.
) STRICT;

CREATE INDEX organisation_by_reading ON organisation (legal_name_kana, corporate_number);

CREATE TABLE profile_answer (
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    step TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE CHECK (email <> ''),
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    created_at INTEGER NOT NULL,
    search_text TEXT NOT NULL -- search_key(name).
) STRICT;

CREATE TABLE membership (
    person_id TEXT NOT NULL REFERENCES person (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL,
    from_on TEXT NOT NULL CHECK (length(from_on) = 10),
    to_on TEXT CHECK (to_on >= from_on),
    PRIMARY KEY (person_id, organisation_id, role, from_on)
) STRICT, WITHOUT ROWID;

CREATE INDEX membership_by_organisation ON membership (organisation_id);

CREATE INDEX membership_by_role ON membership (role, person_id);

CREATE TABLE invite (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    invited_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_at INTEGER
, revoked_at INTEGER) STRICT;

CREATE INDEX invite_by_organisation ON invite (organisation_id);

CREATE TABLE qualification_kind (
    kind TEXT PRIMARY KEY,
    name_ja TEXT NOT NULL,
    name_en TEXT NOT NULL,
    is_accepted INTEGER NOT NULL CHECK (is_accepted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE qualification (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL REFERENCES qualification_kind (kind),
    number TEXT NOT NULL,
    valid_until_on TEXT NOT NULL CHECK (length(valid_until_on) = 10),
    recorded_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE INDEX qualification_by_person ON qualification (person_id);

CREATE TABLE assessment (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    edition TEXT NOT NULL,
    star INTEGER NOT NULL,
    scope_kind TEXT NOT NULL,
    scope_description TEXT NOT NULL,
    scope_description_en TEXT NOT NULL,
    state TEXT NOT NULL,
    round INTEGER NOT NULL CHECK (round >= 0),
    confirmer_id TEXT REFERENCES person (id),
    remark TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;

CREATE INDEX assessment_by_organisation ON assessment (organisation_id);

CREATE INDEX assessment_by_confirmer ON assessment (confirmer_id);

CREATE INDEX assessment_by_state ON assessment (state, opened_at);

CREATE TABLE adviser (
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    named_at INTEGER NOT NULL,
    PRIMARY KEY (assessment_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX adviser_by_person ON adviser (person_id);

CREATE TABLE answer (
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    criterion TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state <> ''),
    branches TEXT NOT NULL, -- Keys of the alternatives taken, each followed by a line feed.
    note TEXT NOT NULL,
    reason TEXT NOT NULL,
    planned_on TEXT CHECK (length(planned_on) = 10),
    planned_owner TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    updated_by TEXT NOT NULL,
    updated_at INTEGER,
    PRIMARY KEY (assessment_id, criterion)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
    effective_from_on TEXT CHECK (length(effective_from_on) = 10),
    effective_to_on TEXT CHECK (length(effective_to_on) = 10),
    note TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0)
, scanned_at INTEGER) STRICT;

CREATE INDEX evidence_by_organisation ON evidence (organisation_id, uploaded_at);

CREATE TABLE evidence_link (
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    criterion TEXT NOT NULL,
    evidence_id TEXT NOT NULL REFERENCES evidence (id),
    PRIMARY KEY (assessment_id, criterion, evidence_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_link_by_evidence ON evidence_link (evidence_id);

CREATE TABLE decision (
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    round INTEGER NOT NULL CHECK (round > 0),
    criterion TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('confirmed', 'returned')),
    reason TEXT NOT NULL,
    agrees_not_applicable INTEGER NOT NULL CHECK (agrees_not_applicable IN (0, 1)),
    answer_sha256 TEXT NOT NULL CHECK (length(answer_sha256) = 64),
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    PRIMARY KEY (assessment_id, round, criterion)
) STRICT, WITHOUT ROWID;

CREATE TABLE advice (
    id TEXT PRIMARY KEY,
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    criterion TEXT NOT NULL,
    words TEXT NOT NULL,
    given_by TEXT NOT NULL,
    capacity TEXT NOT NULL CHECK (capacity IN ('confirmer', 'adviser')),
    round INTEGER NOT NULL,
    given_at INTEGER NOT NULL
) STRICT;

CREATE INDEX advice_by_assessment ON advice (assessment_id, given_at);

CREATE TABLE confirmation (
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    round INTEGER NOT NULL CHECK (round > 0),
    confirmer_id TEXT NOT NULL REFERENCES person (id),
    confirmer_name TEXT NOT NULL,
    qualification_kind TEXT NOT NULL,
    qualification_number TEXT NOT NULL,
    qualification_valid_until_on TEXT NOT NULL CHECK (length(qualification_valid_until_on) = 10),
    confirmed_at INTEGER NOT NULL,
    form_sha256 TEXT NOT NULL CHECK (length(form_sha256) = 64),
    form TEXT NOT NULL, -- Byte for byte what was hashed.
    PRIMARY KEY (assessment_id, round)
) STRICT;

CREATE TABLE declaration (
    sequence INTEGER PRIMARY KEY,
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    round INTEGER NOT NULL CHECK (round > 0),
    person_id TEXT NOT NULL REFERENCES person (id),
    person_name TEXT NOT NULL,
    form_sha256 TEXT NOT NULL CHECK (length(form_sha256) = 64),
    declared_at INTEGER NOT NULL
) STRICT;

CREATE INDEX declaration_by_assessment ON declaration (assessment_id);

CREATE TABLE certificate (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE CHECK (number > 0),
    official_number TEXT NOT NULL,
    assessment_id TEXT NOT NULL UNIQUE REFERENCES assessment (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    corporate_number TEXT NOT NULL,
    legal_name TEXT NOT NULL,
    legal_name_en TEXT NOT NULL,
    star INTEGER NOT NULL,
    edition TEXT NOT NULL,
    scope_kind TEXT NOT NULL,
    scope_description TEXT NOT NULL,
    scope_description_en TEXT NOT NULL,
    registered_on TEXT NOT NULL CHECK (length(registered_on) = 10),
    last_valid_on TEXT NOT NULL CHECK (last_valid_on >= registered_on),
    seal TEXT NOT NULL CHECK (length(seal) = 64),
    registered_by TEXT NOT NULL
, standing TEXT NOT NULL DEFAULT 'granted' CHECK (standing IN ('granted', 'suspended', 'withdrawn')), standing_since_on TEXT CHECK (length(standing_since_on) = 10), suspended_until_on TEXT CHECK (length(suspended_until_on) = 10)) STRICT;

CREATE INDEX certificate_by_organisation ON certificate (organisation_id);

CREATE INDEX certificate_by_corporate_number ON certificate (corporate_number);

CREATE TABLE follow (
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    corporate_number TEXT NOT NULL CHECK (length(corporate_number) = 13), -- Need not be registered here.
    note TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at INTEGER NOT NULL, name TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (organisation_id, corporate_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE official_source (
    edition TEXT PRIMARY KEY,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
    text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
    imported_by TEXT NOT NULL,
    imported_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE official_text (
    edition TEXT NOT NULL REFERENCES official_source (edition),
    position INTEGER NOT NULL, -- Its place in the official list.
    criterion TEXT NOT NULL,
    requirement_text TEXT NOT NULL,
    criterion_text TEXT NOT NULL,
    PRIMARY KEY (edition, position)
) STRICT;

CREATE TABLE event (
    sequence INTEGER PRIMARY KEY,
    happened_at INTEGER NOT NULL,
    type TEXT NOT NULL CHECK (type <> ''),
    actor_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    record TEXT NOT NULL, -- Byte for byte what was hashed.
    record_sha256 TEXT NOT NULL CHECK (length(record_sha256) = 64)
) STRICT;

CREATE TABLE idempotency (
    actor_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    receipt_id TEXT NOT NULL,
    receipt_version INTEGER NOT NULL,
    remembered_at INTEGER NOT NULL,
    PRIMARY KEY (actor_id, idempotency_key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_keeps_rows BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER event_keeps_words BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER event_keeps_place BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE INDEX event_by_subject ON event (subject, sequence);

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    token_sha256 TEXT NOT NULL UNIQUE CHECK (length(token_sha256) = 64),
    person_id TEXT NOT NULL REFERENCES person (id),
    device TEXT NOT NULL,  -- Words made from what the browser said of itself.
    network TEXT NOT NULL, -- A prefix, never the whole address.
    begun_by TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    proved_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_person ON session (person_id, last_used_at);

CREATE INDEX session_by_age ON session (begun_at);

CREATE TABLE code_app (
    person_id TEXT PRIMARY KEY REFERENCES person (id),
    sealed_secret TEXT NOT NULL, -- Encrypted with the server's key: of no use without it.
    made_at INTEGER NOT NULL,
    confirmed_at INTEGER,            -- Null until the first code was right; it counts only then.
    last_used_step INTEGER NOT NULL  -- No code is accepted twice.
) STRICT;

CREATE TABLE recovery_code (
    person_id TEXT NOT NULL REFERENCES person (id),
    code_sha256 TEXT NOT NULL CHECK (length(code_sha256) = 64), -- Keyed with the server's key.
    used_at INTEGER,
    PRIMARY KEY (person_id, code_sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE passkey (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    credential_id TEXT NOT NULL UNIQUE,
    key_der TEXT NOT NULL, -- The public half.
    kind TEXT NOT NULL CHECK (kind IN ('es256', 'rs256')),
    rp_id TEXT NOT NULL,
    name TEXT NOT NULL,
    counter INTEGER NOT NULL CHECK (counter >= 0),
    made_at INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;

CREATE INDEX passkey_by_person ON passkey (person_id, made_at);

CREATE TABLE used_challenge (
    challenge_sha256 TEXT PRIMARY KEY CHECK (length(challenge_sha256) = 64),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX used_challenge_by_age ON used_challenge (expires_at);

CREATE TABLE carried_answer (
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    criterion TEXT NOT NULL,
    from_assessment_id TEXT NOT NULL REFERENCES assessment (id),
    from_criteria TEXT NOT NULL, -- Numbers in the older edition, each followed by a line feed.
    kind TEXT NOT NULL,
    needs_second_look INTEGER NOT NULL CHECK (needs_second_look IN (0, 1)),
    PRIMARY KEY (assessment_id, criterion)
) STRICT, WITHOUT ROWID;

CREATE TABLE guide_source (
    edition TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
    imported_by TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    PRIMARY KEY (edition, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE guide_text (
    edition TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL, -- Its place in the file.
    criterion TEXT NOT NULL,
    guide_text TEXT NOT NULL,
    PRIMARY KEY (edition, version, position),
    FOREIGN KEY (edition, version) REFERENCES guide_source (edition, version)
) STRICT;

CREATE TABLE mandate (
    id TEXT PRIMARY KEY,
    giver_id TEXT NOT NULL REFERENCES organisation (id),
    taker_id TEXT NOT NULL REFERENCES organisation (id) CHECK (taker_id <> giver_id),
    purpose TEXT NOT NULL CHECK (purpose IN ('read', 'answer')),
    reason TEXT NOT NULL,
    from_on TEXT NOT NULL CHECK (length(from_on) = 10),
    to_on TEXT NOT NULL CHECK (to_on >= from_on),
    granted_by TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;

CREATE INDEX mandate_by_giver ON mandate (giver_id, granted_at);

CREATE INDEX mandate_by_taker ON mandate (taker_id, giver_id);

CREATE TABLE disclosure (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    object_id TEXT NOT NULL, -- An assessment, or evidence where the level is so.
    level TEXT NOT NULL CHECK (level IN ('basic', 'summary', 'detail', 'evidence')),
    receiver_id TEXT NOT NULL REFERENCES organisation (id) CHECK (receiver_id <> organisation_id),
    purpose TEXT NOT NULL CHECK (purpose <> ''),
    from_on TEXT NOT NULL CHECK (length(from_on) = 10),
    to_on TEXT NOT NULL CHECK (to_on >= from_on),
    granted_by TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;

CREATE INDEX disclosure_by_organisation ON disclosure (organisation_id, granted_at);

CREATE INDEX disclosure_by_receiver ON disclosure (receiver_id, granted_at);

CREATE INDEX disclosure_by_object ON disclosure (object_id, receiver_id);

CREATE TABLE worked_for (
    doer_id TEXT NOT NULL, -- A person or an organisation.
    client_id TEXT NOT NULL REFERENCES organisation (id),
    kind TEXT NOT NULL CHECK (kind IN ('answered', 'uploaded', 'advised', 'consulted', 'supported')),
    is_paid INTEGER NOT NULL CHECK (is_paid IN (0, 1)),
    first_on TEXT NOT NULL CHECK (length(first_on) = 10),
    last_on TEXT CHECK (last_on >= first_on),
    recorded_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (client_id, doer_id, kind, is_paid)
) STRICT, WITHOUT ROWID;

CREATE TABLE broken_glass (
    id TEXT PRIMARY KEY,
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    asked_by TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    asked_at INTEGER NOT NULL,
    approved_by TEXT NOT NULL CHECK (approved_by <> asked_by),
    from_at INTEGER,
    until_at INTEGER
) STRICT;

CREATE INDEX broken_glass_by_assessment ON broken_glass (assessment_id, asked_at);

CREATE INDEX broken_glass_by_age ON broken_glass (asked_at);

CREATE INDEX organisation_by_parent ON organisation (parent_corporate_number);

CREATE INDEX confirmation_by_confirmer ON confirmation (confirmer_id, confirmed_at);

CREATE INDEX event_by_organisation ON event (organisation_id, sequence);

CREATE TABLE refusal (
    organisation_id TEXT NOT NULL, -- Whose thing it was; empty where it belongs to none.
    refused_on TEXT NOT NULL CHECK (length(refused_on) = 10),
    actor_id TEXT NOT NULL,
    act TEXT NOT NULL,
    object_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    times INTEGER NOT NULL CHECK (times > 0),
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, refused_on, actor_id, act, object_id, rule)
) STRICT, WITHOUT ROWID;

CREATE INDEX refusal_by_actor ON refusal (actor_id, refused_on);

CREATE TABLE ledger (
    name TEXT PRIMARY KEY CHECK (name IN ('public', 'private')),
    checkpoint TEXT NOT NULL, -- Signed: what counts, even before it is published.
    through INTEGER NOT NULL -- The last event that is in, or belongs in the other ledger.
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_entry (
    ledger TEXT NOT NULL REFERENCES ledger (name),
    entry_index INTEGER NOT NULL CHECK (entry_index >= 0),
    event_sequence INTEGER NOT NULL REFERENCES event (sequence),
    subject TEXT NOT NULL,
    nonce TEXT NOT NULL CHECK (length(nonce) IN (0, 32)), -- Gives the commitment its meaning; emptied, it means nothing any more.
    PRIMARY KEY (ledger, entry_index)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ledger_entry_by_event ON ledger_entry (event_sequence, ledger);

CREATE INDEX ledger_entry_by_subject ON ledger_entry (ledger, subject, entry_index);

CREATE TABLE public_event (
    event_sequence INTEGER PRIMARY KEY REFERENCES event (sequence)
) STRICT;

CREATE TABLE network (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL CHECK (name <> ''),
    source TEXT NOT NULL,
    data_on TEXT NOT NULL,
    example TEXT NOT NULL, -- The generator's order as JSON; empty for a network that was handed in.
    state TEXT NOT NULL CHECK (state IN ('collecting', 'preparing', 'ready', 'failed')),
    problem TEXT NOT NULL, -- JSON, or empty; likewise summary.
    summary TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;

CREATE INDEX network_by_organisation ON network (organisation_id, created_at);

CREATE TABLE network_run (
    id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL REFERENCES network (id),
    mode TEXT NOT NULL,
    eps TEXT NOT NULL,
    grade TEXT NOT NULL,
    has_substitution INTEGER NOT NULL CHECK (has_substitution IN (0, 1)),
    firms TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'cancelled')),
    problem TEXT NOT NULL, -- JSON, or empty; likewise result.
    result TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;

CREATE INDEX network_run_by_network ON network_run (network_id, created_at);

CREATE INDEX certificate_by_standing ON certificate (number) WHERE standing <> 'granted';

CREATE TABLE star_change (
    id TEXT PRIMARY KEY,
    certificate_id TEXT NOT NULL REFERENCES certificate (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    act TEXT NOT NULL CHECK (act IN ('suspend', 'resume', 'withdraw')),
    until_on TEXT CHECK (length(until_on) = 10), -- Last day of a suspension; none: until it is lifted.
    reason TEXT NOT NULL CHECK (reason <> ''),
    asked_by TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dropped')),
    decided_by TEXT NOT NULL,
    decided_at INTEGER
) STRICT;

CREATE INDEX star_change_by_certificate ON star_change (certificate_id, asked_at);

CREATE INDEX star_change_waiting ON star_change (asked_at) WHERE state = 'waiting';

CREATE INDEX organisation_by_prefecture ON organisation (prefecture, legal_name_kana, corporate_number);

CREATE TABLE certificate_key (
    thumbprint TEXT PRIMARY KEY, -- RFC 7638
    jwk TEXT NOT NULL, -- The public half.
    since_at INTEGER NOT NULL,
    until_at INTEGER -- None: it signs.
) STRICT, WITHOUT ROWID;

CREATE TABLE duty_note (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    duty TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('done', 'arose')),
    day_on TEXT NOT NULL,
    settles TEXT NOT NULL, -- The note of the occasion that it answers; empty for none.
    note TEXT NOT NULL,
    evidence TEXT NOT NULL, -- Ids, each followed by a line feed.
    noted_by TEXT NOT NULL,
    noted_at INTEGER NOT NULL,
    taken_back_at INTEGER
) STRICT;

CREATE INDEX duty_note_by_organisation ON duty_note (organisation_id, noted_at);

CREATE TABLE calendar_link (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    made_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE INDEX calendar_link_by_person ON calendar_link (person_id, organisation_id);

CREATE TABLE reminder (
    person_id TEXT NOT NULL REFERENCES person (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    asked_at INTEGER NOT NULL,
    sent_on TEXT, -- The last day on which something was sent.
    PRIMARY KEY (person_id, organisation_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX reminder_by_day ON reminder (sent_on);

CREATE TABLE identity (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    linked_at INTEGER NOT NULL,
    UNIQUE (issuer, subject)
) STRICT;

CREATE INDEX identity_by_person ON identity (person_id);

CREATE TABLE service_account (
    id TEXT PRIMARY KEY REFERENCES person (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL CHECK (role IN ('applicant', 'buyer')),
    scopes TEXT NOT NULL CHECK (scopes <> ''), -- Names with a blank between.
    token_sha256 TEXT NOT NULL UNIQUE CHECK (length(token_sha256) = 64),
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    last_day TEXT NOT NULL CHECK (length(last_day) = 10), -- Inclusive.
    last_used_at INTEGER,
    revoked_at INTEGER
) STRICT;

CREATE INDEX service_account_by_organisation ON service_account (organisation_id, made_at);
