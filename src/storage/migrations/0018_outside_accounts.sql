-- Accounts that outside providers keep, linked by their owner. The provider's name for the person is never shown.
CREATE TABLE identity (
    id {text} PRIMARY KEY,
    person_id {text} NOT NULL REFERENCES person (id),
    issuer {text} NOT NULL,
    subject {text} NOT NULL,
    linked_at {int} NOT NULL,
    UNIQUE (issuer, subject)
) {rows};
CREATE INDEX identity_by_person ON identity (person_id);
