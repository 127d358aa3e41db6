-- Whether an invitation was taken back belongs to the invitation: who opens its link is nobody yet, and the events are not theirs to read.
ALTER TABLE invite ADD COLUMN revoked_at {int};
UPDATE invite SET revoked_at = (SELECT min(happened_at) FROM event WHERE event.subject = invite.id AND event.type = 'invite.revoked')
WHERE EXISTS (SELECT 1 FROM event WHERE event.subject = invite.id AND event.type = 'invite.revoked');
