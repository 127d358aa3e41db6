-- What the operator does to a star after it was registered: suspend, resume, withdraw. One asks, another does it.

ALTER TABLE certificate ADD COLUMN standing {text} NOT NULL DEFAULT 'granted' CHECK (standing IN ('granted', 'suspended', 'withdrawn'));
ALTER TABLE certificate ADD COLUMN standing_since_on {text} CHECK (length(standing_since_on) = 10);
ALTER TABLE certificate ADD COLUMN suspended_until_on {text} CHECK (length(suspended_until_on) = 10);
CREATE INDEX certificate_by_standing ON certificate (number) WHERE standing <> 'granted';

CREATE TABLE star_change (
    id {text} PRIMARY KEY,
    certificate_id {text} NOT NULL REFERENCES certificate (id),
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    act {text} NOT NULL CHECK (act IN ('suspend', 'resume', 'withdraw')),
    until_on {text} CHECK (length(until_on) = 10), -- Last day of a suspension; none: until it is lifted.
    reason {text} NOT NULL CHECK (reason <> ''),
    asked_by {text} NOT NULL,
    asked_at {int} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('waiting', 'done', 'dropped')),
    decided_by {text} NOT NULL,
    decided_at {int}
) {rows};
CREATE INDEX star_change_by_certificate ON star_change (certificate_id, asked_at);
CREATE INDEX star_change_waiting ON star_change (asked_at) WHERE state = 'waiting';

-- Looking through the register by prefecture, in order of reading.
CREATE INDEX organisation_by_prefecture ON organisation (prefecture, legal_name_kana, corporate_number);

-- Every key that ever signed certificates for machines, so that what it signed can be checked after it was replaced.
CREATE TABLE certificate_key (
    thumbprint {text} PRIMARY KEY, -- RFC 7638
    jwk {text} NOT NULL, -- The public half.
    since_at {int} NOT NULL,
    until_at {int} -- None: it signs.
) {keyed};
