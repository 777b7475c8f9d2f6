-- Every version of every article that was ever read.
CREATE OR REPLACE VIEW article_versions AS
SELECT
    article_id, version, url, outlet, title, author, published_at, published_iso, published_utc, language, text,
    content_sha256, ingested_at, run_id
FROM desk_machine.article_versions;
