"""A printable dossier of an article: its decided claims, what they rest on, and all that happened to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from desk.publishing import words
from desk.publishing.claimreview import verdict_label
from extractors.errors import ClaimdeskError
from sheets.clean import is_web_address
from store import Store, archiving
from store.addresses import normalise, readable
from store.archiving import SourceState
from store.corrections import Standing, standing
from store.reading import EarlierReview, SheetClaim, sheet_articles
from store.types import ReviewSource

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@dataclass(frozen=True, slots=True)
class _Rows:
    """What hangs on the claims of an article beside their reviews, by claim."""

    publications: dict[str, list[Any]]
    deciding: dict[str, str]
    corrections: dict[str, list[Standing]]
    statuses: dict[str, list[Any]]
    replies: dict[str, tuple[str, str]]
    copies: dict[str, SourceState]


def render(
    store: Store,
    article_id: str,
    language: str,
    made_at: datetime,
    *,
    stylesheet: str = "",
    hidden: Collection[str] = (),
) -> str:
    """The dossier as one HTML page.

    Args:
        store: an open store.
        article_id: the article.
        language: of the interface; the article's words stay as they are.
        made_at: when it is made.
        stylesheet: the address of ``dossier.v1.css``; empty writes it into the page.
        hidden: claims whose reviews the reader may not see yet.

    Raises:
        ClaimdeskError: there is no such article, or no such language.
    """
    if language not in words.languages():
        raise ClaimdeskError(f"there is no interface in {language!r}", allowed=", ".join(words.languages()))
    article = next(iter(sheet_articles(store, article_ids=[article_id], open_only=False)), None)
    if article is None:
        raise ClaimdeskError(f"the store knows no article {article_id}", where=store.target)
    decided = [claim for claim in article.claims if claim.reviews]
    rows = _rows(store, [claim.claim_id for claim in decided], hidden)

    def told(key: str, **values: object) -> str:
        return words.text(key, language, **values)

    page = _environment().get_template("dossier.v1.html.j2")
    rendered: str = page.render(
        article=article,
        claims=[_claim(claim, rows, language, claim.claim_id in hidden) for claim in decided],
        open_claims=sum(not claim.reviews and claim.status != "withdrawn" for claim in article.claims),
        language=language,
        direction=words.direction(language),
        made_at=made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0),
        stylesheet=stylesheet,
        style=(TEMPLATES / "dossier.v1.css").read_text("utf-8"),
        t=told,
    )
    return rendered


def write(
    store: Store, article_ids: Sequence[str] | None, language: str, directory: Path, made_at: datetime
) -> list[Path]:
    """One page an article into a folder; None takes every article with a reviewed claim.

    Raises:
        ClaimdeskError: no such article, or the folder cannot be written.
    """
    from desk.publishing.claimreview import file_stem

    if article_ids is None:
        found = store.con.execute(
            "SELECT DISTINCT c.article_id FROM claims AS c JOIN verdicts AS v ON v.claim_id = c.claim_id ORDER BY ALL"
        ).fetchall()
        article_ids = [row[0] for row in found]
    paths = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for article_id in article_ids:
            path = directory / f"dossier-{file_stem(article_id)}.{language}.html"
            path.write_text(render(store, article_id, language, made_at), "utf-8", errors="replace")
            paths.append(path)
    except OSError as error:
        raise ClaimdeskError(f"cannot write there ({error.strerror})", where=str(directory)) from error
    return paths


def _claim(claim: SheetClaim, rows: _Rows, language: str, hidden: bool) -> dict[str, Any]:
    last = next((r for r in claim.reviews if r.review_id == rows.deciding.get(claim.claim_id)), claim.reviews[-1])
    own = rows.corrections.get(claim.claim_id, [])
    mended = {entry.kind: entry.text if entry.kind == "span" else entry.value for entry in own}
    return {
        "text": mended.get("span") or claim.claim_text,
        "sentence": claim.sentence_text,
        "speaker": mended.get("speaker", claim.speaker),
        "speaker_label": "unnamed" if claim.speaker_type == "anonymous" and "speaker" not in mended else "own_voice",
        "hidden": hidden,
        "verdict": verdict_label(last.verdict, last.not_checkable_reason, language),
        "rationale": last.rationale,
        "missing_context": last.missing_context,
        "reply": _reply(rows, claim.claim_id, language),
        "sources": [_source(source, rows) for source in last.sources],
        "publications": _publications(rows.publications.get(claim.claim_id, []), language),
        "corrections": [
            {
                "kind": entry.kind,
                "value": entry.value or entry.text,
                "machine_value": "" if entry.kind == "split" else entry.machine_value,
                "reviewer": entry.reviewer,
            }
            for entry in own
        ],
        "history": [] if hidden else _history(claim, rows, language),
    }


def _source(source: ReviewSource, rows: _Rows) -> dict[str, Any]:
    try:
        kept = rows.copies.get(normalise(source.url).url)
    except ClaimdeskError:
        kept = None
    given = {name: getattr(source, name) for name in ReviewSource.__slots__}
    return given | {
        "kept_at": (kept.location if kept else "") or source.archive_url,
        "sha256": kept.sha256 if kept else "",
        "reason": kept.reason if kept else "",
    }


def _publications(entries: Sequence[Any], language: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for action, verdict, url, note, at in entries:
        label = words.text(f"verdict.{verdict}", language)
        before = found[-1]["verdict"] if found else ""
        found.append({"action": action, "verdict": label, "before": before, "url": url, "note": note, "at": at})
    return found


def _history(claim: SheetClaim, rows: _Rows, language: str) -> list[dict[str, Any]]:
    def review(given: EarlierReview) -> dict[str, Any]:
        label = verdict_label(given.verdict, given.not_checkable_reason, language)
        role = words.text(f"role.{given.role}", language)
        what = f"{words.text('dossier.reviewed', language)} ({role}): {label}"
        return {"at": given.created_at, "what": what, "who": given.reviewer}

    entries = [review(given) for given in claim.reviews]
    for status, by, at in rows.statuses.get(claim.claim_id, []):
        entries.append({"at": at, "what": words.text(f"status.{status}", language), "who": by})
    return sorted(entries, key=lambda entry: entry["at"])


def _reply(rows: _Rows, claim_id: str, language: str) -> str:
    state, said = rows.replies.get(claim_id, ("", ""))
    if not state:
        return ""
    label = words.text(f"reply.{state}", language)
    return f"{label}: {said}" if said else label


def _rows(store: Store, claim_ids: list[str], hidden: Collection[str]) -> _Rows:
    def by_claim(sql: str) -> dict[str, list[Any]]:
        grouped: dict[str, list[Any]] = defaultdict(list)
        for key, *rest in store.con.execute(sql, {"ids": claim_ids}).fetchall():
            grouped[key].append(rest)
        return grouped

    wanted = "WHERE list_contains($ids::VARCHAR[], claim_id)"
    corrections: dict[str, list[Standing]] = defaultdict(list)
    for entry in standing(store.con, claim_ids):
        corrections[entry.claim_id].append(entry)
    deciding = by_claim(f"SELECT claim_id, review_id FROM verdicts {wanted}")  # noqa: S608
    _, copies = archiving.states(store.con, claim_ids=claim_ids, hidden=list(hidden), limit=100_000)
    replies = by_claim(f"SELECT claim_id, state, text FROM claimant_replies {wanted} ORDER BY seq")  # noqa: S608
    return _Rows(
        by_claim(f"SELECT claim_id, action, verdict, url, note, published_at FROM publications {wanted} ORDER BY seq"),  # noqa: S608
        {key: found[0][0] for key, found in deciding.items()},
        corrections,
        by_claim(f"SELECT claim_id, status, changed_by, changed_at FROM claim_history {wanted} ORDER BY seq"),  # noqa: S608
        {key: tuple(found[-1]) for key, found in replies.items()},
        {state.address: state for state in copies},
    )


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.filters["readable"] = readable
    environment.tests["web"] = is_web_address
    return environment
