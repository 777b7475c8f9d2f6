-- Every claim with its latest status: the machine's, and those that people added or split off.
CREATE OR REPLACE VIEW claims AS
WITH latest AS (
    SELECT claim_id, arg_max(status, seq) AS status, arg_max(assignee, seq) AS assignee
    FROM desk_human.claim_statuses
    GROUP BY claim_id
),
named AS (
    SELECT claim_id, arg_max(value, seq) AS speaker
    FROM desk_human.corrections
    WHERE kind = 'speaker' AND position >= 0
    GROUP BY claim_id
),
added AS (
    SELECT
        CASE kind WHEN 'add' THEN claim_id ELSE value END AS claim_id, article_id, start_char, end_char, text,
        CASE kind WHEN 'add' THEN value ELSE json_extract_string(machine_value, '$.kind') END AS kind,
        nullif(CASE kind WHEN 'add' THEN '' ELSE machine_value END, '') AS kept, article_version, created_at
    FROM desk_human.corrections
    WHERE kind IN ('add', 'split') AND position >= 0
    QUALIFY row_number() OVER (PARTITION BY CASE kind WHEN 'add' THEN claim_id ELSE value END ORDER BY seq) = 1
),
found AS (
    SELECT
        claim_id, article_id, start_char, end_char, claim_text, sentence_text, kind, checkable, check_worthiness,
        speaker, speaker_type, cue, stance, extractor_version, run_id, sentence_start, sentence_end, position,
        article_version, first_seen_at, first_run_id
    FROM desk_machine.claims
    UNION ALL
    SELECT
        a.claim_id, a.article_id, a.start_char, a.end_char, a.text, a.text, a.kind, TRUE, 1.0,
        coalesce(nullif(n.speaker, ''), json_extract_string(a.kept, '$.speaker')),
        coalesce(json_extract_string(a.kept, '$.speaker_type'), CASE WHEN n.speaker <> '' THEN 'person' ELSE 'outlet' END),
        json_extract_string(a.kept, '$.cue'), json_extract_string(a.kept, '$.stance'), 'human', '', a.start_char,
        a.end_char, a.start_char, a.article_version, a.created_at, ''
    FROM added AS a
    LEFT JOIN named AS n ON n.claim_id = a.claim_id
)
SELECT
    c.claim_id, c.article_id, c.start_char, c.end_char, c.claim_text, c.sentence_text, c.kind, c.checkable,
    c.check_worthiness, c.speaker, c.speaker_type, c.cue, c.stance, coalesce(s.status, 'new') AS status,
    c.extractor_version, c.run_id,
    c.sentence_start, c.sentence_end, c.position, c.article_version, coalesce(s.assignee, '') AS assignee,
    c.first_seen_at, c.first_run_id
FROM found AS c
LEFT JOIN latest AS s ON s.claim_id = c.claim_id;
