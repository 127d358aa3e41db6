CREATE TRIGGER event_keeps_rows BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER event_keeps_words BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

-- INSERT OR REPLACE would delete without asking the trigger above.
CREATE TRIGGER event_keeps_place BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;
