-- Answers that came from an assessment of another edition. Where a second look is due, it is due until the answer is
-- saved again: as long as its version is 1.
CREATE TABLE carried_answer (
    assessment_id {text} NOT NULL REFERENCES assessment (id),
    criterion {text} NOT NULL,
    from_assessment_id {text} NOT NULL REFERENCES assessment (id),
    from_criteria {text} NOT NULL, -- Numbers in the older edition, each followed by a line feed.
    kind {text} NOT NULL,
    needs_second_look {int} NOT NULL CHECK (needs_second_look IN (0, 1)),
    PRIMARY KEY (assessment_id, criterion)
) {keyed};
