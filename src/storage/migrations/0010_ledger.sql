-- The heads of the ledgers, what each entry came from, and which events belong in the public one.

CREATE TABLE ledger (
    name {text} PRIMARY KEY CHECK (name IN ('public', 'private')),
    checkpoint {text} NOT NULL, -- Signed: what counts, even before it is published.
    through {int} NOT NULL -- The last event that is in, or belongs in the other ledger.
) {keyed};

CREATE TABLE ledger_entry (
    ledger {text} NOT NULL REFERENCES ledger (name),
    entry_index {int} NOT NULL CHECK (entry_index >= 0),
    event_sequence {int} NOT NULL REFERENCES event (sequence),
    subject {text} NOT NULL,
    nonce {text} NOT NULL CHECK (length(nonce) IN (0, 32)), -- Gives the commitment its meaning; emptied, it means nothing any more.
    PRIMARY KEY (ledger, entry_index)
) {keyed};
CREATE UNIQUE INDEX ledger_entry_by_event ON ledger_entry (event_sequence, ledger);
CREATE INDEX ledger_entry_by_subject ON ledger_entry (ledger, subject, entry_index);

-- Written in the transaction of the act, like its event.
CREATE TABLE public_event (
    event_sequence {int} PRIMARY KEY REFERENCES event (sequence)
) {rows};
INSERT INTO public_event (event_sequence) SELECT sequence FROM event WHERE type = 'star.registered';
