-- Whether who made a claim was asked about it, and what came of it.
CREATE OR REPLACE VIEW claimant_replies AS
SELECT reply_id, claim_id, state, text, recorded_by, recorded_at, seq
FROM desk_human.claimant_replies;
