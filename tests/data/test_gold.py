"""The gold articles, the sample inputs and the labelled sentences hold together."""

from __future__ import annotations

import hashlib
import html
import itertools
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
GOLD = sorted((DATA / "gold").glob("*/*/*.json"))
ARTICLES: dict[Path, dict[str, Any]] = {path: json.loads(path.read_text(encoding="utf-8")) for path in GOLD}
BY_ID = {article["id"]: article for article in ARTICLES.values()}

KINDS = {"quantity", "event", "status", "schedule", "history", "law", "cause", "record", "vote"}
SPEAKER_TYPES = {"person", "organisation", "document", "anonymous", "outlet"}
REASONS = {"opinion", "rhetoric", "vague", "question", "prediction", "call", "wish", "boilerplate"}
ARTICLE_FIELDS = {
    "id", "lang", "outlet", "url", "title", "published_at", "body", "raw", "claims", "not_claims",
}  # fmt: skip
CLAIM_FIELDS = {
    "text", "start", "end", "kind", "reported", "speakers", "speaker_type", "cue", "dates", "quantities", "same_as",
}  # fmt: skip

every_article = pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def labelled_rows(language: str) -> list[list[str]]:
    lines = (DATA / "labelled" / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == ["id", "sentence", "label", "split"]
    return [line.split("\t") for line in lines[1:]]


@every_article
def test_an_article_has_the_fields_of_the_format(path: Path) -> None:
    article = ARTICLES[path]
    assert set(article) == ARTICLE_FIELDS
    assert article["lang"] == path.parent.parent.name
    assert path.parent.name in {"dev", "held"}
    assert datetime.fromisoformat(article["published_at"]).tzinfo is not None
    assert article["title"]
    assert article["claims"]
    assert article["not_claims"]


@every_article
def test_every_span_is_where_it_says_it_is(path: Path) -> None:
    article = ARTICLES[path]
    for span in article["claims"] + article["not_claims"]:
        assert article["body"][span["start"] : span["end"]] == span["text"]
        assert span["text"] == span["text"].strip() != ""
        assert not span["text"].endswith("،")


@every_article
def test_the_spans_of_claims_and_of_the_rest_never_overlap(path: Path) -> None:
    article = ARTICLES[path]
    spans = sorted((span["start"], span["end"]) for span in article["claims"] + article["not_claims"])
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))


@every_article
def test_a_claim_uses_the_vocabulary(path: Path) -> None:
    for claim in ARTICLES[path]["claims"]:
        assert set(claim) == CLAIM_FIELDS
        assert claim["kind"] in KINDS
        assert claim["speaker_type"] in SPEAKER_TYPES
        assert claim["reported"] == (claim["speaker_type"] != "outlet") == bool(claim["speakers"])
        assert claim["reported"] == bool(claim["cue"])


@every_article
def test_a_claim_that_is_no_claim_says_why(path: Path) -> None:
    for span in ARTICLES[path]["not_claims"]:
        assert set(span) == {"text", "start", "end", "why"}
        assert span["why"] in REASONS


@every_article
def test_dates_stand_in_the_body_and_run_forward(path: Path) -> None:
    article = ARTICLES[path]
    for mention in (mention for claim in article["claims"] for mention in claim["dates"]):
        assert mention["text"] in article["body"]
        assert date.fromisoformat(mention["from"]) <= date.fromisoformat(mention["to"])


@every_article
def test_quantities_stand_in_their_claim(path: Path) -> None:
    for claim in ARTICLES[path]["claims"]:
        for quantity in claim["quantities"]:
            assert quantity["text"] in claim["text"]
            assert isinstance(quantity["value"], int | float)


@every_article
def test_a_named_speaker_is_written_in_the_article(path: Path) -> None:
    article = ARTICLES[path]
    for claim in article["claims"]:
        if claim["reported"]:
            assert any(form.lower() in article["body"].lower() for form in claim["speakers"])


@every_article
def test_a_pasted_page_holds_the_whole_body(path: Path) -> None:
    article = ARTICLES[path]
    if article["raw"] is not None:
        assert len(article["raw"]) > len(article["body"])
        for paragraph in article["body"].split("\n"):
            assert squeezed(paragraph) in squeezed(article["raw"])


@every_article
def test_a_repeated_claim_points_at_a_claim_of_another_article(path: Path) -> None:
    article = ARTICLES[path]
    for claim in article["claims"]:
        if claim["same_as"]:
            other_id, _, other_index = claim["same_as"].partition("#")
            assert other_id != article["id"]
            assert int(other_index) < len(BY_ID[other_id]["claims"])


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(GOLD)


def test_the_arabic_articles_are_enough_and_no_fewer_held_than_open() -> None:
    sizes = {part: len(list((DATA / "gold" / "ar" / part).glob("*.json"))) for part in ("dev", "held")}
    assert 10 <= sizes["dev"] <= sizes["held"]


def test_six_arabic_articles_have_a_pasted_page() -> None:
    assert sum(bool(a["raw"]) for a in BY_ID.values() if a["lang"] == "ar") >= 6


def sample_texts() -> dict[str, str]:
    """Each sample input of an Arabic article, by name, with its markup resolved."""
    found: dict[str, str] = {}
    for path in sorted((DATA / "samples" / "ar").iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            found |= {row["id"]: row["text"] for row in map(json.loads, text.splitlines())}
        else:
            found[path.name] = html.unescape(re.sub(r"<[^>]+>", "", text)) if path.suffix == ".html" else text
    return found


def test_every_arabic_sample_carries_the_body_of_a_dev_article() -> None:
    bodies = {a["id"]: a["body"] for path, a in ARTICLES.items() if a["lang"] == "ar" and path.parent.name == "dev"}
    matched = {}
    for name, text in sample_texts().items():
        owners = [i for i, body in bodies.items() if all(squeezed(p) in squeezed(text) for p in body.split("\n"))]
        assert len(owners) == 1, name
        matched[name] = owners[0]
    assert len(set(matched.values())) == len(matched) >= 8


def test_no_sample_shows_a_held_out_article() -> None:
    held = [a for path, a in ARTICLES.items() if a["lang"] == "ar" and path.parent.name == "held"]
    everything = squeezed("\n".join(sample_texts().values()))
    for article in held:
        assert article["title"] not in everything
        assert squeezed(article["body"].split("\n")[0]) not in everything


@pytest.mark.parametrize("language", sorted(path.stem for path in (DATA / "labelled").glob("*.tsv")))
def test_labelled_sentences_are_unique_and_split_by_their_id(language: str) -> None:
    rows = labelled_rows(language)
    assert all(len(row) == 4 for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert len({squeezed(row[1]) for row in rows}) == len(rows)
    for row_id, sentence, label, split in rows:
        assert 1 <= len(sentence.split()) <= 60, row_id
        assert label in {"OBJ", "SUBJ"}
        held = int(hashlib.sha1(row_id.encode(), usedforsecurity=False).hexdigest()[-1], 16) < 4
        assert split == ("held" if held else "train"), row_id


def test_the_arabic_sentences_are_enough_and_balanced() -> None:
    labels = [row[2] for row in labelled_rows("ar")]
    assert len(labels) >= 650
    assert 0.5 <= labels.count("OBJ") / len(labels) <= 0.6


def test_no_labelled_sentence_repeats_a_gold_article() -> None:
    bodies = squeezed("\n".join(a["body"] for a in BY_ID.values()))
    assert [row[0] for row in labelled_rows("ar") if squeezed(row[1].rstrip(".")) in bodies] == []
