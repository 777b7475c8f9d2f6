"""Articles through the front door: what a fact-checker gets, when, from whom, and under which id."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractors import extract
from extractors.errors import ClaimdeskError
from extractors.types import Article, Claim, Extraction

MEETING = "\n\n".join(
    [
        "التقى رئيس الوزراء العراقي محمد شياع السوداني، الاثنين، وزير الدفاع الأميركي لويد أوستن داخل مقر البنتاغون.",
        "وقال السوداني إن قوات بلاده باتت قادرة، مضيفاً أن «اللجنة العسكرية ستلتقي للمرة الثانية في تموز/يوليو المقبل».",
        "وورد في بيان للبيت الأبيض أن بايدن وضيفه اتفقا على دراسة أمور عدة لتحديد موعد الرحيل.",
        "في المقابل، رأى فصيل مسلح أن العدوان السافر لا يعرف حدوداً، وأن صبر الأحرار قد نفد.",
        "ودعا الفصيل كل الشرفاء إلى الوقوف صفاً واحداً، متمنياً أن يعود الحق إلى أصحابه.",
        "وكان مجلس النواب العراقي قد صوّت، مطلع عام 2020، لصالح سحب الجنود الأجانب من أراضيه.",
    ]
)
PUBLISHED = "2024-04-16T10:26:00+03:30"


def _extract(text: str, language: str = "ar", published: str | None = PUBLISHED, article_id: str = "a") -> Extraction:
    return extract(Article(id=article_id, text=text, language=language, published_at=published))


def _with(extraction: Extraction, words: str) -> Claim:
    (claim,) = [c for c in extraction.claims if words in c.text]
    return claim


def _days(claim: Claim) -> list[tuple[str | None, str | None]]:
    return [(d.from_date, d.to_date) for d in claim.dates]


def test_the_vote_is_the_outlets_own_and_early_in_2020() -> None:
    vote = _with(_extract(MEETING), "صوّت")
    assert (vote.kind, vote.speaker, vote.speaker_type, vote.stance) == ("vote", None, "outlet", None)
    assert _days(vote) == [("2020-01-01", "2020-03-31")]
    assert vote.text.endswith("سحب الجنود الأجانب من أراضيه")


def test_the_second_meeting_is_said_and_lies_in_july() -> None:
    meeting = _with(_extract(MEETING), "للمرة الثانية")
    assert meeting.speaker is not None
    assert "السوداني" in meeting.speaker
    assert (meeting.speaker_type, meeting.kind) == ("person", "schedule")
    assert _days(meeting) == [("2024-07-01", "2024-07-31")]
    assert meeting.text.startswith("اللجنة العسكرية ستلتقي")


def test_monday_is_the_day_before_publication() -> None:
    visit = _with(_extract(MEETING), "لويد أوستن")
    assert (visit.speaker, visit.dates[0].basis) == (None, "relative")
    assert _days(visit)[0] == ("2024-04-15", "2024-04-15")


def test_a_statement_speaks_for_the_house_that_issued_it() -> None:
    statement = _with(_extract(MEETING), "اتفقا على دراسة")
    assert (statement.speaker, statement.speaker_type) == ("البيت الأبيض", "organisation")
    assert statement.text.startswith("بايدن وضيفه اتفقا")


def test_rhetoric_calls_and_wishes_are_no_claims() -> None:
    said = " ".join(c.text for c in _extract(MEETING).claims)
    for words in ("العدوان السافر", "صبر الأحرار", "كل الشرفاء", "الحق إلى أصحابه"):
        assert words not in said


def test_what_is_said_is_attributed_also_where_it_is_no_claim() -> None:
    contents = [a.content.text for a in _extract(MEETING).attributions]
    assert any("العدوان السافر" in content for content in contents)
    quote = next(a for a in _extract(MEETING).attributions if "للمرة الثانية" in a.content.text)
    assert quote.direct
    assert quote.cue is not None
    assert quote.cue.text == "مضيفاً"


def test_without_publication_relative_dates_stay_open_and_explicit_ones_do_not() -> None:
    extraction = _extract(MEETING, published=None)
    dates = {d.text: d for d in extraction.dates}
    monday = next(d for text, d in dates.items() if "الاثنين" in text)
    assert (monday.from_date, monday.to_date, monday.basis) == (None, None, "relative")
    assert _days(_with(extraction, "صوّت")) == [("2020-01-01", "2020-03-31")]
    english = _extract("The council met last Monday and approved 12 projects.", "en", None)
    assert [(d.from_date, d.basis) for d in english.dates] == [(None, "relative")]


@pytest.mark.parametrize("published", ["yesterday", "2024-13-01", "16.04.2024"])
def test_a_publication_time_that_is_none_is_named(published: str) -> None:
    with pytest.raises(ClaimdeskError, match=published):
        _extract("Prices rose 5 percent.", "en", published)


FIRST = "Parliament approved a budget of 40 billion pounds on Tuesday."
SECOND = "The bridge was closed for three days in March 2023."


def test_an_unrelated_paragraph_before_changes_no_id() -> None:
    plain = {c.text: c.claim_id for c in _extract(f"{FIRST}\n\n{SECOND}", "en").claims}
    edited = {c.text: c.claim_id for c in _extract(f"A new paragraph of 25 words.\n\n{FIRST}\n\n{SECOND}", "en").claims}
    assert len(plain) == 2
    assert plain.items() <= edited.items()


def test_the_same_words_again_have_an_id_of_their_own() -> None:
    once = [c.claim_id for c in _extract(FIRST, "en").claims]
    twice = [c.claim_id for c in _extract(f"{FIRST}\n\n{SECOND}\n\n{FIRST}", "en").claims if "budget" in c.text]
    assert len(twice) == 2
    assert twice[0] == once[0] != twice[1]


def test_an_id_belongs_to_its_article_and_ignores_marks_and_spaces() -> None:
    (plain,) = _extract(FIRST, "en").claims
    (other,) = _extract(FIRST, "en", article_id="b").claims
    (spaced,) = _extract(FIRST.replace(" budget", "\u200b  budget"), "en").claims
    assert plain.claim_id != other.claim_id
    assert plain.claim_id == spaced.claim_id


_SCRIPT = """
import json, sys
from extractors import extract
from extractors.types import Article
rows = [extract(Article(**row)).as_json() for row in json.load(sys.stdin)]
print(json.dumps(rows, sort_keys=True))
"""


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_a_new_process_with_another_hash_seed_gives_the_same(seed: str) -> None:
    rows = [
        {"id": "m", "text": MEETING, "language": "ar", "published_at": PUBLISHED},
        {"id": "e", "text": f"{FIRST}\n{SECOND} “It cost $4m,” the mayor said.", "language": "en"},
        {"id": "x", "text": "Bajeti $20m 2024-05-01.", "language": "sw"},
    ]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    here = json.loads(json.dumps([extract(Article(**row)).as_json() for row in rows]))
    assert json.loads(done.stdout) == here


def test_importing_the_front_door_loads_no_engine() -> None:
    code = "import sys, extractors; sys.exit(any(m in sys.modules for m in ('spacy', 'numpy', 'babel', 'lxml')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0


@pytest.mark.parametrize("language", ["xx", "es", "de"])
def test_without_data_of_a_language_a_sentence_needs_something_to_check(language: str) -> None:
    text = "El ministro inauguró 12 hospitales en 2023. La plaza es bonita y el aire es muy limpio."
    extraction = extract(Article("a", text, language, published_at="2025-03-12"))
    assert [claim.text for claim in extraction.claims] == ["El ministro inauguró 12 hospitales en 2023"]
    assert [sentence.checkable for sentence in extraction.sentences] == [True, False]
