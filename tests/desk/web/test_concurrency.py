"""Two people, two windows, one claim: nothing is overwritten, nothing typed is lost, nothing is saved twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from desk_driving import NOON, Reader, Running, form_of, text_of

from store import connect
from store.reviews import record
from store.types import FilledRow, FilledSheet, ReviewSource

People = Callable[[str], Reader]
TYPED = "كلام كتبته ولا أريد أن يضيع"


def reviews_of(team: Running, claim_id: str) -> list[tuple[object, ...]]:
    return team.rows("select reviewer, role, verdict, rationale from reviews where claim_id = ? order by seq", claim_id)


def test_two_people_who_begin_at_once_are_two_readers(team: Running, readers: People, claim_id: str):
    huda, omar = readers("Huda"), readers("عمر")
    hudas, omars = huda.claim(claim_id), omar.claim(claim_id)
    huda.review(claim_id, "true", page=hudas, rationale="first")
    answer = omar.review(claim_id, "true", page=omars, rationale="second")
    assert "Both readers agree" in text_of(answer)
    assert reviews_of(team, claim_id) == [("Huda", "checker", "true", "first"), ("عمر", "second", "true", "second")]


def test_a_third_who_began_early_overwrites_nothing(team: Running, readers: People, claim_id: str):
    late = readers("Lina").claim(claim_id)
    readers("Huda").review(claim_id, "true")
    readers("عمر").review(claim_id, "true")
    answer = readers("Lina").review(claim_id, "false", page=late, rationale=TYPED)
    assert answer.status_code == 409
    assert TYPED in answer.text
    assert len(reviews_of(team, claim_id)) == 2
    assert team.rows("select reviewer, rationale from drafts where claim_id = ?", claim_id) == [("Lina", TYPED)]
    assert TYPED in readers("Lina").claim(claim_id).text


def test_changes_to_different_parts_in_two_windows_are_merged(team: Running, readers: People, claim_id: str):
    huda = readers("Huda")
    huda.review(claim_id, "true", rationale="one", url1="https://a.example/1")
    left, right = huda.claim(claim_id), huda.claim(claim_id)
    one = {**form_of(left, "/review")[1], "rationale": "two"}
    huda.send(left, "/review", button=("do", "save"), **one)
    other = {**form_of(right, "/review")[1], "missing_context": "since April", "url2": "https://b.example/2",
             "stance2": "context", "tier2": "secondary"}  # fmt: skip
    answer = huda.send(right, "/review", button=("do", "save"), **other)
    assert "together with what was saved meanwhile" in text_of(answer)
    [(rationale, missing)] = team.rows("select rationale, missing_context from verdicts where claim_id = ?", claim_id)
    assert (rationale, missing) == ("two", "since April")
    urls = team.rows(
        "select url from sources join verdicts using (review_id) where verdicts.claim_id = ? order by position",
        claim_id,
    )
    assert urls == [("https://a.example/1",), ("https://b.example/2",)]
    assert len(reviews_of(team, claim_id)) == 3


def test_changes_to_the_same_part_are_shown_side_by_side(team: Running, readers: People, claim_id: str):
    huda = readers("Huda")
    huda.review(claim_id, "true", rationale="one")
    left, right = huda.claim(claim_id), huda.claim(claim_id)
    huda.send(left, "/review", button=("do", "save"), **{**form_of(left, "/review")[1], "rationale": "from the left"})
    asked = huda.send(right, "/review", button=("do", "save"), **{**form_of(right, "/review")[1], "rationale": TYPED})
    assert asked.status_code == 409
    assert "from the left" in asked.text
    assert TYPED in asked.text
    assert [row[3] for row in reviews_of(team, claim_id)] == ["one", "from the left"]
    settled = huda.send(asked, "/review", button=("do", "save"))
    assert settled.status_code == 200
    assert [row[3] for row in reviews_of(team, claim_id)] == ["one", "from the left", TYPED]


def test_two_editors_do_not_overwrite_each_other(team: Running, readers: People, claim_id: str):
    readers("Huda").review(claim_id, "true")
    readers("عمر").review(claim_id, "false")
    mona, samir = readers("Mona"), readers("Samir")
    monas, samirs = mona.claim(claim_id), samir.claim(claim_id)
    mona.review(claim_id, "misleading", page=monas, rationale="Mona decides")
    answer = samir.review(claim_id, "unproven", page=samirs, rationale=TYPED)
    assert answer.status_code == 409
    assert "Mona decides" in answer.text
    assert TYPED in answer.text
    assert team.rows("select decided_by from verdicts where claim_id = ?", claim_id) == [("Mona",)]


def test_an_editor_who_began_before_the_readers_is_asked(team: Running, readers: People, claim_id: str):
    early = readers("Mona").claim(claim_id)
    readers("Huda").review(claim_id, "true", rationale="Huda saw it")
    readers("عمر").review(claim_id, "true")
    answer = readers("Mona").review(claim_id, "false", page=early, rationale=TYPED)
    assert answer.status_code == 409
    assert "Huda saw it" in answer.text
    assert TYPED in answer.text
    assert team.rows("select verdict from verdicts where claim_id = ?", claim_id) == [("true",)]
    again = readers("Mona").send(answer, "/review", button=("do", "save"))
    assert again.status_code == 200
    assert team.rows("select verdict from verdicts where claim_id = ?", claim_id) == [("false",)]


def test_a_form_sent_twice_acts_once(team: Running, readers: People, claim_id: str):
    huda = readers("Huda")
    page = huda.claim(claim_id)
    for _ in range(3):
        assert huda.review(claim_id, page=page, rationale="once").status_code == 200
    comment = huda.claim(claim_id)
    for _ in range(2):
        huda.send(comment, "/comment", text="only once")
    assert len(reviews_of(team, claim_id)) == 1
    assert team.rows("select count(*) from comments where claim_id = ?", claim_id) == [(1,)]
    assert team.rows("select count(*) from actions where claim_id = ?", claim_id) == [(2,)]


def test_a_double_click_saves_once(team: Running, readers: People, claim_id: str):
    huda = readers("Huda")
    page = huda.claim(claim_id)
    path, fields = form_of(page, "/review")
    fields |= {"verdict": "true", "rationale": "x", "url1": "https://a.example/", "stance1": "supports",
               "tier1": "primary", "do": "save"}  # fmt: skip
    cookies = dict(huda.http.cookies)
    answers: list[int] = []

    def click() -> None:
        with type(huda.http)(base_url=team.address, cookies=cookies, follow_redirects=True, timeout=60) as http:
            answers.append(http.post(path, data=fields).status_code)

    threads = [threading.Thread(target=click) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 6
    assert len(reviews_of(team, claim_id)) == 1


def test_what_is_unfinished_is_shown_again_and_kept(team: Running, readers: People, claim_id: str):
    huda = readers("Huda")
    answer = huda.review(claim_id, "true", url1="javascript:alert(1)", rationale=TYPED, stance1="")
    assert answer.status_code == 422
    assert TYPED in answer.text
    assert "the address of source 1" in text_of(answer)
    assert 'href="javascript' not in answer.text
    assert reviews_of(team, claim_id) == []
    assert TYPED in huda.claim(claim_id).text
    assert TYPED not in readers("عمر").claim(claim_id).text


def test_rows_of_sources_come_and_go_without_script(readers: People, claim_id: str):
    huda = readers("Huda")
    page = huda.send(huda.claim(claim_id), "/review", button=("do", "add"), url1="https://a.example/1", rationale=TYPED)
    assert TYPED in page.text
    page = huda.send(page, "/review", button=("do", "add"), url2="https://b.example/2")
    page = huda.send(page, "/review", button=("do", "remove:1"))
    _, fields = form_of(page, "/review")
    assert [value for name, value in fields.items() if name.startswith("url")] == ["https://b.example/2", ""]
    assert fields["rationale"] == TYPED


def test_nothing_is_lost_when_the_session_has_ended(team: Running, claim_id: str):
    reader = Reader(team.address, "Lina")
    page = reader.claim(claim_id)
    reader.http.cookies.delete("claimdesk_session")
    asked = reader.review(claim_id, page=page, rationale=TYPED)
    assert asked.status_code == 401
    shown = reader.send(asked, "/login", name="Lina", password="a long enough password")  # noqa: S106
    assert TYPED in shown.text
    assert reviews_of(team, claim_id) == []
    saved = reader.send(shown, "/review")
    assert "waits for a second reader" in text_of(saved)
    assert [row[3] for row in reviews_of(team, claim_id)] == [TYPED]


def test_nothing_is_lost_when_the_form_is_older_than_the_session(team: Running, claim_id: str):
    reader = Reader(team.address, "Lina")
    page = reader.claim(claim_id)
    reader.send(page, "/logout")
    reader.sign_in("Lina")
    shown = reader.review(claim_id, page=page, rationale=TYPED)
    assert shown.status_code == 403
    assert TYPED in shown.text
    reader.send(shown, "/review")
    assert [row[3] for row in reviews_of(team, claim_id)] == [TYPED]


def test_a_busy_store_is_waited_for_and_what_was_typed_stays(newsroom_store: Path, tmp_path: Path):
    path = tmp_path / "busy.duckdb"
    path.write_bytes(newsroom_store.read_bytes())
    alone = Running(path, ("--wait", "1")).start()
    reader = Reader(alone.address)
    page = reader.claim("ar-0")
    with connect(path, wait_seconds=30):
        busy = reader.review("ar-0", page=page, rationale=TYPED)
        assert busy.status_code == 503
        assert TYPED in busy.text
    saved = reader.send(busy, "/review")
    assert saved.status_code == 200
    assert [row[3] for row in reviews_of(alone, "ar-0")] == [TYPED]
    assert alone.stop() == 0


def test_an_import_between_loading_and_saving_is_seen(team: Running, readers: People, claim_id: str):
    late = readers("Mona").claim(claim_id)
    row = FilledRow(claim_id, "Rana", "false", "", "from a sheet", "", sources=(
        ReviewSource("https://a.example/", stance="refutes", tier="primary"),))  # fmt: skip
    with connect(team.store, wait_seconds=60) as store:
        assert record(store, FilledSheet("s1", "sheet.xlsx", (row,)), NOON).refusals == []
    answer = readers("Mona").review(claim_id, "true", page=late, rationale=TYPED)
    assert answer.status_code == 409
    assert "from a sheet" in answer.text
    assert team.rows("select verdict from verdicts where claim_id = ?", claim_id) == [("false",)]
