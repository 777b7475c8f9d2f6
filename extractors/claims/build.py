"""Claims: the clauses that weigh enough, with who says them, when they hold, and why they are worth checking."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from extractors.analysis import Analysis
from extractors.attribution import Frame
from extractors.claims.clauses import Evidence, split_clauses
from extractors.claims.features import Context, Feature, find_features
from extractors.claims.kinds import kind_of
from extractors.claims.segments import Segment, find_segments
from extractors.claims.when import dates_of
from extractors.claims.worth import load_model
from extractors.normalise import fold
from extractors.types import Claim, Sentence

# In tokens: nobody can check a clause of this length; it is a text without full stops.
_LONGEST = 150
_STANCES = {"deny": "denies", "allege": "alleges"}


def build_claims(analysis: Analysis, frames: list[Frame]) -> tuple[list[Claim], list[Sentence]]:
    """Claims in text order, and each sentence with the best score of its parts."""
    context = context_of(analysis)
    model = load_model(analysis.language, "claim")
    claims: list[Claim] = []
    seen: Counter[str] = Counter()
    for segment, clause, features in candidates(context, frames):
        score = model.score(features)
        if score >= model.threshold:
            claims.append(_claim(analysis, segment, clause, features, score, seen))
    return claims, _sentences(context, frames)


def context_of(analysis: Analysis) -> Context:
    """What weighing a part of the text needs to know of the whole."""
    return Context(analysis, Evidence(analysis), _entity_counts(analysis))


def candidates(context: Context, frames: list[Frame]) -> Iterator[tuple[Segment, tuple[int, int], list[Feature]]]:
    """Every clause that could be a claim: its segment, its token range, its features; in text order."""
    for segment in find_segments(context.analysis, frames):
        for clause in split_clauses(context.analysis, segment, context.evidence):
            if clause[1] - clause[0] > _LONGEST:
                continue
            yield segment, clause, find_features(context, *clause, segment.frame)


def sentence_features(context: Context, frames: list[Frame]) -> Iterator[list[Feature]]:
    """The features of each sentence as a whole, with the first attribution in it."""
    framed = sorted((f.shell[0][0], index) for index, f in enumerate(frames) if f.shell)
    starts = [at for at, _ in framed]
    for first, past in context.analysis.sentence_ranges:
        at = bisect_left(starts, first)
        frame = frames[framed[at][1]] if at < len(framed) and starts[at] < past else None
        yield find_features(context, first, past, frame)


def _claim(
    analysis: Analysis,
    segment: Segment,
    clause: tuple[int, int],
    features: list[Feature],
    score: float,
    seen: Counter[str],
) -> Claim:
    start, end = analysis.said_span(*clause)
    text = analysis.text[start:end]
    frame = segment.frame
    dates = dates_of(analysis, segment, start, end)
    return Claim(
        claim_id=_claim_id(analysis.article_id, text, seen),
        start=start,
        end=end,
        text=text,
        sentence=analysis.folded.span(*analysis.sentence_spans[segment.sentence]),
        kind=kind_of(features, dates, analysis.published),
        checkable=True,
        check_worthiness=score,
        reasons=load_model(analysis.language, "claim").reasons(features),
        speaker=frame.name or None if frame else None,
        speaker_type=frame.source_type if frame and frame.name else "outlet",
        cue=_cue_text(analysis, frame),
        stance=_STANCES.get(frame.mood, "quotes" if frame.direct else "asserts") if frame and frame.name else None,
        dates=tuple(dates),
        quantities=tuple(analysis.quantity_index.inside(start, end)),
        entities=tuple(analysis.entity_index.inside(start, end)),
        durations=tuple(analysis.duration_index.inside(start, end)),
    )


def _cue_text(analysis: Analysis, frame: Frame | None) -> str | None:
    if frame is None or frame.cue is None:
        return None
    start, end = analysis.original_span(frame.cue.first, frame.cue.past)
    return analysis.text[start:end]


def _claim_id(article_id: str, text: str, seen: Counter[str]) -> str:
    """Stable under edits elsewhere: the article, the claim's folded words, and which occurrence of them it is."""
    words = " ".join(fold(text).split())
    seen[words] += 1
    return "c" + hashlib.sha256(f"{article_id}\n{words}\n{seen[words]}".encode()).hexdigest()[:20]


def _sentences(context: Context, frames: list[Frame]) -> list[Sentence]:
    analysis = context.analysis
    model = load_model(analysis.language, "sentence")
    sentences = []
    for span, features in zip(analysis.sentence_spans, sentence_features(context, frames), strict=True):
        score = model.score(features)
        sentences.append(Sentence(*analysis.folded.span(*span), score >= model.threshold, score))
    return sentences


def _entity_counts(analysis: Analysis) -> list[int]:
    """Running count of the tokens at which an entity starts."""
    offsets = analysis.token_offsets
    counts = [0] * (len(offsets) + 1)
    for entity in analysis.entities:
        counts[max(1, bisect_right(offsets, entity.start))] += 1
    return list(accumulate(counts))
