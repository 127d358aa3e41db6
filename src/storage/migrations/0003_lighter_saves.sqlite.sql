-- The latest event about a subject, in one step; who did something to it, within the few events it has.
DROP INDEX event_by_subject;
CREATE INDEX event_by_subject ON event (subject, sequence);

-- Each index costs every save a page. Old receipts are looked for once an hour, and one file holds few enough to look through.
DROP INDEX idempotency_by_age;
