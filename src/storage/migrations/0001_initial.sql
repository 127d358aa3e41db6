-- Words in braces differ by database (see migrate.cpp):
--   {text} {int} {sequence}   column types; texts compare by code point everywhere
--   {rows} {keyed}            what follows a table: rows kept by arrival, or by primary key
-- Days are YYYY-MM-DD in Asia/Tokyo, named _on; instants are milliseconds since 1970 (UTC), named _at.
-- Columns named _by hold a person's id or 'keeper', who is no person; so they reference nothing.

CREATE TABLE organisation (
    id {text} PRIMARY KEY,
    corporate_number {text} NOT NULL UNIQUE CHECK (length(corporate_number) = 13),
    legal_name {text} NOT NULL CHECK (legal_name <> ''),
    legal_name_kana {text} NOT NULL,
    trade_name {text} NOT NULL,
    legal_name_en {text} NOT NULL,
    prefecture {text} NOT NULL CHECK (length(prefecture) = 2),
    industry {text} NOT NULL CHECK (length(industry) = 3),
    staff {int} NOT NULL CHECK (staff > 0),
    parent_corporate_number {text} NOT NULL CHECK (length(parent_corporate_number) IN (0, 13)),
    is_invented {int} NOT NULL CHECK (is_invented IN (0, 1)),
    registered_at {int} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    search_text {text} NOT NULL -- organisation_search_text() and the corporate number.
) {rows};
CREATE INDEX organisation_by_reading ON organisation (legal_name_kana, corporate_number);

CREATE TABLE profile_answer (
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    step {text} NOT NULL,
    answer {text} NOT NULL,
    answered_at {int} NOT NULL,
    PRIMARY KEY (organisation_id, step)
) {keyed};

CREATE TABLE person (
    id {text} PRIMARY KEY,
    email {text} NOT NULL UNIQUE CHECK (email <> ''),
    name {text} NOT NULL,
    password_hash {text} NOT NULL,
    language {text} NOT NULL CHECK (language IN ('ja', 'en')),
    created_at {int} NOT NULL,
    search_text {text} NOT NULL -- search_key(name).
) {rows};

CREATE TABLE membership (
    person_id {text} NOT NULL REFERENCES person (id),
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    role {text} NOT NULL,
    from_on {text} NOT NULL CHECK (length(from_on) = 10),
    to_on {text} CHECK (to_on >= from_on),
    PRIMARY KEY (person_id, organisation_id, role, from_on)
) {keyed};
CREATE INDEX membership_by_organisation ON membership (organisation_id);
CREATE INDEX membership_by_role ON membership (role, person_id);

CREATE TABLE invite (
    id {text} PRIMARY KEY,
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    email {text} NOT NULL,
    name {text} NOT NULL,
    role {text} NOT NULL,
    invited_by {text} NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    accepted_at {int}
) {rows};
CREATE INDEX invite_by_organisation ON invite (organisation_id);

CREATE TABLE session (
    token_sha256 {text} PRIMARY KEY CHECK (length(token_sha256) = 64),
    person_id {text} NOT NULL REFERENCES person (id),
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL
) {keyed};
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE qualification_kind (
    kind {text} PRIMARY KEY,
    name_ja {text} NOT NULL,
    name_en {text} NOT NULL,
    is_accepted {int} NOT NULL CHECK (is_accepted IN (0, 1))
) {keyed};

CREATE TABLE qualification (
    id {text} PRIMARY KEY,
    person_id {text} NOT NULL REFERENCES person (id),
    kind {text} NOT NULL REFERENCES qualification_kind (kind),
    number {text} NOT NULL,
    valid_until_on {text} NOT NULL CHECK (length(valid_until_on) = 10),
    recorded_by {text} NOT NULL,
    recorded_at {int} NOT NULL
) {rows};
CREATE INDEX qualification_by_person ON qualification (person_id);

CREATE TABLE assessment (
    id {text} PRIMARY KEY,
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    edition {text} NOT NULL,
    star {int} NOT NULL,
    scope_kind {text} NOT NULL,
    scope_description {text} NOT NULL,
    scope_description_en {text} NOT NULL,
    state {text} NOT NULL,
    round {int} NOT NULL CHECK (round >= 0),
    confirmer_id {text} REFERENCES person (id),
    remark {text} NOT NULL,
    opened_at {int} NOT NULL,
    version {int} NOT NULL CHECK (version > 0)
) {rows};
CREATE INDEX assessment_by_organisation ON assessment (organisation_id);
CREATE INDEX assessment_by_confirmer ON assessment (confirmer_id);
CREATE INDEX assessment_by_state ON assessment (state, opened_at);

CREATE TABLE adviser (
    assessment_id {text} NOT NULL REFERENCES assessment (id),
    person_id {text} NOT NULL REFERENCES person (id),
    named_at {int} NOT NULL,
    PRIMARY KEY (assessment_id, person_id)
) {keyed};
CREATE INDEX adviser_by_person ON adviser (person_id);

CREATE TABLE answer (
    assessment_id {text} NOT NULL REFERENCES assessment (id),
    criterion {text} NOT NULL,
    state {text} NOT NULL CHECK (state <> ''),
    branches {text} NOT NULL, -- Keys of the alternatives taken, each followed by a line feed.
    note {text} NOT NULL,
    reason {text} NOT NULL,
    planned_on {text} CHECK (length(planned_on) = 10),
    planned_owner {text} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    updated_by {text} NOT NULL,
    updated_at {int},
    PRIMARY KEY (assessment_id, criterion)
) {keyed};

CREATE TABLE evidence (
    id {text} PRIMARY KEY,
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    sha256 {text} NOT NULL CHECK (length(sha256) = 64),
    file_name {text} NOT NULL,
    media_type {text} NOT NULL,
    size_bytes {int} NOT NULL CHECK (size_bytes > 0),
    effective_from_on {text} CHECK (length(effective_from_on) = 10),
    effective_to_on {text} CHECK (length(effective_to_on) = 10),
    note {text} NOT NULL,
    uploaded_by {text} NOT NULL,
    uploaded_at {int} NOT NULL,
    version {int} NOT NULL CHECK (version > 0)
) {rows};
CREATE INDEX evidence_by_organisation ON evidence (organisation_id, uploaded_at);

CREATE TABLE evidence_link (
    assessment_id {text} NOT NULL REFERENCES assessment (id),
    criterion {text} NOT NULL,
    evidence_id {text} NOT NULL REFERENCES evidence (id),
    PRIMARY KEY (assessment_id, criterion, evidence_id)
) {keyed};
CREATE INDEX evidence_link_by_evidence ON evidence_link (evidence_id);

CREATE TABLE decision (
    assessment_id {text} NOT NULL REFERENCES assessment (id),
    round {int} NOT NULL CHECK (round > 0),
    criterion {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('confirmed', 'returned')),
    reason {text} NOT NULL,
    agrees_not_applicable {int} NOT NULL CHECK (agrees_not_applicable IN (0, 1)),
    answer_sha256 {text} NOT NULL CHECK (length(answer_sha256) = 64),
    decided_by {text} NOT NULL,
    decided_at {int} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    PRIMARY KEY (assessment_id, round, criterion)
) {keyed};

CREATE TABLE advice (
    id {text} PRIMARY KEY,
    assessment_id {text} NOT NULL REFERENCES assessment (id),
    criterion {text} NOT NULL,
    words {text} NOT NULL,
    given_by {text} NOT NULL,
    capacity {text} NOT NULL CHECK (capacity IN ('confirmer', 'adviser')),
    round {int} NOT NULL,
    given_at {int} NOT NULL
) {rows};
CREATE INDEX advice_by_assessment ON advice (assessment_id, given_at);

CREATE TABLE confirmation (
    assessment_id {text} NOT NULL REFERENCES assessment (id),
    round {int} NOT NULL CHECK (round > 0),
    confirmer_id {text} NOT NULL REFERENCES person (id),
    confirmer_name {text} NOT NULL,
    qualification_kind {text} NOT NULL,
    qualification_number {text} NOT NULL,
    qualification_valid_until_on {text} NOT NULL CHECK (length(qualification_valid_until_on) = 10),
    confirmed_at {int} NOT NULL,
    form_sha256 {text} NOT NULL CHECK (length(form_sha256) = 64),
    form {text} NOT NULL, -- Byte for byte what was hashed.
    PRIMARY KEY (assessment_id, round)
) {rows};

CREATE TABLE declaration (
    sequence {sequence} PRIMARY KEY,
    assessment_id {text} NOT NULL REFERENCES assessment (id),
    round {int} NOT NULL CHECK (round > 0),
    person_id {text} NOT NULL REFERENCES person (id),
    person_name {text} NOT NULL,
    form_sha256 {text} NOT NULL CHECK (length(form_sha256) = 64),
    declared_at {int} NOT NULL
) {rows};
CREATE INDEX declaration_by_assessment ON declaration (assessment_id);

CREATE TABLE certificate (
    id {text} PRIMARY KEY,
    number {int} NOT NULL UNIQUE CHECK (number > 0),
    official_number {text} NOT NULL,
    assessment_id {text} NOT NULL UNIQUE REFERENCES assessment (id),
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    corporate_number {text} NOT NULL,
    legal_name {text} NOT NULL,
    legal_name_en {text} NOT NULL,
    star {int} NOT NULL,
    edition {text} NOT NULL,
    scope_kind {text} NOT NULL,
    scope_description {text} NOT NULL,
    scope_description_en {text} NOT NULL,
    registered_on {text} NOT NULL CHECK (length(registered_on) = 10),
    last_valid_on {text} NOT NULL CHECK (last_valid_on >= registered_on),
    seal {text} NOT NULL CHECK (length(seal) = 64),
    registered_by {text} NOT NULL
) {rows};
CREATE INDEX certificate_by_organisation ON certificate (organisation_id);
CREATE INDEX certificate_by_corporate_number ON certificate (corporate_number);

CREATE TABLE follow (
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    corporate_number {text} NOT NULL CHECK (length(corporate_number) = 13), -- Need not be registered here.
    note {text} NOT NULL,
    added_by {text} NOT NULL,
    added_at {int} NOT NULL,
    PRIMARY KEY (organisation_id, corporate_number)
) {keyed};

CREATE TABLE official_source (
    edition {text} PRIMARY KEY,
    file_name {text} NOT NULL,
    file_sha256 {text} NOT NULL CHECK (length(file_sha256) = 64),
    text_sha256 {text} NOT NULL CHECK (length(text_sha256) = 64),
    imported_by {text} NOT NULL,
    imported_at {int} NOT NULL
) {keyed};

CREATE TABLE official_text (
    edition {text} NOT NULL REFERENCES official_source (edition),
    position {int} NOT NULL, -- Its place in the official list.
    criterion {text} NOT NULL,
    requirement_text {text} NOT NULL,
    criterion_text {text} NOT NULL,
    PRIMARY KEY (edition, position)
) {rows};

-- Append-only: 0002 refuses changes.
CREATE TABLE event (
    sequence {sequence} PRIMARY KEY,
    happened_at {int} NOT NULL,
    type {text} NOT NULL CHECK (type <> ''),
    actor_id {text} NOT NULL,
    organisation_id {text} NOT NULL,
    subject {text} NOT NULL,
    record {text} NOT NULL, -- Byte for byte what was hashed.
    record_sha256 {text} NOT NULL CHECK (length(record_sha256) = 64)
) {rows};
CREATE INDEX event_by_subject ON event (subject, actor_id, type);

CREATE TABLE idempotency (
    actor_id {text} NOT NULL,
    idempotency_key {text} NOT NULL,
    fingerprint {text} NOT NULL,
    receipt_id {text} NOT NULL,
    receipt_version {int} NOT NULL,
    remembered_at {int} NOT NULL,
    PRIMARY KEY (actor_id, idempotency_key)
) {keyed};
CREATE INDEX idempotency_by_age ON idempotency (remembered_at);
