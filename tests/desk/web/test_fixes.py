"""Corrections of the machine at the desk: found in the article, kept beside the machine's, never over a colleague's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from desk_driving import SCRIPT, Reader, Running, form_of, text_of

People = Callable[[str], Reader]


def place(page: object, kind: str) -> int:
    """The place of the form for a kind of correction among the forms of its page."""
    parts = str(page.text).split('action="/correct')[1:]  # type: ignore[attr-defined]
    return next(n for n, part in enumerate(parts) if f'name="kind" value="{kind}"' in part.split("</form>")[0])


def fix(reader: Reader, claim_id: str, kind: str, *, page: object = None, do: str = "save", **values: str):
    page = page or reader.claim(claim_id)
    return reader.send(page, "/correct", which=place(page, kind), button=("do", do), **values)  # type: ignore[arg-type]


def standing(team: Running, claim_id: str) -> list[tuple[object, ...]]:
    return team.rows("select claim_text, speaker, dates, pieces, not_a_claim from corrected_claims "
                     "where claim_id = ?", claim_id)  # fmt: skip


def status(team: Running, claim_id: str) -> object:
    return team.rows("select status from claims where claim_id = ?", claim_id)[0][0]


def words_of(team: Running, claim_id: str) -> str:
    return str(team.rows("select claim_text from claims where claim_id = ?", claim_id)[0][0])


def test_words_are_found_in_the_article_whatever_their_blanks_and_marks(team: Running, readers: People, claim_id: str):
    words = words_of(team, claim_id)
    wanted = words.partition(" في ")[0]
    page = fix(readers("Huda"), claim_id, "span", words=wanted.replace(" ", "  ").replace("ب", "بَ"), note="أقصر")
    assert "Kept beside what the machine found" in text_of(page)
    assert words in page.text, "the machine's words stay in sight"
    assert standing(team, claim_id)[0][0] == wanted
    [(start, end, text)] = team.rows("select start_char, end_char, text from corrections where claim_id = ?", claim_id)
    [(article,)] = team.rows("select text from articles where article_id = 'ar'")
    assert str(article)[start:end] == text == wanted  # type: ignore[misc]
    fix(readers("عمر"), claim_id, "span", do="back", words="x")
    assert standing(team, claim_id) == []
    assert words_of(team, claim_id) == words


def test_words_that_are_not_there_are_refused_and_stay_in_the_form(team: Running, readers: People, claim_id: str):
    for words, says in (("كلمات من خيالي", "do not stand in the article"), ("  ", "Type the words"),
                        ("x" * 40_000, "longer than allowed")):  # fmt: skip
        page = fix(readers("Huda"), claim_id, "span", words=words)
        assert page.status_code == 422
        assert says in text_of(page)
        assert words.strip() in page.text
    assert standing(team, claim_id) == []


def test_words_that_stand_more_than_once_are_chosen_from(team: Running, readers: People, claim_id: str):
    huda = readers("Huda")
    page = fix(huda, claim_id, "span", words="قال رئيس البلدية")
    assert page.status_code == 200, "in the claim's own sentence they stand once"
    added = huda.send(huda.get("/article", id="ar"), "/add", words="رئيس البلدية إن حفرت")
    assert added.status_code == 422
    assert "Which of these places?" in text_of(added)
    _, fields = form_of(added, "/add")
    places = [part.split('"')[0] for part in added.text.split('type="radio" name="at" value="')[1:]]
    assert len(places) > 2
    answer = huda.send(added, "/add", **{**fields, "at": places[2], "claim_kind": "status"})
    assert "The claim is added" in text_of(answer)
    [(start, kind)] = team.rows("select start_char, kind from claims where claim_text = 'رئيس البلدية إن حفرت'")
    assert (str(start), kind) == (places[2], "status")


def test_a_claim_that_was_missed_is_added_reviewed_and_dropped(team: Running, readers: People):
    huda = readers("Huda")
    page = huda.send(
        huda.get("/article", id="en"), "/add", words="opened 7 libraries", speaker="Roe", claim_kind="record"
    )
    claim_id = str(page.url.params["id"])
    assert claim_id.startswith("h")
    assert "Roe" in text_of(page)
    rows = team.rows("select claim_text, speaker, status, kind from claims where claim_id = ?", claim_id)
    assert rows == [("opened 7 libraries", "Roe", "new", "record")]
    assert f'value="{claim_id}"' in readers("Lina").get("/").text
    again = readers("عمر")
    known = again.send(again.get("/article", id="en"), "/add", words="opened 7 libraries")
    assert known.status_code == 422
    assert "There is a claim at these words already" in text_of(known)
    gone = fix(huda, claim_id, "add", do="back")
    assert status(team, claim_id) == "withdrawn"
    assert "taken back" in text_of(gone)
    huda.send(huda.get("/article", id="en"), "/add", words="opened 7 libraries", claim_kind="record")
    assert status(team, claim_id) == "new"


def test_an_article_that_changed_meanwhile_takes_no_claim_unseen(team: Running, readers: People):
    huda = readers("Huda")
    page = huda.send(huda.get("/article", id="en"), "/add", words="opened 8 libraries", version="7")
    assert page.status_code == 422
    assert "The article changed meanwhile" in text_of(page)
    assert "opened 8 libraries" in form_of(page, "/add")[1]["words"]


def test_a_split_claim_waits_as_its_pieces_and_can_be_joined_again(team: Running, readers: People, claim_id: str):
    huda, words = readers("Huda"), words_of(team, claim_id)
    begin = form_of(huda.claim(claim_id), "/correct", place(huda.claim(claim_id), "split"))[1]["pieces"]
    assert "".join(begin.split()) == "".join(words.split())
    assert fix(huda, claim_id, "split", pieces=words).status_code == 422
    wrong = fix(huda, claim_id, "split", pieces=f"{words[:10]}\nليست هناك")
    assert "Piece 2 does not stand in the article" in text_of(wrong)
    twice = fix(huda, claim_id, "split", pieces=f"{words}\n{words}")
    assert "Piece 2 is there twice" in text_of(twice)
    first, second = words.split(" في ")
    page = fix(huda, claim_id, "split", pieces=f"{first}\n{second}")
    assert "each piece is reviewed by itself" in text_of(page)
    assert status(team, claim_id) == "withdrawn"
    pieces = team.rows("select claim_id, claim_text, status, speaker from claims where run_id = '' and claim_id in "
                       "(select value from corrections where claim_id = ? and kind = 'split')", claim_id)  # fmt: skip
    assert {row[1:] for row in pieces} == {(first, "new", "رئيس البلدية"), (second, "new", "رئيس البلدية")}
    assert claim_id in readers("Lina").claim(str(pieces[0][0])).text, "a piece leads to its whole"
    fix(huda, claim_id, "split", do="back")
    assert status(team, claim_id) == "new"
    assert {status(team, str(row[0])) for row in pieces} == {"withdrawn"}


def test_what_is_no_claim_leaves_the_queue_and_may_return(team: Running, readers: People, claim_id: str):
    fix(readers("Huda"), claim_id, "not_a_claim", note="رأي")
    assert status(team, claim_id) == "withdrawn"
    page = readers("عمر").claim(claim_id)
    assert "This is no claim" in text_of(page)
    assert "رأي" in page.text
    fix(readers("عمر"), claim_id, "not_a_claim", page=page, do="back")
    assert status(team, claim_id) == "new"


def test_only_an_editor_takes_a_reviewed_claim_apart(team: Running, readers: People, claim_id: str):
    before = readers("Lina").claim(claim_id)
    readers("Huda").review(claim_id)
    answer = fix(readers("Lina"), claim_id, "not_a_claim", page=before)
    assert answer.status_code == 403
    assert status(team, claim_id) == "second_review"
    fix(readers("Mona"), claim_id, "not_a_claim")
    assert status(team, claim_id) == "withdrawn"
    assert fix(readers("Lina"), claim_id, "not_a_claim", do="back").status_code == 403
    fix(readers("Mona"), claim_id, "not_a_claim", do="back")
    assert status(team, claim_id) == "decided"


def test_dates_are_set_right_one_by_one_and_the_machines_shown_beside(team: Running, readers: People, claim_id: str):
    huda, words = readers("Huda"), words_of(team, claim_id)
    page = fix(huda, claim_id, "date", first1="١ تموز ٢٠٢٤", last1="31/7/2024", words2="منذ أيار", first2="2024-05-01",
               last2="")  # fmt: skip
    assert standing(team, claim_id)[0][2] == [f"{words} = 2024-07", "منذ أيار = 2024-05-01"]
    assert "2024-07-01 – 2024-07-31" in text_of(page)
    assert "2025-05-01 – 2025-05-31" in text_of(page)
    for field, value, says in (("first1", "someday", "Date 1: write the day"),
                               ("last1", "2020-01-01", "comes before the first")):  # fmt: skip
        wrong = fix(huda, claim_id, "date", **{field: value})
        assert says in text_of(wrong)
        assert value in wrong.text
    fix(huda, claim_id, "date", do="back")
    assert standing(team, claim_id) == []


def test_the_second_of_two_sees_what_the_first_set_right(team: Running, readers: People, claim_id: str):
    huda, omar = readers("Huda"), readers("عمر")
    hudas, omars = huda.claim(claim_id), omar.claim(claim_id)
    fix(huda, claim_id, "speaker", page=hudas, speaker="نائب الرئيس")
    answer = fix(omar, claim_id, "speaker", page=omars, speaker="وزير المياه")
    assert answer.status_code == 409
    assert "Somebody set this right before you" in text_of(answer)
    assert "نائب الرئيس" in answer.text
    assert standing(team, claim_id)[0][1] == "نائب الرئيس"
    assert fix(omar, claim_id, "speaker", page=answer, speaker="وزير المياه").status_code == 200
    assert standing(team, claim_id)[0][1] == "وزير المياه"
    same = fix(huda, claim_id, "speaker", page=hudas, speaker="وزير المياه")
    assert same.status_code == 200, "who says the same meets nobody"
    rows = team.rows("select value, reviewer from corrections where claim_id = ? order by seq", claim_id)
    assert rows == [("نائب الرئيس", "Huda"), ("وزير المياه", "عمر")]


def test_what_the_machine_found_already_is_no_correction(team: Running, readers: People, claim_id: str):
    huda = readers("Huda")
    for kind, values in (("speaker", {}), ("span", {}), ("date", {})):
        answer = fix(huda, claim_id, kind, **values)
        assert "there is nothing to set right" in text_of(answer)
    assert team.rows("select count(*) from corrections where claim_id = ?", claim_id) == [(0,)]


def test_a_correction_is_in_the_history_with_its_author(team: Running, readers: People, claim_id: str):
    huda = readers("Huda")
    page = huda.claim(claim_id)
    for _ in range(2):
        fix(huda, claim_id, "speaker", page=page, speaker="نائب الرئيس", note="انظر الفقرة الثانية")
    done = team.rows("select actor, action, detail from actions where claim_id = ?", claim_id)
    assert done == [("Huda", "correct_machine", '{"kind": "speaker"}')]
    history = text_of(readers("Lina").claim(claim_id)).split("History")[1]
    assert "نائب الرئيس" in history
    assert "Huda" in history
    assert "Set the machine right" in text_of(huda.get("/account"))


def test_the_second_reader_does_not_see_the_words_of_the_first_about_a_correction(readers: People, claim_id: str):
    fix(readers("Huda"), claim_id, "speaker", speaker="نائب الرئيس", note="HIDDEN-WORDS")
    readers("Huda").review(claim_id)
    page = readers("عمر").claim(claim_id)
    assert "نائب الرئيس" in page.text
    assert "HIDDEN-WORDS" not in page.text


@pytest.mark.parametrize("kind", ["span", "speaker", "date", "split", "not_a_claim"])
def test_script_in_a_correction_stays_text(readers: People, kind: str, next_claim: Callable[[], str]):
    claim_id, huda = next_claim(), readers("Huda")
    fields = {"words": SCRIPT, "speaker": SCRIPT, "pieces": f"{SCRIPT}\n{SCRIPT}", "note": SCRIPT, "words1": SCRIPT,
              "first1": SCRIPT, "last1": SCRIPT, "at": SCRIPT, "stood": SCRIPT, "claim_kind": SCRIPT}  # fmt: skip
    answer = fix(huda, claim_id, kind, **fields)
    pages = [answer, huda.claim(claim_id), huda.get("/article", id="ar"), huda.get("/account")]
    for page in pages:
        assert "<script>document" not in page.text
        assert "<img src=x" not in page.text
    added = huda.send(huda.get("/article", id="evil"), "/add", **fields)
    assert "<script>document" not in added.text


def test_forged_replayed_and_foreign_corrections_do_nothing(team: Running, readers: People, claim_id: str):
    huda, omar = readers("Huda"), readers("عمر")
    page = huda.claim(claim_id)
    path, fields = form_of(page, "/correct", place(page, "speaker"))
    fields |= {"speaker": "مزوّر", "do": "save"}
    foreign = form_of(omar.claim(claim_id), "/correct", 0)[1]["csrf"]
    for changed, headers in (({"csrf": ""}, {}), ({"csrf": foreign}, {}), ({}, {"Origin": "https://evil.example"})):
        assert huda.http.post(path, data={**fields, **changed}, headers=headers).status_code == 403
    for kind in ("", "add", "verdict", "publish", "../x"):
        assert huda.http.post(path, data={**fields, "kind": kind}).status_code == 400
    assert huda.http.post("/correct?id=nowhere", data=fields).status_code == 404
    assert huda.http.post("/add?id=nowhere", data=fields).status_code == 404
    huge = huda.http.post(path, data={**fields, "speaker": "x" * 5_000_000})
    assert huge.status_code == 413
    assert team.rows("select count(*) from corrections where claim_id = ?", claim_id) == [(0,)]
    assert huda.http.post(path, data={**fields, "reviewer": "Mona", "author": "Mona"}).status_code == 200
    assert huda.http.post(path, data=fields).status_code == 200
    rows = team.rows("select reviewer, value from corrections where claim_id = ?", claim_id)
    assert rows == [("Huda", "مزوّر")], "sent twice, it acts once, under the name of who signed in"


@pytest.mark.parametrize(("at", "stood"), [("-1", "-1"), ("99999999999999999999", "99999999999999999999"), ("١", "١"),
                                           ("1e9", "NaN"), ("7", "0")])  # fmt: skip
def test_odd_places_and_marks_are_no_harm(team: Running, readers: People, claim_id: str, at: str, stood: str):
    words = words_of(team, claim_id)
    answer = fix(readers("Huda"), claim_id, "span", words=words[:12], at=at, stood=stood)
    assert answer.status_code == 200
    assert standing(team, claim_id)[0][0] == words[:12]


def test_what_was_typed_survives_a_session_that_ended(team: Running, claim_id: str):
    reader = Reader(team.address, "Lina")
    page = reader.claim(claim_id)
    reader.http.cookies.delete("claimdesk_session")
    answer = fix(reader, claim_id, "speaker", page=page, speaker="كتبته ولم أحفظه")
    assert answer.status_code == 401
    shown = reader.send(answer, "/login", name="Lina", password="a long enough password")  # noqa: S106
    assert "كتبته ولم أحفظه" in shown.text
    reader.send(shown, "/correct")
    assert standing(team, claim_id)[0][1] == "كتبته ولم أحفظه"
