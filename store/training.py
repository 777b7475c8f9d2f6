"""What people set right, as gold articles and labelled sentences: what the extractor is measured and fitted on.

``gold/<language>/*.json`` are articles in the format of data/gold, with the claims as people left them; only articles
that somebody corrected or reviewed are written. ``labelled/<language>.tsv`` has sentences as OBJ (they hold a claim
that stands) or SUBJ (all that the machine took for a claim there is none).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractors.errors import ClaimdeskError
from store.connection import Store
from store.corrections import Standing
from store.reading import SheetArticle, SheetClaim, sheet_articles

_AT_ONCE = 200
_SENTENCE_END = re.compile(r"[.!?؟…](?:\s|$)|\n")
_WHY = {"opinion": "opinion", "prediction": "prediction", "satire": "rhetoric", "vague": "vague"}


def write_training(store: Store, directory: Path) -> list[Path]:
    """Writes gold articles and labelled sentences under a folder, and returns the files.

    Raises:
        ClaimdeskError: the folder cannot be written.
    """
    paths: list[Path] = []
    sentences: dict[str, list[tuple[str, str, str]]] = {}
    try:
        for article in _judged_articles(store):
            gold = gold_article(article)
            language = re.sub(r"[^a-z-]", "", article.language.lower()) or "und"
            stem = re.sub(r"[^A-Za-z0-9_-]+", "-", article.article_id)[:60].strip("-") or "article"
            path = directory / "gold" / language / f"{stem}-{article.content_sha256[:8]}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            paths.append(path)
            sentences.setdefault(language, []).extend(_labelled(article))
        for language, rows in sorted(sentences.items()):
            path = directory / "labelled" / f"{language}.tsv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
                writer.writerows([("id", "sentence", "label"), *rows])
            paths.append(path)
    except OSError as error:
        raise ClaimdeskError(f"cannot write there ({error.strerror})", where=str(directory)) from error
    return paths


def gold_article(article: SheetArticle) -> dict[str, Any]:
    """One article in the format of data/gold: its claims where people left them, and what they said is none."""
    claims, others = [], []
    for claim in article.claims:
        made = _by_kind(claim.corrections)
        why = _why_not(claim, made)
        start, end = _span(claim, made)
        if why:
            others.append({"text": article.text[start:end], "start": start, "end": end, "why": why})
        elif "split" not in made and claim.status != "withdrawn":
            claims.append(_gold_claim(article, claim, made))
    return {
        "id": article.article_id, "lang": article.language, "outlet": article.outlet, "url": article.url,
        "title": article.title, "published_at": article.published_at, "body": article.text, "raw": None,
        "claims": claims, "not_claims": others,
    }  # fmt: skip


def _gold_claim(article: SheetArticle, claim: SheetClaim, made: dict[str, list[Standing]]) -> dict[str, Any]:
    start, end = _span(claim, made)
    speaker = made["speaker"][0].value if "speaker" in made else claim.speaker or ""
    dates = {d.text: {"text": d.text, "from": d.from_date, "to": d.to_date} for d in claim.dates if d.from_date}
    for row in made.get("date", ()):
        dates[row.text] = {"text": row.text, "from": row.from_date or None, "to": row.to_date or None}
    return {
        "text": article.text[start:end], "start": start, "end": end, "kind": claim.kind, "reported": bool(speaker),
        "speakers": [speaker] if speaker else [], "speaker_type": claim.speaker_type if speaker else "outlet",
        "cue": claim.cue, "dates": list(dates.values()),
        "quantities": [{"text": q.text, "value": q.value, "unit": q.unit} for q in claim.quantities],
        "same_as": None,
    }  # fmt: skip


def _judged_articles(store: Store) -> Iterator[SheetArticle]:
    """Articles that somebody corrected or reviewed, with every claim of theirs whose words still stand there."""
    rows = store.con.execute(
        "SELECT article_id FROM corrections UNION SELECT c.article_id FROM claims AS c "
        "WHERE c.claim_id IN (SELECT claim_id FROM reviews) ORDER BY 1"
    ).fetchall()
    ids = [row[0] for row in rows]
    for at in range(0, len(ids), _AT_ONCE):
        for article in sheet_articles(store, article_ids=ids[at : at + _AT_ONCE], open_only=False):
            article.claims[:] = [c for c in article.claims if _stands(article, c)]
            yield article


def _stands(article: SheetArticle, claim: SheetClaim) -> bool:
    return bool(claim.claim_text) and article.text[claim.start_char : claim.end_char] == claim.claim_text


def _by_kind(corrections: Sequence[Standing]) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = {}
    for row in corrections:
        found.setdefault(row.kind, []).append(row)
    return found


def _span(claim: SheetClaim, made: dict[str, list[Standing]]) -> tuple[int, int]:
    row = made["span"][0] if "span" in made else None
    if row is None or row.start is None or row.end is None:
        return claim.start_char, claim.end_char
    return row.start, row.end


def _why_not(claim: SheetClaim, made: dict[str, list[Standing]]) -> str:
    """Why people say that this is no claim; empty where they do not."""
    if "not_a_claim" in made:
        return "vague"
    last = claim.reviews[-1] if claim.reviews else None
    return _WHY.get(last.not_checkable_reason, "vague") if last and last.verdict == "not_checkable" else ""


def _labelled(article: SheetArticle) -> Iterator[tuple[str, str, str]]:
    """A row a sentence that people judged: OBJ where a claim of theirs stands, SUBJ where none is left."""
    judged: dict[tuple[int, int], bool] = {}
    for claim in article.claims:
        made = _by_kind(claim.corrections)
        if not made and not claim.reviews and not claim.claim_id.startswith("h"):
            continue
        span = _sentence(article.text, *_span(claim, made))
        judged[span] = judged.get(span, False) or not _why_not(claim, made)
    for start, end in sorted(judged):
        sentence = " ".join(article.text[start:end].split())
        if sentence:
            yield f"{article.article_id}-{start}".replace("\t", " "), sentence, "OBJ" if judged[start, end] else "SUBJ"


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, by its stops alone: the store keeps none for words that no machine marked."""
    before = [found.end() for found in _SENTENCE_END.finditer(text, max(0, start - 2000), start)]
    after = _SENTENCE_END.search(text, max(start, end - 1))
    return (before[-1] if before else text.rfind("\n", 0, start) + 1), after.end() if after else len(text)
