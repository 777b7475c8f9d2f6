"""The claim page, for reading and for every answer to its form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import duckdb
from starlette.requests import Request
from starlette.responses import Response

from checks import weighing
from desk.web import fixes, forms
from desk.web.fixes import Typed
from desk.web.forms import Problem
from desk.web.rendering import message, page
from desk.web.seat import desk_of, user_of
from sheets.marking import mark
from store import claimpage, corrections, mending, reviewing, workflow
from store.claimpage import Article, Claim, DateRow, Review
from store.corrections import Standing
from store.types import FilledRow, ReviewSource
from store.workflow import Person, State

NOTICES = ("added", "corrected_back", "saved", "saved_second", "merged", "known", "draft", "commented", "replied",
           "moved", "corrected", "agreed", "disagreed", "decided", "assigned")  # fmt: skip


def person_of(request: Request) -> Person:
    """Who asks, as the workflow sees them."""
    user = user_of(request)
    return Person(user.name, user.role, alone=desk_of(request).users is None)


def claim_page(
    request: Request,
    claim_id: str,
    *,
    status: int = 200,
    typed: FilledRow | None = None,
    rows: Sequence[ReviewSource] | None = None,
    problems: Sequence[Problem] = (),
    other: FilledRow | None = None,
    parts: Sequence[str] = (),
    alert: str = "",
    notice: str = "",
    words: dict[str, str] | None = None,
    fix: Typed | None = None,
) -> Response:
    """The page of one claim.

    Args:
        request: what is answered.
        claim_id: the claim.
        status: the HTTP status.
        typed: what the form shows; None shows one's draft, else one's own review.
        rows: the rows of sources that the form shows, if not those of ``typed``.
        problems: what is wrong with ``typed``.
        other: what was saved meanwhile, to be shown beside ``typed``.
        parts: which parts of both differ.
        alert: the key of what went wrong.
        notice: the key of what went well.
        words: what was typed in the small forms, by field.
        fix: a correction of the machine that was not taken.
    """
    person = person_of(request)
    with desk_of(request).keeper.reading() as store:
        con = store.con
        state = workflow.state(con, claim_id, known=True)
        claim = claimpage.claim(con, state) if state else None
        if claim is None or state is None:
            return message(request, "not_found", status=404)
        desk_of(request).known.add(claim_id)
        context = _context(con, claim, state, person)
        context |= _fixes(con, claim, context["found"].dates, state, person, fix or Typed(""))
        kept = reviewing.draft(con, claim_id, person.name) if typed is None else None
        role = state.role_for(person)
        base = reviewing.document(state, person.name, role)
        own = reviewing.review_row(con, base) if base else None
        row = typed or kept or own or FilledRow(claim_id)
        weighed = weigh(con, claim, context["article"], state, person, row) if role else []
    return page(
        request,
        "desk/claim.v1.html.j2",
        status=status,
        claim=claim,
        state=state,
        role=role,
        base=base,
        row=row,
        rows=forms.padded(row.sources if rows is None else rows),
        today=datetime.now(UTC).date().isoformat(),
        weighed=weighed,
        problems=problems,
        wrong={problem.field for problem in problems},
        other=other,
        parts=parts,
        alert=alert,
        notice=notice if notice in NOTICES else "",
        from_draft=kept is not None,
        form_key=forms.new_key(),
        words=words or {},
        may={name: workflow.may(name, state, person) for name in workflow.rules()},
        **context,
    )


def weighed_part(request: Request, claim_id: str, row: FilledRow) -> Response:
    """The standards alone, for what somebody is writing."""
    person = person_of(request)
    with desk_of(request).keeper.reading() as store:
        state = workflow.state(store.con, claim_id, known=True)
        claim = claimpage.claim(store.con, state) if state else None
        if claim is None or state is None:
            return message(request, "not_found", status=404)
        article = claimpage.article(store.con, claim.article_id, claim.article_version)
        weighed = weigh(store.con, claim, article, state, person, row) if state.role_for(person) else []
    return page(request, "desk/standards.v1.html.j2", weighed=weighed)


def weigh(
    con: duckdb.DuckDBPyConnection, claim: Claim, article: Article | None, state: State, person: Person, row: FilledRow
) -> list[weighing.Weighed]:
    """The standards for what a form holds, as it would be saved now."""
    row = replace(forms.tidied(row, datetime.now(UTC).date()), reviewer=person.name, role=state.role_for(person))
    subject = weighing.Subject(
        claim.claim_id, claim.article_id, claim.kind, claim.speaker or "", claim.speaker_type,
        article.outlet if article else "", article.url if article else "",
    )  # fmt: skip
    verdicts = {review.reviewer: review.verdict for review in state.reviews}
    return weighing.weigh(con, subject, row, verdicts, blind=state.hides_from(person))


def _context(con: duckdb.DuckDBPyConnection, claim: Claim, state: State, person: Person) -> dict[str, Any]:
    """What is shown around the form; what a blind reader must not see is not even read."""
    article = claimpage.article(con, claim.article_id, claim.article_version)
    siblings = claimpage.claims_of(con, claim.article_id, claim.article_version)
    if all(sibling.claim_id != claim.claim_id for sibling in siblings):
        siblings.append(claim)
    hidden = state.hides_from(person)
    talk = claimpage.talk(con, claim.claim_id)
    reviews: list[Review] = claimpage.reviews(con, claim.claim_id)
    if hidden:
        readers = set(state.others(person.name))
        reviews = [review for review in reviews if review.row.reviewer == person.name]
        talk = replace(
            talk,
            comments=[said for said in talk.comments if said.author not in readers],
            replies=[],
            corrections=[replace(row, note="") for row in talk.corrections],
            history=[replace(step, reason="") for step in talk.history],
        )
    return {
        "article": article,
        "siblings": siblings,
        "paragraphs": paragraphs(article.text if article else claim.text, siblings, article.title if article else ""),
        "number": next(n for n, sibling in enumerate(siblings, start=1) if sibling.claim_id == claim.claim_id),
        "found": claimpage.parts(con, claim.claim_id),
        "hidden": hidden,
        "reviews": reviews,
        "talk": talk,
        "readers": tuple(state.others(person.name)),
    }


def _fixes(
    con: duckdb.DuckDBPyConnection, claim: Claim, dates: list[DateRow], state: State, person: Person, fix: Typed
) -> dict[str, Any]:
    """What was set right in the claim, and what the forms for that begin with."""
    standing: dict[str, list[Standing]] = {kind: [] for kind in fixes.KINDS}
    for row in corrections.standing(con, [claim.claim_id]):
        standing[row.kind].append(row)
    pieces = "\n".join(" ".join(row.text.split()) for row in standing["split"])
    shown = fixes.days_shown(dates, standing["date"])
    values = {
        "words": standing["span"][0].text if standing["span"] else claim.text,
        "speaker": standing["speaker"][0].value if standing["speaker"] else claim.speaker or "",
        "pieces": pieces or fixes.halves(claim.text),
    }
    apart = mending.action_of("split", state)
    return {
        "right": standing,
        "fix": fix,
        "fix_values": {**values, **(fix.values if fix.kind else {})},
        "fix_days": [*fix.days, fixes.Day()] if fix.kind == "date" else shown,
        "stood": mending.all_stand(con, claim.claim_id),
        "may_apart": workflow.may(apart, state, person),
        "mended": mending.history(con, claim.claim_id),
        "whole": mending.whole_of(con, claim.claim_id),
    }


def paragraphs(text: str, claims: Sequence[Claim], title: str) -> list[Any]:
    """An article's text with its claims marked."""
    spans = [(claim.start, claim.end) for claim in claims]
    return mark(text, spans, [(claim.sentence_start, claim.sentence_end) for claim in claims], title)
