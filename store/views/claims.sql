-- Every claim with its latest status; a claim that nobody touched is new.
CREATE OR REPLACE VIEW claims AS
WITH latest AS (
    SELECT claim_id, arg_max(status, seq) AS status, arg_max(assignee, seq) AS assignee
    FROM desk_human.claim_statuses
    GROUP BY claim_id
)
SELECT
    c.claim_id, c.article_id, c.start_char, c.end_char, c.claim_text, c.sentence_text, c.kind, c.checkable,
    c.check_worthiness, c.speaker, c.speaker_type, c.cue, c.stance, coalesce(s.status, 'new') AS status,
    c.extractor_version, c.run_id,
    c.sentence_start, c.sentence_end, c.position, c.article_version, coalesce(s.assignee, '') AS assignee,
    c.first_seen_at, c.first_run_id
FROM desk_machine.claims AS c
LEFT JOIN latest AS s ON s.claim_id = c.claim_id;
