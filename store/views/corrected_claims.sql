-- Claims that people set right: what stands for each, beside the machine's own value; empty where nobody touched it.
CREATE OR REPLACE VIEW corrected_claims AS
WITH standing AS (
    SELECT * FROM desk_human.corrections
    QUALIFY seq >= max(CASE WHEN position <= 0 THEN seq END) OVER (PARTITION BY claim_id, kind)
)
SELECT
    claim_id, any_value(article_id) AS article_id,
    max(start_char) FILTER (kind IN ('span', 'add')) AS start_char,
    max(end_char) FILTER (kind IN ('span', 'add')) AS end_char,
    max(text) FILTER (kind IN ('span', 'add')) AS claim_text,
    max(value) FILTER (kind = 'speaker') AS speaker,
    list(text || ' = ' || value ORDER BY position) FILTER (kind = 'date') AS dates,
    list(value ORDER BY position) FILTER (kind = 'split') AS pieces,
    bool_or(kind = 'add') AS added, bool_or(kind = 'not_a_claim') AS not_a_claim, max(created_at) AS corrected_at,
    arg_max(reviewer, seq) AS corrected_by
FROM standing
WHERE position >= 0
GROUP BY claim_id;
