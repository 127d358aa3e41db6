-- The calendar of duties: what was noted about them, private addresses for calendar programs, reminders by mail.
CREATE TABLE duty_note (
    id {text} PRIMARY KEY,
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    duty {text} NOT NULL,
    what {text} NOT NULL CHECK (what IN ('done', 'arose')),
    day_on {text} NOT NULL,
    settles {text} NOT NULL, -- The note of the occasion that it answers; empty for none.
    note {text} NOT NULL,
    evidence {text} NOT NULL, -- Ids, each followed by a line feed.
    noted_by {text} NOT NULL,
    noted_at {int} NOT NULL,
    taken_back_at {int}
) {rows};
CREATE INDEX duty_note_by_organisation ON duty_note (organisation_id, noted_at);

CREATE TABLE calendar_link (
    id {text} PRIMARY KEY,
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    person_id {text} NOT NULL REFERENCES person (id),
    language {text} NOT NULL CHECK (language IN ('ja', 'en')),
    made_at {int} NOT NULL,
    revoked_at {int}
) {rows};
CREATE INDEX calendar_link_by_person ON calendar_link (person_id, organisation_id);

-- Who asked to be reminded by mail. Nobody is unless they did.
CREATE TABLE reminder (
    person_id {text} NOT NULL REFERENCES person (id),
    organisation_id {text} NOT NULL REFERENCES organisation (id),
    asked_at {int} NOT NULL,
    sent_on {text}, -- The last day on which something was sent.
    PRIMARY KEY (person_id, organisation_id)
) {keyed};
CREATE INDEX reminder_by_day ON reminder (sent_on);

ALTER TABLE duty_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_note FORCE ROW LEVEL SECURITY;
CREATE POLICY duty_note_net ON duty_note
USING (hoshirube_actor() = 'keeper' OR hoshirube_works_for(organisation_id));

-- A link and a wish are their person's own.
ALTER TABLE calendar_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_link FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_link_net ON calendar_link
USING (hoshirube_actor() = 'keeper' OR person_id = hoshirube_actor());

ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminder FORCE ROW LEVEL SECURITY;
CREATE POLICY reminder_net ON reminder
USING (hoshirube_actor() = 'keeper' OR person_id = hoshirube_actor());
