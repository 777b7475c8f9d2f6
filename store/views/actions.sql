-- Who did what at the desk.
CREATE OR REPLACE VIEW actions AS
SELECT action_id, actor, action, claim_id, detail, done_at, seq
FROM desk_human.actions;
