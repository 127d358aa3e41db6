-- The latest event about a subject, in one step; who did something to it, within the few events it has.
DROP INDEX event_by_subject;
CREATE INDEX event_by_subject ON event (subject, sequence);
