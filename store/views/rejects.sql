-- Inputs that were set aside, and why.
CREATE OR REPLACE VIEW rejects AS
SELECT run_id, source, reason, detail, created_at
FROM desk_machine.rejects;
