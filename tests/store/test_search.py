"""Search: whatever the hamza, the vowel marks and the endings; the newest rows too; and an index nobody must mind."""

from __future__ import annotations

import os
import shutil
import stat
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from extractors.errors import ClaimdeskError
from extractors.types import Extraction
from store import Store, connect, reviews, search_index
from store.keeper import Keeper
from store.search import search
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch

Make = Callable[..., Extraction]
CLAIMS = (
    "عقدت اللجنة اجتماعها الثاني في أيار",
    "صرفت الوزارة تعويضاتٍ للمزارعين",
    "The ministry opened three schools in Basra",
    "افتتحت البلدية الجسر الشرقي",
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder, where the index of a store is that is no file."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "claimdesk"


def folder_of(store: Store) -> Path:
    """Where the index of a store is: beside a file, else the one folder in the cache."""
    beside = Path(store.target + ".search")
    if beside.is_dir():
        return beside
    (folder,) = Path(os.environ["XDG_CACHE_HOME"], "claimdesk").iterdir()
    return folder


@pytest.fixture
def news(store: Store, make: Make, now: datetime) -> Store:
    written = make("a1", CLAIMS)
    write_batch(store, "r1", [written], now)
    source = ReviewSource(
        "https://budget.example/2024", "جداول الموازنة", "وزارة المالية", stance="supports", tier="primary"
    )
    row = FilledRow(written.claims[0].claim_id, "هدى", "true", sources=(source,))
    assert not reviews.record(store, FilledSheet("s1", "s1.html", (row,)), now).refusals
    return store


def index_of(store: Store) -> Path:
    """The one file of a store's index."""
    (file,) = folder_of(store).iterdir()
    return file


def texts(store: Store, words: str, **options: object) -> list[str]:
    return [hit.text for hit in search(store, words, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("اجتماع", CLAIMS[0]),
        ("الاجتماع", CLAIMS[0]),
        ("ايار", CLAIMS[0]),
        ("تعويضات", CLAIMS[1]),
        ("الوزاره", CLAIMS[1]),
        ("school opening", CLAIMS[2]),
        ("BASRA", CLAIMS[2]),
        ("الجِسْر", CLAIMS[3]),
    ],
)
def test_a_word_is_found_in_every_shape(news: Store, words: str, found: str):
    assert texts(news, words, kinds=("claim",)) == [found]


def test_speakers_and_sources_are_found_with_what_they_belong_to(news: Store):
    (speaker,) = search(news, "رئيس", kinds=("speaker",))
    assert (speaker.id, speaker.claim_id) == ("رئيس البلدية", "")
    (source,) = search(news, "الموازنة")
    assert (source.kind, source.claim_id) == ("source", f"a1-{CLAIMS[0]}")
    assert source.id == news.con.execute("SELECT source_id FROM sources").fetchone()[0]  # type: ignore[index]
    assert [hit.kind for hit in search(news, "budget example")] == ["source"]


def test_more_of_the_words_come_first(news: Store, make: Make, now: datetime):
    write_batch(news, "r2", [make("a2", ("افتتحت الشركة المعمل", "افتتحت البلدية المعمل الشرقي"))], now)
    assert texts(news, "افتتحت البلدية الشرقي المعمل", kinds=("claim",))[0] == "افتتحت البلدية المعمل الشرقي"


def test_a_language_leaves_the_others_out(news: Store):
    assert texts(news, "Basra", language="ar") == [CLAIMS[2]]
    assert texts(news, "Basra", language="en") == []


@pytest.mark.parametrize("words", ["", "  ", "«»،؟", "' OR 1=1 --", '"', "%_", "\x00", "😀", "ﷺ"])
def test_odd_words_find_nothing_and_break_nothing(news: Store, words: str):
    assert texts(news, words) == []


def test_a_wrong_kind_is_named(news: Store):
    with pytest.raises(ClaimdeskError, match="'verdict' is nothing"):
        search(news, "جسر", kinds=("verdict",))


def test_what_came_after_the_index_is_found_without_a_new_one(news: Store, make: Make, now: datetime):
    texts(news, "جسر")
    before = index_of(news)
    # The clock went back a year: rows are found by what is there, not by when it says it came.
    write_batch(news, "r0", [make("a9", ("انهار الجسر الغربي",))], now.replace(year=2025))
    assert set(texts(news, "الجسر", kinds=("claim",))) == {CLAIMS[3], "انهار الجسر الغربي"}
    assert index_of(news) == before


def test_a_claim_that_a_person_added_is_found(news: Store):
    texts(news, "جسر")
    news.con.execute(
        "INSERT INTO desk_human.corrections BY NAME SELECT 'k1' AS correction_id, 1 AS seq, 'h1' AS claim_id, "
        "'a1' AS article_id, 1 AS article_version, 'add' AS kind, 0 AS position, 0 AS start_char, 5 AS end_char, "
        "'أغلق المرفأ القديم' AS text, 'event' AS value, '' AS machine_value, 'عمر' AS reviewer, '' AS note, "
        "TIMESTAMP '2026-03-06' AS created_at, '' AS sheet_id, 'desk' AS origin"
    )
    assert [hit.id for hit in search(news, "القديم")] == ["h1"]
    shutil.rmtree(folder_of(news))
    assert [hit.id for hit in search(news, "قديم", language="ar")] == ["h1"]


def test_many_new_rows_renew_the_index(news: Store, make: Make, now: datetime, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search_index, "_MOST_LATER", 1)
    texts(news, "جسر")
    before = index_of(news)
    write_batch(news, "r2", [make("a9", ("انهار الجسر الغربي", "انهار السد"))], now)
    assert "انهار السد" in texts(news, "السد")
    assert index_of(news) != before
    assert texts(news, "السد") == ["انهار السد"]


@pytest.mark.parametrize("harm", ["delete", "truncate", "junk", "other"])
def test_an_index_that_is_gone_or_broken_is_made_anew(news: Store, tmp_path: Path, harm: str):
    texts(news, "جسر")
    folder, whole = folder_of(news), index_of(news).read_bytes()
    shutil.rmtree(folder)
    other = tmp_path / "other"
    connect(other).close()
    # A name that this process has not opened yet, as it is for the next command.
    if harm != "delete":
        folder.mkdir()
        harmed = {"truncate": whole[:5000], "junk": b"junk" * 4000, "other": other.read_bytes()}[harm]
        (folder / "00000007-aa.duckdb").write_bytes(harmed)
    assert texts(news, "الجسر", kinds=("claim",)) == [CLAIMS[3]]
    assert len(list(folder.iterdir())) == 1


def test_only_the_owner_can_read_it_and_nothing_else_is_left(news: Store):
    texts(news, "جسر")
    assert stat.S_IMODE(index_of(news).stat().st_mode) == 0o600
    assert stat.S_IMODE(index_of(news).parent.stat().st_mode) == 0o700


def test_a_reader_of_a_folder_that_is_not_his_searches_from_his_cache(
    news: Store, cache: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert texts(news, "الجسر", kinds=("claim",)) == [CLAIMS[3]]
    assert not Path(news.target + ".search").exists()
    assert [path.suffix for path in cache.iterdir()] == [".search"]


def test_reading_only_is_enough(news: Store):
    news.close()
    with connect(news.target, read_only=True) as readonly:
        assert texts(readonly, "الجسر", kinds=("claim",)) == [CLAIMS[3]]


def test_threads_search_at_once(news: Store):
    news.close()
    keeper = Keeper(news.target)
    found: list[list[str]] = []

    def look() -> None:
        with keeper.reading() as store:
            found.append(texts(store, "الجسر", kinds=("claim",)))

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keeper.close()
    assert found == [[CLAIMS[3]]] * 6
