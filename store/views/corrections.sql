-- What people set right in the machine's findings, beside the machine's own value.
CREATE OR REPLACE VIEW corrections AS
SELECT
    correction_id, claim_id, article_id, article_version, kind, position, start_char, end_char, text, value, from_date,
    to_date, machine_value, reviewer, note, created_at, sheet_id, origin, seq
FROM desk_human.corrections;
