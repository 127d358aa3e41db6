-- The second net: what firms wrote is shown to nobody who has no part in it, even by a statement that forgot to ask. The first is
-- the access function; these policies are coarser (who, not which act) and never looser than it for another firm's rows.
--
-- Each transaction names the actor (SET LOCAL hoshirube.actor): a person, 'public', or 'keeper' for the server's own work. One that
-- names nobody fails. FORCE binds the tables' owner too; a superuser is refused at start (storage.superuser).

CREATE FUNCTION hoshirube_actor() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    actor text := current_setting('hoshirube.actor', true);
BEGIN
    IF actor IS NULL OR actor = '' THEN
        RAISE EXCEPTION 'no actor is named for this transaction' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN actor;
END
$$;

CREATE FUNCTION hoshirube_today() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(now() AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD')
$$;

CREATE FUNCTION hoshirube_holds(wanted text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM membership m
                   WHERE m.person_id = hoshirube_actor() AND m.role = ANY (wanted)
                     AND m.from_on <= hoshirube_today() AND (m.to_on IS NULL OR m.to_on >= hoshirube_today()))
$$;

-- Belongs to it, in one of the roles.
CREATE FUNCTION hoshirube_belongs(organisation text, wanted text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM membership m
                   WHERE m.person_id = hoshirube_actor() AND m.organisation_id = organisation AND m.role = ANY (wanted)
                     AND m.from_on <= hoshirube_today() AND (m.to_on IS NULL OR m.to_on >= hoshirube_today()))
$$;

-- Works on what the organisation wrote: as its own, or by its mandate.
CREATE FUNCTION hoshirube_works_for(organisation text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT hoshirube_belongs(organisation, '{applicant,management}')
        OR EXISTS (SELECT 1 FROM mandate g
                   WHERE g.giver_id = organisation AND g.ended_at IS NULL
                     AND g.from_on <= hoshirube_today() AND g.to_on >= hoshirube_today()
                     AND hoshirube_belongs(g.taker_id, '{applicant,expert}'))
$$;

CREATE FUNCTION hoshirube_receives(object text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM disclosure d
                   WHERE d.object_id = object AND d.ended_at IS NULL
                     AND d.from_on <= hoshirube_today() AND d.to_on >= hoshirube_today()
                     AND hoshirube_belongs(d.receiver_id, '{buyer}'))
$$;

-- Reads what stands in one assessment. The operator does once it was confirmed: what was sealed is computed anew in its name.
CREATE FUNCTION hoshirube_reads(assessment text, organisation text, its_state text, confirmer text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT hoshirube_actor() = 'keeper'
        OR hoshirube_works_for(organisation)
        OR (confirmer = hoshirube_actor() AND its_state <> 'draft' AND hoshirube_holds('{expert}'))
        OR (EXISTS (SELECT 1 FROM adviser v WHERE v.assessment_id = assessment AND v.person_id = hoshirube_actor())
            AND hoshirube_holds('{expert}'))
        OR (its_state IN ('confirmed', 'declared', 'registered') AND hoshirube_holds('{operator}'))
        OR (its_state <> 'draft' AND hoshirube_receives(assessment))
        OR EXISTS (SELECT 1 FROM broken_glass g
                   WHERE g.assessment_id = assessment AND g.asked_by = hoshirube_actor() AND g.approved_by <> ''
                     AND g.until_at > (extract(epoch FROM now()) * 1000)::bigint)
$$;

ALTER TABLE assessment ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessment FORCE ROW LEVEL SECURITY;
CREATE POLICY assessment_net ON assessment
USING (hoshirube_reads(id, organisation_id, state, confirmer_id) OR hoshirube_holds('{operator,administrator}'));

ALTER TABLE answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer FORCE ROW LEVEL SECURITY;
CREATE POLICY answer_net ON answer
USING (EXISTS (SELECT 1 FROM assessment a
               WHERE a.id = assessment_id AND hoshirube_reads(a.id, a.organisation_id, a.state, a.confirmer_id)));

ALTER TABLE decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision FORCE ROW LEVEL SECURITY;
CREATE POLICY decision_net ON decision
USING (EXISTS (SELECT 1 FROM assessment a
               WHERE a.id = assessment_id AND hoshirube_reads(a.id, a.organisation_id, a.state, a.confirmer_id)));

ALTER TABLE advice ENABLE ROW LEVEL SECURITY;
ALTER TABLE advice FORCE ROW LEVEL SECURITY;
CREATE POLICY advice_net ON advice
USING (EXISTS (SELECT 1 FROM assessment a
               WHERE a.id = assessment_id AND hoshirube_reads(a.id, a.organisation_id, a.state, a.confirmer_id)));

ALTER TABLE confirmation ENABLE ROW LEVEL SECURITY;
ALTER TABLE confirmation FORCE ROW LEVEL SECURITY;
CREATE POLICY confirmation_net ON confirmation
USING (confirmer_id = hoshirube_actor()
       OR EXISTS (SELECT 1 FROM assessment a
                  WHERE a.id = assessment_id AND hoshirube_reads(a.id, a.organisation_id, a.state, a.confirmer_id)));

ALTER TABLE declaration ENABLE ROW LEVEL SECURITY;
ALTER TABLE declaration FORCE ROW LEVEL SECURITY;
CREATE POLICY declaration_net ON declaration
USING (EXISTS (SELECT 1 FROM assessment a
               WHERE a.id = assessment_id AND hoshirube_reads(a.id, a.organisation_id, a.state, a.confirmer_id)));

ALTER TABLE carried_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE carried_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY carried_answer_net ON carried_answer
USING (EXISTS (SELECT 1 FROM assessment a
               WHERE a.id = assessment_id AND hoshirube_reads(a.id, a.organisation_id, a.state, a.confirmer_id)));

ALTER TABLE evidence_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence_link FORCE ROW LEVEL SECURITY;
CREATE POLICY evidence_link_net ON evidence_link
USING (EXISTS (SELECT 1 FROM assessment a
               WHERE a.id = assessment_id AND hoshirube_reads(a.id, a.organisation_id, a.state, a.confirmer_id)));

ALTER TABLE evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY evidence_net ON evidence
USING (hoshirube_actor() = 'keeper'
       OR hoshirube_works_for(organisation_id)
       OR hoshirube_receives(id)
       OR EXISTS (SELECT 1 FROM evidence_link l JOIN assessment a ON a.id = l.assessment_id
                  WHERE l.evidence_id = evidence.id
                    AND hoshirube_reads(a.id, a.organisation_id, a.state, a.confirmer_id)
                    AND NOT hoshirube_receives(a.id)));

ALTER TABLE profile_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE profile_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY profile_answer_net ON profile_answer
USING (hoshirube_actor() = 'keeper'
       OR hoshirube_holds('{operator}')
       OR hoshirube_belongs(organisation_id, '{applicant,management,expert,operator,buyer,administrator}')
       OR hoshirube_works_for(organisation_id));

-- Everyone may append what they did; reading is for the organisation concerned, the operator, and whoever did it.
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
CREATE POLICY event_append ON event FOR INSERT WITH CHECK (hoshirube_actor() <> '');
-- Left to the triggers, which refuse aloud.
CREATE POLICY event_change ON event FOR UPDATE USING (true);
CREATE POLICY event_removal ON event FOR DELETE USING (true);
CREATE POLICY event_net ON event FOR SELECT
USING (hoshirube_actor() = 'keeper'
       OR actor_id = hoshirube_actor()
       OR hoshirube_works_for(organisation_id)
       OR hoshirube_holds('{operator}')
       OR EXISTS (SELECT 1 FROM assessment a
                  WHERE a.id = subject AND hoshirube_reads(a.id, a.organisation_id, a.state, a.confirmer_id)));

ALTER TABLE refusal ENABLE ROW LEVEL SECURITY;
ALTER TABLE refusal FORCE ROW LEVEL SECURITY;
CREATE POLICY refusal_net ON refusal
USING (hoshirube_actor() = 'keeper' OR hoshirube_works_for(organisation_id) OR hoshirube_holds('{operator}'));
