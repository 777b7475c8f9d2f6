"""The gate: figures on gold articles, floors that hold, a corpus that may not change unseen."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extractors.errors import ClaimdeskError
from extractors.evaluate import evaluate, gold_sets, main, match, overlap

BODY = "The city council approved a budget of $40 million on Tuesday. What a glorious day for all of us!"
CLAIM = "The city council approved a budget of $40 million on Tuesday"
OTHER = "What a glorious day for all of us!"


def gold(folder: Path, **changes: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    claim = {
        "text": CLAIM, "kind": "vote", "reported": False, "speakers": [], "speaker_type": "outlet", "cue": None,
        "dates": [{"text": "Tuesday", "from": "2024-05-07", "to": "2024-05-07"}],
        "quantities": [{"text": "$40 million", "value": 40000000, "unit": "USD"}],
        "same_as": None, "start": 0, "end": len(CLAIM), **changes,
    }  # fmt: skip
    start = BODY.index(OTHER)
    article = {
        "id": "t1", "lang": "en", "outlet": "", "url": "", "title": "Budget", "raw": None, "body": BODY,
        "published_at": "2024-05-08T09:00:00+00:00", "claims": [claim],
        "not_claims": [{"text": OTHER, "start": start, "end": start + len(OTHER), "why": "opinion"}],
    }  # fmt: skip
    path = folder / "t1.json"
    path.write_text(json.dumps(article), encoding="utf-8")
    return path


def run(*arguments: str) -> tuple[int, str]:
    out: list[str] = []
    return main(arguments, out.append), "".join(out)


def test_figures_of_an_article_that_is_right(tmp_path: Path):
    assert set(evaluate([gold(tmp_path)]).figures().values()) == {1.0}


@pytest.mark.parametrize(
    ("changes", "figure"),
    [
        ({"reported": True, "speakers": ["Mayor Lin"]}, "speaker_right"),
        ({"dates": [{"text": "Tuesday", "from": "2024-05-14", "to": "2024-05-14"}]}, "date_exact"),
        ({"quantities": [{"text": "$40 million", "value": 41000000, "unit": "USD"}]}, "quantity_value"),
        ({"start": 70, "end": 90}, "claims_recall"),
    ],
)
def test_each_kind_of_error_lowers_its_figure(tmp_path: Path, changes: dict[str, object], figure: str):
    assert evaluate([gold(tmp_path, **changes)]).figures()[figure] == 0.0


def test_errors_are_shown_by_kind_but_never_of_held_articles(tmp_path: Path):
    for part in ("dev", "held"):
        gold(tmp_path / part, quantities=[], dates=[{"text": "Tuesday", "from": "2024-05-14", "to": "2024-05-14"}])
    _, shown = run(str(tmp_path), "--errors", "3")
    assert "dev, errors by kind" in shown
    assert "wrong date" in shown
    assert "held, errors by kind" not in shown


def test_floors_hold_until_a_figure_falls_or_the_corpus_changes(tmp_path: Path):
    path = gold(tmp_path / "dev")
    assert run(str(tmp_path), "--pin")[0] == 0
    assert run(str(tmp_path))[0] == 0
    floors = tmp_path / "floors.toml"
    pinned = floors.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    status, shown = run(str(tmp_path))
    assert (status, "the gold articles changed" in shown) == (1, True)
    assert run(str(tmp_path), "--pin")[0] == 0
    floors.write_text(re.sub(r"(claims_f1 = )[\d.]+", r"\g<1>1.5", pinned), encoding="utf-8")
    status, shown = run(str(tmp_path))
    assert (status, "claims_f1 is 1.000, its floor is 1.500" in shown) == (1, True)


def test_a_floor_falls_only_when_one_says_so(tmp_path: Path):
    gold(tmp_path / "dev")
    run(str(tmp_path), "--pin")
    gold(tmp_path / "dev", dates=[{"text": "Tuesday", "from": "2024-05-14", "to": "2024-05-14"}])
    with pytest.raises(ClaimdeskError, match="date_exact would fall"):
        run(str(tmp_path), "--pin")
    assert run(str(tmp_path), "--pin", "--lower")[0] == 0


def test_a_folder_without_gold_is_named(tmp_path: Path):
    with pytest.raises(ClaimdeskError, match="no gold article"):
        gold_sets(tmp_path)


def test_spans_match_one_to_one_by_best_overlap():
    assert overlap((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert match([(0, 10), (10, 20)], [(0, 9), (0, 10), (11, 20)]) == {0: 1, 1: 2}
    assert match([(0, 10)], [(6, 20)]) == {}


def test_the_shipped_floors_name_every_shipped_set():
    from extractors.evaluate import GOLD, read_floors

    assert set(read_floors(GOLD / "floors.toml")) == set(gold_sets(GOLD))
