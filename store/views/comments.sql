-- What people said to each other about a claim.
CREATE OR REPLACE VIEW comments AS
SELECT comment_id, claim_id, author, text, created_at, seq
FROM desk_human.comments;
