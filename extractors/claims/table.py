"""The table of features in ``docs/features.md``: ``python -m extractors.claims.table ar en xx > docs/features.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from extractors.claims.features import DESCRIPTIONS
from extractors.claims.worth import Model, load_model

_HEAD = """# What a score is made of

<!-- Written by: python -m extractors.claims.table ar en xx > docs/features.md -->

The check-worthiness of a clause or a sentence is the logistic function of a bias plus the weights of the features
that hold for it. A weight above nought speaks for a checkable fact, one below against it; they are log-odds, so 0.7
doubles the odds and 2.3 makes them ten times as high. `claim` weighs clauses, `sentence` whole sentences. The words
behind a feature are in `extractors/lang/<code>/moods.toml` and `verbs.toml`, the weights in `weights.toml`, fitted by
`python -m extractors.fit`. A language without weights of its own takes those of `xx`, which are set by hand and are
also what the fit of every language starts from.
"""


def features_page(languages: Sequence[str]) -> str:
    """The whole page as Markdown: a table with one row a feature, and a weight a language and model."""
    return "\n".join([_HEAD, *_table(languages)]) + "\n"


def _table(languages: Sequence[str]) -> Iterator[str]:
    models = {
        f"{language} {part}": load_model(language, part) for language in languages for part in ("claim", "sentence")
    }
    yield f"| feature | it holds where there is | {' | '.join(models)} |"
    yield f"|---|---|{'---:|' * len(models)}"
    yield _row("*threshold*", "the score from which it is called checkable", [m.threshold for m in models.values()])
    yield _row("*bias*", "what is added for every text", [m.bias for m in models.values()])
    for name, meaning in DESCRIPTIONS.items():
        yield _row(f"`{name}`", meaning, [_weight(model, name) for model in models.values()])


def _weight(model: Model, name: str) -> float | None:
    return model.weights.get(name)


def _row(name: str, meaning: str, values: list[float | None] | list[float]) -> str:
    cells = ("" if value is None else f"{value:.2f}" for value in values)
    return f"| {name} | {meaning} | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(features_page(sys.argv[1:]))
