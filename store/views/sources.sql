-- The sources that reviews rest on.
CREATE OR REPLACE VIEW sources AS
SELECT
    source_id, review_id, claim_id, url, title, publisher, published_on, accessed_on, archive_url, quote, stance, tier,
    position
FROM desk_human.sources;
