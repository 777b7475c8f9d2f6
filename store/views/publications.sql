-- Every publication of a verdict, its corrections and retractions.
CREATE OR REPLACE VIEW publications AS
SELECT publication_id, claim_id, action, verdict, review_id, url, note, published_by, published_at, seq
FROM desk_human.publications;
