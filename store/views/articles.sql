-- The current version of every article.
CREATE OR REPLACE VIEW articles AS
SELECT
    a.article_id, v.url, v.outlet, v.title, v.published_at, v.language, v.text, v.content_sha256,
    a.ingested_at, a.run_id,
    v.author, v.published_iso, v.published_utc, a.version, a.language_supported, a.extractor_version
FROM desk_machine.articles AS a
JOIN desk_machine.article_versions AS v ON v.article_id = a.article_id AND v.version = a.version;
