"""From the queue to a corrected publication, over HTTP and without script: who may do what, and who sees what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from desk_driving import Reader, Running, text_of

People = Callable[[str], Reader]
HIDDEN = "the ledger of the harbour says otherwise"


def status_of(team: Running, claim_id: str) -> str:
    [(status,)] = team.rows("select status from claims where claim_id = ?", claim_id)
    return str(status)


def test_two_readers_who_agree_decide(team: Running, readers: People, claim_id: str):
    first = readers("Huda").review(claim_id, "false")
    assert "waits for a second reader" in text_of(first)
    assert status_of(team, claim_id) == "second_review"
    second = readers("عمر").review(claim_id, "false", rationale="My own words")
    assert "Both readers agree" in text_of(second)
    assert status_of(team, claim_id) == "decided"
    [(verdict, people, agreed)] = team.rows(
        "select verdict, reviewers, agreed from verdicts where claim_id = ?", claim_id
    )
    assert (verdict, people, agreed) == ("false", 2, True)
    roles = team.rows("select reviewer, role from reviews where claim_id = ? order by seq", claim_id)
    assert roles == [("Huda", "checker"), ("عمر", "second")]


def test_the_second_reader_sees_nothing_of_the_first_before_saving(team: Running, readers: People, claim_id: str):
    huda, omar = readers("Huda"), readers("عمر")
    huda.review(claim_id, "misleading", rationale=HIDDEN, url1="https://secret.example/ledger", title1="HIDDEN-LEDGER")
    huda.send(huda.claim(claim_id), "/comment", text=f"note to self: {HIDDEN}")
    huda.send(huda.claim(claim_id), "/reply", state="answered", reply=f"they admit {HIDDEN}")
    words = (HIDDEN, "secret.example", "HIDDEN-LEDGER", "they admit")
    for reader in (omar, readers("Mona"), readers("Samir")):
        pages = [reader.claim(claim_id), reader.get("/"), reader.get("/", status="second_review")]
        pages += [reader.get("/account"), reader.get("/article", id="ar"), reader.get("/publication", id=claim_id)]
        for path in ("/search", "/sources", "/overview"):
            pages += [reader.get(path), reader.get(path, q="ledger"), reader.get(path, q="secret")]
        for page in pages:
            assert not [word for word in words if word in page.text], page.url
        assert 'class="badge" data-verdict="misleading"' not in reader.claim(claim_id).text
        assert "stay hidden until you have saved" in text_of(reader.claim(claim_id))
    assert reader.get("/publication", id=claim_id).status_code == 403
    page = omar.review(claim_id, "false")
    assert HIDDEN in page.text
    assert "The readers disagree" in text_of(page)


def test_a_disagreement_goes_to_an_editor_whose_decision_stands(team: Running, readers: People, claim_id: str):
    readers("Huda").review(claim_id, "true")
    readers("عمر").review(claim_id, "false")
    assert status_of(team, claim_id) == "second_review"
    assert claim_id in readers("Mona").get("/", status="disputed").text
    assert "for an editor" in text_of(readers("Lina").claim(claim_id)).lower()
    assert "/review?" not in readers("Lina").claim(claim_id).text, "a third reader has nothing to fill in"
    page = readers("Mona").review(claim_id, "partly_true", rationale="Both have a point")
    assert "The claim is decided" in text_of(page)
    rows = team.rows("select verdict, decided_by, agreed from verdicts where claim_id = ?", claim_id)
    assert rows == [("partly_true", "Mona", False)]
    history = team.rows("select status, changed_by from claim_history where claim_id = ? order by seq", claim_id)
    assert history[1:] == [("second_review", "Huda"), ("second_review", "عمر"), ("decided", "Mona")]


def test_an_editor_may_read_second_or_open_the_reviews_but_not_both(readers: People, claim_id: str):
    readers("Huda").review(claim_id, "true", rationale=HIDDEN)
    mona = readers("Mona")
    assert HIDDEN not in mona.claim(claim_id).text
    opened = mona.send(mona.claim(claim_id), "/change", which=_form(mona.claim(claim_id), "open_as_editor"))
    assert HIDDEN in opened.text
    assert "The editor’s decision" in text_of(opened)
    assert HIDDEN not in readers("Samir").claim(claim_id).text


def test_only_editors_publish_and_only_what_the_standards_let_through(team: Running, readers: People, claim_id: str):
    huda, omar, mona = readers("Huda"), readers("عمر"), readers("Mona")
    weak = {"tier1": "secondary", "archive_url1": ""}
    huda.review(claim_id, "false", **weak)
    omar.review(claim_id, "false", **weak)
    page = mona.get("/publication", id=claim_id)
    assert "IFC-" in page.text
    refused = mona.send(page, "/publication", url="https://desk.example/verdicts/1")
    assert refused.status_code == 409
    assert status_of(team, claim_id) == "decided"
    settled = mona.review(claim_id, "false", rationale="The register is public.")
    assert settled.status_code == 200
    mona.send(mona.claim(claim_id), "/reply", state="no_answer", reply="Asked twice")
    page = mona.get("/publication", id=claim_id)
    assert '<form method="post" action="/publication' not in huda.get("/publication", id=claim_id).text
    done = mona.send(page, "/publication", url="https://desk.example/verdicts/1")
    assert done.status_code == 200, text_of(done)
    assert status_of(team, claim_id) == "published"


def test_a_checker_cannot_publish_even_with_a_form_of_their_own(team: Running, readers: People, claim_id: str):
    huda, omar = readers("Huda"), readers("عمر")
    huda.review(claim_id)
    page = omar.review(claim_id)
    fields = {"csrf": _field(page, "csrf"), "key": "k", "action": "publish", "url": "https://desk.example/1"}
    answer = omar.http.post(f"/publication?id={claim_id}", data=fields)
    assert answer.status_code == 403
    assert status_of(team, claim_id) == "decided"
    for action in ("withdraw", "ask_second", "open_as_editor"):
        fields = {"csrf": _field(page, "csrf"), "key": action, "action": action, "note": "now"}
        assert omar.http.post(f"/change?id={claim_id}", data=fields).status_code == 403
    fields = {"csrf": _field(page, "csrf"), "key": "k", "claim": claim_id, "assignee": "Huda"}
    assert omar.http.post("/assign", data=fields).status_code == 409
    assert status_of(team, claim_id) == "decided"


def test_a_correction_keeps_what_was_published_before(team: Running, readers: People, claim_id: str):
    huda, omar, mona = readers("Huda"), readers("عمر"), readers("Mona")
    huda.review(claim_id)
    omar.review(claim_id)
    mona.send(mona.claim(claim_id), "/reply", state="not_needed", reply="A figure of their own")
    published = mona.send(mona.get("/publication", id=claim_id), "/publication", url="https://desk.example/2")
    assert status_of(team, claim_id) == "published", text_of(published)
    mona.review(claim_id, "partly_true", rationale="A figure was misread")
    assert status_of(team, claim_id) == "published"
    page = mona.get("/publication", id=claim_id)
    assert "not the one that was published" in text_of(page)
    nothing_said = mona.send(page, "/publication", note="")
    assert nothing_said.status_code == 409
    corrected = mona.send(page, "/publication", note="The figure of May was misread as April's")
    assert "it was True" in text_of(corrected)
    rows = team.rows("select action, verdict, url from publications where claim_id = ? order by seq", claim_id)
    assert rows == [
        ("published", "true", "https://desk.example/2"),
        ("corrected", "partly_true", "https://desk.example/2"),
    ]
    retracted = mona.send(corrected, "/publication", which=1, note="The claim itself was a hoax")
    assert "Retracted" in text_of(retracted)
    assert status_of(team, claim_id) == "decided"


def test_no_reply_needed_wants_a_reason(team: Running, readers: People, claim_id: str):
    huda = readers("Huda")
    answer = huda.send(huda.claim(claim_id), "/reply", state="not_needed")
    assert answer.status_code == 422
    assert team.rows("select count(*) from claimant_replies where claim_id = ?", claim_id) == [(0,)]


def test_a_claim_is_sent_back_with_a_comment(team: Running, readers: People, claim_id: str):
    huda, omar = readers("Huda"), readers("عمر")
    huda.review(claim_id, "true")
    omar.review(claim_id, "false")
    page = omar.claim(claim_id)
    silent = omar.send(page, "/change", which=_form(page, "send_back"), note="")
    assert silent.status_code == 409
    omar.send(page, "/change", which=_form(page, "send_back"), note="Look at the second table")
    assert status_of(team, claim_id) == "in_review"
    assert "Look at the second table" in huda.claim(claim_id).text
    assert team.rows("select assignee from claims where claim_id = ?", claim_id) == [("Huda",)]
    huda.review(claim_id, "false")
    assert status_of(team, claim_id) == "decided"


def test_assigning_one_and_many(team: Running, readers: People, next_claim: Callable[[], str]):
    huda, mona = readers("Huda"), readers("Mona")
    one, two, three = next_claim(), next_claim(), next_claim()
    huda.send(huda.claim(one), "/assign")
    assert team.rows("select status, assignee from claims where claim_id = ?", one) == [("assigned", "Huda")]
    page = mona.get("/")
    fields = [("csrf", _field(page, "csrf")), ("claim", two), ("claim", three), ("assignee", "عمر")]
    answer = mona.http.post("/assign", content=_encoded(fields), headers={
        "content-type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert answer.status_code == 200
    rows = team.rows("select assignee from claims where claim_id in (?, ?)", two, three)
    assert rows == [("عمر",), ("عمر",)]
    assert two in readers("عمر").get("/", assignee="عمر").text
    refused = huda.http.post("/assign", data={"csrf": _field(huda.get("/"), "csrf"), "claim": two, "assignee": "Huda"})
    assert refused.status_code == 409
    assert "with somebody else" in refused.text
    huda.send(huda.claim(one), "/assign")
    assert team.rows("select status, assignee from claims where claim_id = ?", one) == [("new", "")]


def test_the_first_reader_cannot_be_given_the_second_reading(readers: People, claim_id: str):
    readers("Huda").review(claim_id)
    mona = readers("Mona")
    answer = mona.send(mona.claim(claim_id), "/assign", assignee="Huda")
    assert answer.status_code == 409


def test_every_action_is_on_record_with_its_author(team: Running, readers: People, claim_id: str):
    huda = readers("Huda")
    huda.send(huda.claim(claim_id), "/assign")
    huda.review(claim_id)
    huda.send(huda.claim(claim_id), "/comment", text="Done")
    rows = team.rows("select actor, action from actions where claim_id = ? order by seq", claim_id)
    assert rows == [("Huda", "take"), ("Huda", "review"), ("Huda", "comment")]
    assert "Commented" in text_of(huda.get("/account"))


@pytest.mark.parametrize(("filters", "shown", "left_out"), [
    ({"outlet": "The Post"}, "en-0", "ar-50"),
    ({"speaker": "MAYOR"}, "en-0", "ar-50"),
    ({"article_language": "en"}, "en-0", "ar-50"),
    ({"since": "2026-03-02"}, None, "en-0"),
    ({"until": "2026-03-02", "status": "all"}, "ar-10", None),
    ({"score": "99"}, "en-0", "en-3"),
])  # fmt: skip
def test_filters_of_the_queue(readers: People, filters: dict[str, str], shown: str | None, left_out: str | None):
    page = readers("Lina").get("/", **filters).text
    assert shown is None or f'value="{shown}"' in page
    assert left_out is None or f'value="{left_out}"' not in page


def test_the_pages_of_the_queue_hold_every_claim_once(team: Running, readers: People):
    reader, found = readers("Lina"), []
    for sort in ("score", "newest", "oldest", "waiting"):
        page, found = reader.get("/", status="all", sort=sort), []
        for _ in range(5):
            tree = page.text
            found += [part.split('"')[0] for part in tree.split('name="claim" value="')[1:]]
            if 'rel="next"' not in tree:
                break
            page = reader.get(tree.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&"))
        assert sorted(found) == sorted(str(row[0]) for row in team.rows("select claim_id from claims")), sort


@pytest.mark.parametrize(
    "query",
    [
        {"score": "many"},
        {"since": "yesterday"},
        {"sort": "x"},
        {"after": "x"},
        {"after": '["2024-13-99", "a"]', "sort": "newest"},
        {"after": "[[1], 2]"},
    ],
)
def test_a_queue_that_cannot_be_is_said_so(readers: People, query: dict[str, str]):
    assert readers("Lina").get("/", **query).status_code == 400


def _field(page: object, name: str) -> str:
    return str(page.text).split(f'name="{name}" value="')[1].split('"')[0]  # type: ignore[attr-defined]


def _form(page: object, action: str) -> int:
    """The place of the form for an action among the forms of its page."""
    text = str(page.text)  # type: ignore[attr-defined]
    parts = text.split('action="/change')[1:]
    return next(n for n, part in enumerate(parts) if f'name="action" value="{action}"' in part.split("</form>")[0])


def _encoded(fields: list[tuple[str, str]]) -> bytes:
    from urllib.parse import urlencode

    return urlencode(fields).encode()
