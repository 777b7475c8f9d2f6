"""How far two markings of the same articles agree."""

from __future__ import annotations

import copy
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extractors.agreement import FIGURES, SECOND, Counts, agreement, compare, main
from extractors.errors import ClaimdeskError
from extractors.evaluate import GOLD

STORED = sorted(SECOND.rglob("*.json"))
ARTICLE = json.loads((GOLD / "en" / "dev" / "en-01-zambia-copper.json").read_text(encoding="utf-8"))


def figures(second: dict[str, Any]) -> dict[str, float]:
    counts: Counts = Counter()
    compare(ARTICLE, second, counts)
    return agreement(counts)


def changed(**changes: object) -> dict[str, Any]:
    """The article with something else said of its first reported claim."""
    second: dict[str, Any] = copy.deepcopy(ARTICLE)
    next(claim for claim in second["claims"] if claim["reported"] and claim["dates"]).update(changes)
    return second


def test_a_marking_agrees_with_itself() -> None:
    assert figures(copy.deepcopy(ARTICLE)) == dict.fromkeys(FIGURES, 1.0)


@pytest.mark.parametrize(
    ("changes", "lowered"),
    [
        ({"speakers": ["Somebody Else"]}, {"speaker"}),
        ({"reported": False, "speakers": []}, {"own_voice_or_not"}),
        ({"dates": [{"text": "2024", "from": "2019-01-01", "to": "2019-12-31"}]}, {"date_interval"}),
        ({"quantities": []}, {"quantity_value"}),
    ],
)
def test_each_difference_lowers_its_own_figure(changes: dict[str, object], lowered: set[str]) -> None:
    assert {name for name, value in figures(changed(**changes)).items() if value < 1} == lowered


def test_a_claim_that_the_other_took_for_none_is_counted() -> None:
    second = copy.deepcopy(ARTICLE)
    claim = second["claims"].pop()
    second["not_claims"].append({"text": claim["text"], "start": claim["start"], "end": claim["end"], "why": "vague"})
    got = figures(second)
    number = len(ARTICLE["claims"])
    assert got["claims"] == round(2 * (number - 1) / (2 * number - 1), 3)
    assert got["claim_or_not"] < 1


def test_markings_of_two_texts_are_refused() -> None:
    with pytest.raises(ClaimdeskError, match="not of one text"):
        figures({**ARTICLE, "body": ARTICLE["body"] + "."})


def test_a_second_marking_without_a_first_says_so(tmp_path: Path) -> None:
    (tmp_path / "en" / "dev").mkdir(parents=True)
    shutil.copy(STORED[-1], tmp_path / "en" / "dev" / "nobody-has-this.json")
    with pytest.raises(ClaimdeskError, match="no first marking"):
        main([str(tmp_path)])


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_second_marking_is_of_an_open_article_and_its_spans_are_right(path: Path) -> None:
    assert path.parent.name == "dev"
    second = json.loads(path.read_text(encoding="utf-8"))
    for item in second["claims"] + second["not_claims"]:
        assert second["body"][item["start"] : item["end"]] == item["text"]


def test_the_page_on_quality_gives_the_agreement_that_is_measured() -> None:
    out: list[str] = []
    assert main([], out.append) == 0
    said = [line.split() for line in "".join(out).splitlines() if line.startswith("  ")]
    page = (GOLD.parent.parent / "docs" / "quality.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| agreement: ")]
    assert len(rows) == len(FIGURES)
    for name, row in zip(FIGURES, rows, strict=True):
        assert [cell.strip() for cell in row.split("|")[2:4]] == [value for figure, value in said if figure == name]
