-- Networks are trade secrets: hidden from all but the organisation that keeps them (0009_row_level_security).

ALTER TABLE network ENABLE ROW LEVEL SECURITY;
ALTER TABLE network FORCE ROW LEVEL SECURITY;
CREATE POLICY network_net ON network
USING (hoshirube_actor() = 'keeper' OR hoshirube_belongs(organisation_id, '{buyer,operator}'));

ALTER TABLE network_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE network_run FORCE ROW LEVEL SECURITY;
CREATE POLICY network_run_net ON network_run
USING (EXISTS (SELECT 1 FROM network n
               WHERE n.id = network_id
                 AND (hoshirube_actor() = 'keeper' OR hoshirube_belongs(n.organisation_id, '{buyer,operator}'))));
