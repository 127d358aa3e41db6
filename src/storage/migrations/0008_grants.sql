-- Facts beyond membership by which the access function judges: mandates, work done for a client, disclosures, broken glass.

CREATE TABLE mandate (
    id {text} PRIMARY KEY,
    giver_id {text} NOT NULL REFERENCES organisation (id),
    taker_id {text} NOT NULL REFERENCES organisation (id) CHECK (taker_id <> giver_id),
    purpose {text} NOT NULL CHECK (purpose IN ('read', 'answer')),
    reason {text} NOT NULL,
    from_on {text} NOT NULL CHECK (length(from_on) = 10),
    to_on {text} NOT NULL CHECK (to_on >= from_on),
    granted_by {text} NOT NULL,
    granted_at {int} NOT NULL,
    ended_at {int}
) {rows};
CREATE INDEX mandate_by_giver ON mandate (giver_id, granted_at);
CREATE INDEX mandate_by_taker ON mandate (taker_id, giver_id);

CREATE TABLE disclosure (
    id {text} PRIMARY KEY,
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    object_id {text} NOT NULL, -- An assessment, or evidence where the level is so.
    level {text} NOT NULL CHECK (level IN ('basic', 'summary', 'detail', 'evidence')),
    receiver_id {text} NOT NULL REFERENCES organisation (id) CHECK (receiver_id <> organisation_id),
    purpose {text} NOT NULL CHECK (purpose <> ''),
    from_on {text} NOT NULL CHECK (length(from_on) = 10),
    to_on {text} NOT NULL CHECK (to_on >= from_on),
    granted_by {text} NOT NULL,
    granted_at {int} NOT NULL,
    ended_at {int}
) {rows};
CREATE INDEX disclosure_by_organisation ON disclosure (organisation_id, granted_at);
CREATE INDEX disclosure_by_receiver ON disclosure (receiver_id, granted_at);
CREATE INDEX disclosure_by_object ON disclosure (object_id, receiver_id);

CREATE TABLE worked_for (
    doer_id {text} NOT NULL, -- A person or an organisation.
    client_id {text} NOT NULL REFERENCES organisation (id),
    kind {text} NOT NULL CHECK (kind IN ('answered', 'uploaded', 'advised', 'consulted', 'supported')),
    is_paid {int} NOT NULL CHECK (is_paid IN (0, 1)),
    first_on {text} NOT NULL CHECK (length(first_on) = 10),
    last_on {text} CHECK (last_on >= first_on),
    recorded_by {text} NOT NULL,
    recorded_at {int} NOT NULL,
    PRIMARY KEY (client_id, doer_id, kind, is_paid)
) {keyed};

CREATE TABLE broken_glass (
    id {text} PRIMARY KEY,
    assessment_id {text} NOT NULL REFERENCES assessment (id),
    asked_by {text} NOT NULL,
    reason {text} NOT NULL CHECK (reason <> ''),
    asked_at {int} NOT NULL,
    approved_by {text} NOT NULL CHECK (approved_by <> asked_by),
    from_at {int},
    until_at {int}
) {rows};
CREATE INDEX broken_glass_by_assessment ON broken_glass (assessment_id, asked_at);
CREATE INDEX broken_glass_by_age ON broken_glass (asked_at);

CREATE INDEX organisation_by_parent ON organisation (parent_corporate_number);
CREATE INDEX confirmation_by_confirmer ON confirmation (confirmer_id, confirmed_at);
CREATE INDEX event_by_organisation ON event (organisation_id, sequence);

-- Refused acts, counted by the day: what an attacker repeats becomes a number, not a row.
CREATE TABLE refusal (
    organisation_id {text} NOT NULL, -- Whose thing it was; empty where it belongs to none.
    refused_on {text} NOT NULL CHECK (length(refused_on) = 10),
    actor_id {text} NOT NULL,
    act {text} NOT NULL,
    object_id {text} NOT NULL,
    rule {text} NOT NULL,
    times {int} NOT NULL CHECK (times > 0),
    first_at {int} NOT NULL,
    last_at {int} NOT NULL,
    PRIMARY KEY (organisation_id, refused_on, actor_id, act, object_id, rule)
) {keyed};
CREATE INDEX refusal_by_actor ON refusal (actor_id, refused_on);
