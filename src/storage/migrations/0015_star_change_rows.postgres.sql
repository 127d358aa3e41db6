-- Why a star was suspended is for the firm and the operators: hidden from all others (0009_row_level_security).

ALTER TABLE star_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE star_change FORCE ROW LEVEL SECURITY;
CREATE POLICY star_change_net ON star_change
USING (hoshirube_actor() = 'keeper' OR hoshirube_works_for(organisation_id) OR hoshirube_holds('{operator}'));
