-- One row a run; finished_at is empty while it goes on, and stays empty when it was killed.
CREATE OR REPLACE VIEW runs AS
SELECT
    run_id, started_at, finished_at, status, articles_new, articles_updated, articles_unchanged, articles_rejected, claims
FROM desk_machine.runs;
