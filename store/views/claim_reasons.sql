-- Why a claim has the check-worthiness that it has.
CREATE OR REPLACE VIEW claim_reasons AS
SELECT claim_id, feature, weight, text, position
FROM desk_machine.claim_reasons;
