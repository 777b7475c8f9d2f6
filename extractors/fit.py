"""Fits the check-worthiness weights: ``python -m extractors.fit sentence|claim --language CODE PATH...``.

``sentence`` takes tab-separated files with the columns ``sentence``, ``label`` (OBJ, yes or 1: checkable) and
optionally ``split`` (held: kept out of the fit). ``claim`` takes folders of gold articles: a clause that
overlaps a gold claim by half is a claim, every other clause is none. Prints a held-out score and a
calibration table; with ``--write`` the weights go into ``lang/CODE/weights.toml``. The threshold comes from scores
out of fold: for sentences the best macro F1, for clauses the best F1 of claims, each as the mean over a plateau of
0.12 so that no figure of luck is taken; and from it no more than a share of the other examples
(``--most-false``) may be called checkable. ``--threshold`` sets another.

The model is logistic regression with a Gaussian prior around the universal weights (Bishop, Pattern
Recognition and Machine Learning, 2006, section 4.5), fitted by Newton's method.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.claims import candidates, context_of, sentence_features
from extractors.claims.features import DESCRIPTIONS
from extractors.errors import ClaimdeskError
from extractors.evaluate import overlap
from extractors.language import LANG_DIR, UNIVERSAL, language_data
from extractors.pipeline import analyse

FEATURES = tuple(DESCRIPTIONS)
_LABELS = {"obj": True, "yes": True, "1": True, "true": True, "subj": False, "no": False, "0": False, "false": False}
_STEPS = 50
_FOLDS = 8
_PLATEAU = 0.06

Array = npt.NDArray[np.float64]
Measure = Callable[[Array, Array, float], float]


class Example(NamedTuple):
    """Features that hold, whether it is checkable, the group that is held out together, and a fixed split."""

    features: frozenset[str]
    label: bool
    group: str
    held: bool


def labelled_sentences(paths: Sequence[Path], language: str) -> list[Example]:
    """One example a row of the files.

    Raises:
        ClaimdeskError: a file lacks the columns ``sentence`` and ``label``, or a label is none that is known.
    """
    examples = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            if not {"sentence", "label"} <= set(rows.fieldnames or ()):
                raise ClaimdeskError(
                    f"the columns are {', '.join(rows.fieldnames or ())}",
                    where=str(path),
                    allowed="sentence, label, split",
                )
            for number, row in enumerate(rows, start=2):
                analysis = analyse(row["sentence"], language)
                names = {f.name for fs in sentence_features(context_of(analysis), analysis.frames) for f in fs}
                label = _label(row["label"] or "", f"{path}, line {number}")
                examples.append(Example(frozenset(names), label, f"fold {number % _FOLDS}", row.get("split") == "held"))
    return examples


def _label(written: str, where: str) -> bool:
    label = _LABELS.get(written.strip().lower())
    if label is None:
        raise ClaimdeskError(f"{written!r} is no label", where=where, allowed=", ".join(_LABELS))
    return label


def gold_clauses(paths: Sequence[Path], language: str) -> list[Example]:
    """One example a candidate clause of the gold articles under the folders."""
    examples = []
    for path in sorted(file for folder in paths for file in folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        analysis = analyse(gold["body"], language, gold["published_at"])
        spans = [(c["start"], c["end"]) for c in gold["claims"]]
        for _, clause, features in candidates(context_of(analysis), analysis.frames):
            span = analysis.original_span(*clause)
            label = any(overlap(span, other) >= 0.5 for other in spans)
            examples.append(Example(frozenset(f.name for f in features), label, path.name, held=False))
    return examples


def fit(examples: Sequence[Example], prior: Array, strength: float) -> Array:
    """Weights in log-odds, bias first: the maximum a posteriori under a Gaussian prior of precision ``strength``."""
    x, y = _matrix(examples)
    precision = np.full(x.shape[1], strength)
    precision[0] = strength / 10
    weights = prior.copy()
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (y - p) - precision * (weights - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(precision)
        step = np.linalg.solve(hessian, gradient)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


def _matrix(examples: Sequence[Example]) -> tuple[Array, Array]:
    x = np.array([[1.0, *(float(name in e.features) for name in FEATURES)] for e in examples], dtype=np.float64)
    return x.reshape(-1, 1 + len(FEATURES)), np.array([float(e.label) for e in examples])


def held_out(examples: Sequence[Example], prior: Array, strength: float) -> tuple[Array, Array]:
    """Scores and labels of examples that were not fitted on: the fixed split, or else each group in its turn."""
    held = [e for e in examples if e.held]
    if held:
        return _predict(held, fit([e for e in examples if not e.held], prior, strength)), _matrix(held)[1]
    return out_of_fold(examples, prior, strength)


def out_of_fold(examples: Sequence[Example], prior: Array, strength: float) -> tuple[Array, Array]:
    """Scores and labels of the examples of the fit, each from a fit without its group."""
    examples = [e for e in examples if not e.held]
    scores, labels = [], []
    for group in sorted({e.group for e in examples}):
        inside = [e for e in examples if e.group == group]
        scores.append(_predict(inside, fit([e for e in examples if e.group != group], prior, strength)))
        labels.append(_matrix(inside)[1])
    return np.concatenate(scores), np.concatenate(labels)


def _predict(examples: Sequence[Example], weights: Array) -> Array:
    predicted: Array = 1 / (1 + np.exp(-np.clip(_matrix(examples)[0] @ weights, -30, 30)))
    return predicted


def macro_f1(scores: Array, labels: Array, threshold: float) -> float:
    """Mean of the F1 of both classes."""
    return (_f1(scores >= threshold, labels > 0.5) + _f1(scores < threshold, labels <= 0.5)) / 2


def claim_f1(scores: Array, labels: Array, threshold: float) -> float:
    """The F1 of what is called checkable alone."""
    return _f1(scores >= threshold, labels > 0.5)


def _f1(said: npt.NDArray[np.bool_], gold: npt.NDArray[np.bool_]) -> float:
    total = float(np.sum(said) + np.sum(gold))
    return 2 * float(np.sum(said & gold)) / total if total else 0.0


def best_threshold(scores: Array, labels: Array, measure: Measure = macro_f1, most_false: float = 1.0) -> float:
    """The middle of the best plateau: the score in 0.3..0.7 around which the measure is best on average.

    Args:
        scores, labels: of examples that were not fitted on.
        measure: macro_f1 or claim_f1.
        most_false: the share of what is not checkable that may reach the threshold, in 0..1.
    """

    def around(threshold: float) -> float:
        near = np.arange(threshold - _PLATEAU, threshold + _PLATEAU + 0.001, 0.02)
        return float(np.mean([measure(scores, labels, float(t)) for t in near]))

    others = scores[labels < 0.5]
    all_of_them = [round(float(t), 2) for t in np.arange(0.3, 0.71, 0.01)]
    allowed = [t for t in all_of_them if not len(others) or float(np.mean(others >= t)) <= most_false]
    return max(allowed or all_of_them[-1:], key=lambda t: (around(t), -abs(t - 0.5)))


def calibration(scores: Array, labels: Array) -> Iterable[str]:
    """Lines of a table: how often what scores in a fifth of the range is checkable."""
    yield f"{'score':>9}  {'rows':>5}  {'mean':>5}  {'checkable':>9}"
    for low in np.arange(0.0, 1.0, 0.2):
        inside = (scores >= low) & (scores < low + 0.2 + (low > 0.7))
        if inside.any():
            mean, share = float(scores[inside].mean()), float(labels[inside].mean())
            yield f"{low:.1f} - {low + 0.2:.1f}  {int(inside.sum()):>5}  {mean:.3f}  {share:>9.3f}"


def prior_weights(part: str) -> Array:
    """The universal weights as a vector, bias first."""
    table = language_data(UNIVERSAL, "weights")[part]
    return np.array([table["bias"], *(table["weights"].get(name, 0.0) for name in FEATURES)], dtype=np.float64)


def write_weights(language: str, part: str, weights: Array, threshold: float) -> Path:
    """Replaces one part of ``lang/<language>/weights.toml`` and keeps the other."""
    path = LANG_DIR / language / "weights.toml"
    tables: dict[str, Any] = dict(language_data(language, "weights"))
    values = {name: round(float(w), 3) for name, w in zip(FEATURES, weights[1:], strict=True) if abs(w) >= 0.005}
    tables[part] = {"bias": round(float(weights[0]), 3), "threshold": threshold, "weights": values}
    lines = ["# Check-worthiness in log-odds, written by: python -m extractors.fit. Features: docs/features.md."]
    for name in ("claim", "sentence"):
        table = tables[name]
        lines += ["", f"[{name}]", f"bias = {table['bias']}", f"threshold = {table['threshold']}", f"[{name}.weights]"]
        lines += [f"{feature} = {weight}" for feature, weight in table["weights"].items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m extractors.fit", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", choices=("sentence", "claim"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--language", required=True)
    parser.add_argument(
        "--strength", type=float, default=2.0, help="precision of the prior around the universal weights"
    )
    parser.add_argument(
        "--most-false",
        type=float,
        default=0.25,
        help="share of the clauses that are no claims that may be taken for one",
    )
    parser.add_argument("--threshold", type=float, help="the score that calls checkable, instead of the best found")
    parser.add_argument("--write", action="store_true", help="write lang/LANGUAGE/weights.toml")
    options = parser.parse_args(arguments)
    try:
        sys.stdout.write("\n".join(_report(options)) + "\n")
    except (ClaimdeskError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _report(options: argparse.Namespace) -> list[str]:
    """Fits as the options say; what was found, line by line."""
    read = labelled_sentences if options.part == "sentence" else gold_clauses
    examples = read(options.paths, options.language)
    if len({e.label for e in examples if not e.held}) < 2:
        raise ClaimdeskError(
            "there is nothing to tell apart in what is to be fitted",
            where=", ".join(map(str, options.paths)),
            allowed="examples of both kinds, checkable and not",
        )
    prior = prior_weights(options.part)
    scores, labels = held_out(examples, prior, options.strength)
    threshold = options.threshold
    if threshold is None:
        measure, most = (macro_f1, 1.0) if options.part == "sentence" else (claim_f1, options.most_false)
        threshold = best_threshold(*out_of_fold(examples, prior, options.strength), measure, most)
    out = [
        f"examples {len(examples)}, checkable {sum(e.label for e in examples)}",
        f"held-out macro F1 at 0.50: {macro_f1(scores, labels, 0.5):.3f}",
        f"held-out macro F1 at {threshold:.2f}: {macro_f1(scores, labels, threshold):.3f}",
        *calibration(scores, labels),
    ]
    weights = fit([e for e in examples if not e.held], prior, options.strength)
    if options.write:
        out.append(f"written: {write_weights(options.language, options.part, weights, threshold)}")
    return out


if __name__ == "__main__":
    raise SystemExit(main())
