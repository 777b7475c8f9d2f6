-- What the data-quality checks found, run by run.
CREATE OR REPLACE VIEW check_results AS
SELECT run_id, suite, code, success, failing_rows, sample, checked_at, severity, sentence, sentence_ar
FROM desk_machine.check_results;
