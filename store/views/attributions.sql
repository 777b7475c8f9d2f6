-- Who said what, in the current version of every article.
CREATE OR REPLACE VIEW attributions AS
SELECT
    article_id, claim_id, source_text, source_resolved, cue, content_text, direct, position,
    source_start, source_end, cue_start, cue_end, content_start, content_end
FROM desk_machine.attributions;
