-- Every attempt to keep a copy of a source.
CREATE OR REPLACE VIEW archive_attempts AS
SELECT attempt_id, url, archiver, success, location, sha256, bytes, reason, requested_by, tried_at, seq
FROM desk_human.archive_attempts;
