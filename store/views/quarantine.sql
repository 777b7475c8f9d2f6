-- Rows that a check set aside, with code and reason; released_at is empty while a row is still held.
CREATE OR REPLACE VIEW quarantine AS
SELECT
    code, severity, subject, subject_id, article_id, reason, reason_ar, set_aside_at, set_aside_run, released_at,
    released_run
FROM desk_machine.quarantine;
