-- The people, organisations and places inside claims.
CREATE OR REPLACE VIEW claim_entities AS
SELECT claim_id, text, label, start_char, end_char, position
FROM desk_machine.claim_entities;
