"""Fitting check-worthiness: any labelled file in, readable weights out, with an honest score."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from extractors import fit, language
from extractors.claims.features import DESCRIPTIONS
from extractors.claims.worth import load_model
from extractors.errors import ClaimdeskError
from extractors.language import LANG_DIR, language_data

ROOT = Path(__file__).parents[2]
CHECKABLE = [
    "The council spent 4 million pounds on roads in 2023.",
    "Parliament voted 170 to 20 for the budget in March 2022.",
    "Exports fell 12 percent in 2021, the ministry said.",
    "The company sold 300 buses to Egypt in 2019.",
    "Unemployment reached 9 percent in June 2020.",
    "The court fined the bank $5 million in 2018.",
]
NOT = [
    "What a truly wonderful and inspiring day for everyone!",
    "I hope that we all find peace, my dear friends.",
    "Who would not love such a beautiful song?",
    "We must never give up, whatever they say.",
    "It is a shameful and disgusting betrayal of us all.",
    "You should be proud of your amazing team!",
]


def _file(folder: Path, *, header: str = "sentence\tlabel\tsplit", held: int = 2) -> Path:
    rows = [header]
    for label, sentences in (("yes", CHECKABLE), ("no", NOT)):
        for number, sentence in enumerate(sentences):
            rows.append(f"{sentence}\t{label}\t{'held' if number < held else 'fit'}")
    path = folder / "labels.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def own_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the language folders, so that fitting writes there and not into the package."""
    copied = tmp_path / "lang"
    shutil.copytree(LANG_DIR, copied)
    monkeypatch.setattr(fit, "LANG_DIR", copied)
    monkeypatch.setattr(language, "LANG_DIR", copied)
    yield copied
    for cached in (language_data, load_model):
        cached.cache_clear()


def test_the_command_prints_a_held_out_score_and_a_calibration_table(tmp_path: Path) -> None:
    before = (LANG_DIR / "en" / "weights.toml").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "extractors.fit", "sentence", str(_file(tmp_path)), "--language", "en"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "examples 12, checkable 6"
    assert lines[1].startswith("held-out macro F1 at 0.50: ")
    assert float(lines[1].split()[-1]) == 1.0
    table = [
        line.split() for line in lines[lines.index(next(x for x in lines if "checkable" in x and "score" in x)) + 1 :]
    ]
    assert sum(int(row[3]) for row in table) == 4, "only what was held out is in the table"
    assert all(0 <= float(row[-1]) <= 1 for row in table)
    assert (LANG_DIR / "en" / "weights.toml").read_bytes() == before


def test_fitted_weights_are_written_read_and_used(
    tmp_path: Path, own_languages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tomllib.loads((own_languages / "en" / "weights.toml").read_text(encoding="utf-8"))
    assert fit.main(["sentence", str(_file(tmp_path)), "--language", "en", "--write"]) == 0
    assert str(own_languages / "en" / "weights.toml") in capsys.readouterr().out
    new = tomllib.loads((own_languages / "en" / "weights.toml").read_text(encoding="utf-8"))
    assert new["claim"] == old["claim"], "the other part stays as it was"
    assert new["sentence"] != old["sentence"]
    assert set(new["sentence"]["weights"]) <= set(DESCRIPTIONS)
    assert 0.3 <= new["sentence"]["threshold"] <= 0.7
    for cached in (language_data, load_model):
        cached.cache_clear()
    assert load_model("en", "sentence").bias == new["sentence"]["bias"]


def test_a_language_without_weights_gets_a_file_that_holds_both_parts(tmp_path: Path, own_languages: Path) -> None:
    (own_languages / "sw").mkdir()
    fit.main(["sentence", str(_file(tmp_path)), "--language", "sw", "--write"])
    written = tomllib.loads((own_languages / "sw" / "weights.toml").read_text(encoding="utf-8"))
    assert written.keys() == {"claim", "sentence"}
    assert written["claim"] == language_data("xx", "weights")["claim"]


@pytest.mark.parametrize("header", ["text\tlabel\tsplit", "sentence\tverdict\tsplit", "sentence,label,split", ""])
def test_wrong_columns_are_named_with_those_allowed(tmp_path: Path, header: str) -> None:
    path = _file(tmp_path, header=header)
    with pytest.raises(ClaimdeskError, match="sentence, label") as refused:
        fit.labelled_sentences([path], "en")
    assert refused.value.where == str(path)


def test_a_label_that_is_none_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    path.write_text("sentence\tlabel\nIt fell 3 percent.\tOBJ\nIt rose.\tperhaps\n", encoding="utf-8")
    with pytest.raises(ClaimdeskError, match="'perhaps'") as refused:
        fit.labelled_sentences([path], "en")
    assert refused.value.where == f"{path}, line 3"
    assert "subj" in refused.value.allowed


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "labels.tsv"),
        ("sentence\tlabel\n", "nothing to tell apart"),
        ("sentence\tlabel\nIt fell 3 percent.\tyes\n", "nothing to tell apart"),
        ("a\tb\n1\t2\n", "sentence, label"),
    ],
    ids=["no file", "no rows", "one kind", "other columns"],
)
def test_the_command_says_what_is_wrong_and_writes_nothing(
    tmp_path: Path, own_languages: Path, capsys: pytest.CaptureFixture[str], content: str | None, said: str
) -> None:
    before = (own_languages / "en" / "weights.toml").read_bytes()
    path = tmp_path / "labels.tsv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert fit.main(["sentence", str(path), "--language", "en", "--write"]) == 2
    assert said in capsys.readouterr().err
    assert (own_languages / "en" / "weights.toml").read_bytes() == before


def _examples(count: int, *, held: bool = False) -> list[fit.Example]:
    """Figures are always checkable, wishes never are, and a question says nothing."""
    examples = []
    for number in range(count):
        label = number % 2 == 0
        names = {"figure" if label else "wish_word"} | ({"question"} if number % 4 < 2 else set())
        examples.append(fit.Example(frozenset(names), label, f"g{number % 5}", held))
    return examples


def _weight(weights: np.ndarray, name: str) -> float:
    return float(weights[1 + fit.FEATURES.index(name)])


def test_weights_take_the_sign_of_what_they_tell_apart() -> None:
    weights = fit.fit(_examples(80), np.zeros(1 + len(fit.FEATURES)), 1.0)
    assert _weight(weights, "figure") > 1
    assert _weight(weights, "wish_word") < -1
    assert abs(_weight(weights, "question")) < 0.2
    assert _weight(weights, "law") == 0, "what was never seen keeps its prior"


def test_a_stronger_prior_holds_the_weights_nearer_to_it() -> None:
    prior = np.zeros(1 + len(fit.FEATURES))
    prior[1 + fit.FEATURES.index("law")] = 0.7
    loose, tight = fit.fit(_examples(40), prior, 0.5), fit.fit(_examples(40), prior, 50.0)
    assert _weight(loose, "figure") > _weight(tight, "figure") > 0
    assert _weight(loose, "law") == pytest.approx(0.7)


def test_scores_are_of_examples_that_were_not_fitted_on() -> None:
    prior = np.zeros(1 + len(fit.FEATURES))
    wrong = [e._replace(label=not e.label, held=True) for e in _examples(10)]
    scores, labels = fit.held_out([*_examples(40), *wrong], prior, 1.0)
    assert len(scores) == 10
    assert fit.macro_f1(scores, labels, 0.5) == 0, "what was held out says the opposite of what was fitted"
    scores, labels = fit.held_out(_examples(40), prior, 1.0)
    assert len(scores) == 40, "without a fixed split each group is held out in its turn"
    assert fit.macro_f1(scores, labels, 0.5) == 1.0


def test_the_figures_of_the_table_are_those_of_the_scores() -> None:
    scores, labels = np.array([0.05, 0.15, 0.5, 0.95, 1.0]), np.array([0.0, 1.0, 1.0, 1.0, 0.0])
    rows = [line.split() for line in fit.calibration(scores, labels)][1:]
    assert [(row[0], row[2], row[3], row[4], row[5]) for row in rows] == [
        ("0.0", "0.2", "2", "0.100", "0.500"),
        ("0.4", "0.6", "1", "0.500", "1.000"),
        ("0.8", "1.0", "2", "0.975", "0.500"),
    ]
    assert fit.macro_f1(np.array([0.9, 0.1]), np.array([1.0, 0.0]), 0.5) == 1.0
    assert fit.macro_f1(np.array([0.9, 0.9]), np.array([1.0, 0.0]), 0.5) == pytest.approx(1 / 3)
    assert fit.best_threshold(np.array([0.6, 0.55, 0.4]), np.array([1.0, 0.0, 0.0])) == pytest.approx(0.56, abs=0.041)


def test_clauses_of_gold_articles_are_examples(tmp_path: Path) -> None:
    body = "Exports fell 12 percent in 2021. What a truly wonderful day for everyone, we must hope!"
    gold = {"body": body, "published_at": "2022-05-01", "claims": [{"start": 0, "end": 31}], "not_claims": []}
    (tmp_path / "one.json").write_text(json.dumps(gold), encoding="utf-8")
    examples = fit.gold_clauses([tmp_path], "en")
    assert examples[0].label is True
    assert not any(e.label for e in examples[1:])
    assert "figure" in examples[0].features
    assert {e.group for e in examples} == {"one.json"}


@pytest.mark.parametrize("path", sorted(LANG_DIR.glob("*/weights.toml")), ids=lambda p: p.parent.name)
def test_every_shipped_weight_is_of_a_documented_feature(path: Path) -> None:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    assert tables.keys() == {"claim", "sentence"}
    for table in tables.values():
        assert set(table["weights"]) <= set(DESCRIPTIONS)
        assert all(isinstance(w, float | int) and abs(w) < 10 for w in table["weights"].values())
        assert 0.3 <= table["threshold"] <= 0.7


def test_every_feature_says_what_it_is() -> None:
    assert all(text.strip() for text in DESCRIPTIONS.values())
    assert len(fit.FEATURES) == len(set(fit.FEATURES))
