"""The standards at the desk: told while one writes and when one saves, never what a blind reader must not learn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import lxml.html
import pytest
from desk_driving import SCRIPT, Reader, Running, form_of, text_of

People = Callable[[str], Reader]
WHOLE = {"verdict": "false", "rationale": "Because", "url1": "https://records.example/1", "stance1": "refutes",
         "tier1": "primary", "archive_url1": "https://archive.example/1"}  # fmt: skip


def told(page: object) -> dict[str, str]:
    """Each standard on a page, and what is said of it."""
    tree = lxml.html.fromstring(page.text)  # type: ignore[attr-defined]
    return {str(item.get("data-code")): str(item.get("class")) for item in tree.iterfind(".//li[@data-code]")}


def ask(reader: Reader, claim_id: str, **values: str):
    path, fields = form_of(reader.claim(claim_id), "/review")
    return reader.http.post(path.replace("/review", "/standards"), data={**fields, **values})


def test_the_standards_follow_what_is_written(readers: People, claim_id: str):
    huda = readers("Huda")
    assert "Choose a verdict to see" in text_of(huda.claim(claim_id))
    assert told(ask(huda, claim_id)) == {}
    bare = told(ask(huda, claim_id, verdict="false"))
    assert (bare["IFC-01"], bare["IFC-02"], bare["IFC-08"]) == ("blocks", "blocks", "blocks")
    whole = told(ask(huda, claim_id, **WHOLE))
    assert {code for code, state in whole.items() if state != "met"} == {"IFC-05", "IFC-06"}
    assert "IFC-09" in told(ask(huda, claim_id, verdict="missing_context"))


def test_saving_and_publishing_tell_the_same_without_any_script(team: Running, readers: People, claim_id: str):
    huda, mona = readers("Huda"), readers("Mona")
    saved = huda.review(claim_id, **{**WHOLE, "archive_url1": ""})
    assert told(saved)["IFC-03"] == "blocks"
    assert told(saved)["IFC-12"] == "met"
    readers("عمر").review(claim_id, **{**WHOLE, "archive_url1": ""})
    page = mona.get("/publication", id=claim_id)
    assert {code for code, state in told(page).items() if state == "blocks"} == {"IFC-03", "IFC-05"}
    assert "Mend what blocks it first" in text_of(page)
    refused = mona.send(page, "/publication", url="https://desk.example/1")
    assert refused.status_code == 409
    assert team.rows("select count(*) from publications where claim_id = ?", claim_id) == [(0,)]


def test_a_blind_reader_cannot_ask_whether_the_first_agrees(readers: People, claim_id: str):
    readers("Huda").review(claim_id, "true")
    answers = {verdict: told(ask(readers("عمر"), claim_id, **{**WHOLE, "verdict": verdict}))["IFC-07"]
               for verdict in ("true", "false", "unproven")}  # fmt: skip
    assert set(answers.values()) == {"open"}


def test_who_may_not_review_is_told_nothing(readers: People, claim_id: str):
    late = readers("Lina")
    path, fields = form_of(late.claim(claim_id), "/review")
    readers("Huda").review(claim_id, "true")
    readers("عمر").review(claim_id, "false")
    answer = late.http.post(path.replace("/review", "/standards"), data={**fields, **WHOLE})
    assert told(answer) == {}


def test_the_day_of_reading_stands_in_a_new_row_and_is_filled_in_on_saving(
    team: Running, readers: People, claim_id: str
):
    huda, today = readers("Huda"), datetime.now(UTC).date()
    _, fields = form_of(huda.claim(claim_id), "/review")
    assert fields["accessed_on1"] in (str(today), str(datetime.now(UTC).date()))
    more = huda.send(huda.claim(claim_id), "/review", button=("do", "add"), verdict="unproven")
    assert form_of(more, "/review")[1]["accessed_on2"] == fields["accessed_on1"]
    none = huda.send(huda.claim(claim_id), "/review", button=("do", "save"), verdict="unproven", rationale="x")
    assert "at least one source" in text_of(none), "a row with nothing but a day is no source"
    huda.review(claim_id, accessed_on1="", url2="https://b.example/", stance2="context", tier2="secondary",
                accessed_on2="2026-03-01")  # fmt: skip
    days = team.rows("select accessed_on::varchar from sources where claim_id = ? order by position", claim_id)
    assert days == [(fields["accessed_on1"],), ("2026-03-01",)]


@pytest.mark.parametrize("changed", [{"csrf": ""}, {"csrf": "x" * 64}])
def test_a_forged_question_is_not_answered(readers: People, claim_id: str, changed: dict[str, str]):
    assert ask(readers("Huda"), claim_id, **WHOLE, **changed).status_code == 403


def test_script_in_a_question_stays_text(readers: People, claim_id: str):
    fields = dict.fromkeys(("rationale", "missing_context", "url1", "title1", "publisher1", "quote1"), SCRIPT)
    for verdict in ("false", SCRIPT):
        answer = ask(readers("Huda"), claim_id, verdict=verdict, **fields)
        assert answer.status_code == 200
        assert "<script" not in answer.text
        assert "<img" not in answer.text
    assert readers("Huda").http.post("/standards?id=nowhere", data={"csrf": "x"}).status_code == 403
