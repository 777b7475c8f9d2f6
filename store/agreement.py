"""How far reviewers agree: Cohen's kappa, Krippendorff's alpha, and each reviewer's drift from the others.

Only first reviews count: of each reviewer and claim the first one, and only if it was written without another in view.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import duckdb

SCALE = ("false", "misleading", "missing_context", "partly_true", "true")
"""The verdicts that can be ranked, from false to true; the others say nothing about how strict somebody is."""
_BLIND = """
WITH firsts AS (
    SELECT claim_id, reviewer, verdict, coalesce(saved_at, created_at) AS given_at, answers_review_id
    FROM desk_human.reviews
    WHERE role <> 'editor' AND overtaken_by IS NULL
    QUALIFY row_number() OVER (PARTITION BY claim_id, reviewer ORDER BY seq) = 1
)
SELECT claim_id, reviewer, verdict, strftime(given_at, '%Y-%m') AS month FROM firsts
WHERE coalesce(answers_review_id, '') = ''
QUALIFY count(*) OVER (PARTITION BY claim_id) > 1
ORDER BY claim_id, reviewer
"""


@dataclass(frozen=True, slots=True)
class BlindReview:
    """A first verdict, given without sight of another; ``month`` is YYYY-MM."""

    claim_id: str
    reviewer: str
    verdict: str
    month: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reviewers: the claims that both judged, on how many they agreed, and kappa (None where it has no meaning)."""

    one: str
    other: str
    claims: int
    agreed: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Drift:
    """A reviewer in a month, against everybody else who judged the same claims.

    ``agreed`` is the share of comparisons with the same verdict; ``severity`` the mean number of steps on the
    scale from true to false by which the reviewer is harsher than the others (below 0: milder), None where no
    comparison has two verdicts of the scale.
    """

    reviewer: str
    month: str
    comparisons: int
    agreed: float
    severity: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All of it; ``claims`` counts the claims that two people or more judged blind."""

    claims: int
    reviewers: int
    alpha: float | None
    pairs: tuple[Pair, ...]
    drift: tuple[Drift, ...]


def blind_reviews(con: duckdb.DuckDBPyConnection) -> list[BlindReview]:
    """The first verdicts on claims that at least two people judged, editors' decisions left out."""
    return [BlindReview(*row) for row in con.execute(_BLIND).fetchall()]


def measure(reviews: Sequence[BlindReview]) -> Agreement:
    """Agreement over all of these reviews."""
    by_claim: dict[str, dict[str, BlindReview]] = defaultdict(dict)
    for review in reviews:
        by_claim[review.claim_id][review.reviewer] = review
    shared = {claim: given for claim, given in by_claim.items() if len(given) > 1}
    verdicts = {claim: {who: review.verdict for who, review in given.items()} for claim, given in shared.items()}
    people = {who for given in verdicts.values() for who in given}
    return Agreement(len(shared), len(people), krippendorff_alpha(verdicts), _pairs(verdicts), _drift(shared))


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two raters over the units that both judged.

    kappa = (p_o - p_e) / (1 - p_e), where p_o is the share of equal verdicts and p_e the share expected if each kept
    to his own frequencies (J. Cohen 1960, A coefficient of agreement for nominal scales, Educational and
    Psychological Measurement 20, 37-46).

    Returns:
        From -1 to 1; None without a unit, or where both gave one and the same verdict throughout (p_e is 1).
    """
    total = len(pairs)
    if not total:
        return None
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    same = sum(one == other for one, other in pairs)
    # Whole numbers up to the last division, so that p_e = 1 is seen exactly.
    expected = sum(count * right[verdict] for verdict, count in left.items())
    if expected == total * total:
        return None
    return (same * total - expected) / (total * total - expected)


def krippendorff_alpha(verdicts: Mapping[str, Mapping[str, str]]) -> float | None:
    """Krippendorff's nominal alpha: any number of raters, with gaps.

    alpha = 1 - D_o / D_e, observed over expected disagreement (K. Krippendorff 2011, Computing Krippendorff's
    Alpha-Reliability, University of Pennsylvania).

    Args:
        verdicts: unit to rater to verdict.

    Returns:
        At most 1; None where no unit has two verdicts, or all verdicts are the same.
    """
    shared = [Counter(given.values()) for given in verdicts.values() if len(given) > 1]
    kinds = sorted({verdict for counts in shared for verdict in counts})
    if len(kinds) < 2:
        return None
    import krippendorff
    import numpy as np

    counts = np.array([[unit[kind] for kind in kinds] for unit in shared])
    found = float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
    return found if math.isfinite(found) else None


def _pairs(verdicts: Mapping[str, Mapping[str, str]]) -> tuple[Pair, ...]:
    given: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for of_claim in verdicts.values():
        for one, other in combinations(sorted(of_claim), 2):
            given[one, other].append((of_claim[one], of_claim[other]))
    found = [
        Pair(one, other, len(both), sum(left == right for left, right in both), cohen_kappa(both))
        for (one, other), both in given.items()
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.claims, pair.one, pair.other)))


def _drift(shared: Mapping[str, Mapping[str, BlindReview]]) -> tuple[Drift, ...]:
    same: dict[tuple[str, str], list[bool]] = defaultdict(list)
    steps: dict[tuple[str, str], list[int]] = defaultdict(list)
    for given in shared.values():
        for review in given.values():
            key = review.reviewer, review.month
            for other in given.values():
                if other is review:
                    continue
                same[key].append(other.verdict == review.verdict)
                if review.verdict in SCALE and other.verdict in SCALE:
                    steps[key].append(SCALE.index(other.verdict) - SCALE.index(review.verdict))
    return tuple(
        Drift(who, month, len(found), sum(found) / len(found), _mean(steps[who, month]))
        for (who, month), found in sorted(same.items())
    )


def _mean(steps: Sequence[int]) -> float | None:
    return sum(steps) / len(steps) if steps else None
