"""Check-worthiness: a linear model over named features, read from a file that a person can read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from extractors.claims.features import Feature
from extractors.language import language_data
from extractors.types import Reason


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in log-odds; ``threshold`` is the score from which something is called checkable."""

    bias: float
    weights: dict[str, float]
    threshold: float

    def score(self, features: list[Feature]) -> float:
        """The logistic function of bias plus the weights of the features that hold: a number in 0..1."""
        total = self.bias + sum([self.weights.get(name, 0.0) for name, _ in features])
        return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 4)

    def reasons(self, features: list[Feature]) -> tuple[Reason, ...]:
        """Every summand of the score that is not nought, heaviest first, ties by name."""
        summands = [
            Reason(f.name, round(self.weights[f.name], 3), f.text) for f in features if self.weights.get(f.name)
        ]
        return tuple(sorted(summands, key=lambda r: (-abs(r.weight), r.feature)))


@lru_cache(maxsize=64)
def load_model(language: str, part: str) -> Model:
    """The model of a language for ``part``, "claim" (a clause) or "sentence"; the universal one where it has none."""
    table = language_data(language, "weights")[part]
    return Model(float(table["bias"]), {k: float(v) for k, v in table["weights"].items()}, float(table["threshold"]))
