"""File names that cannot leave the folder, and files that are never overwritten blindly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.naming import file_stem, place, sheet_id


@given(st.text(max_size=200))
def test_any_id_gives_one_plain_name(article_id: str) -> None:
    stem = file_stem(article_id)
    assert stem
    assert Path(stem).name == stem
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
    assert len(stem) < 100


@pytest.mark.parametrize(
    "hostile", ["../../etc/passwd", "/abs", "C:\\x", "con", "", ".", "..", "a/../b", "a\x00b", "مقال"]
)
def test_hostile_ids_get_a_hash(hostile: str) -> None:
    assert file_stem(hostile)[-9] == "-"


@given(st.text(max_size=30), st.text(max_size=30))
def test_different_ids_give_different_names_also_without_case(one: str, other: str) -> None:
    assert (file_stem(one).lower() == file_stem(other).lower()) == (one == other)


def test_a_plain_id_stays_as_it_is() -> None:
    assert file_stem("000_7779adb45428c86a") == "000_7779adb45428c86a"


def test_the_sheet_id_depends_on_article_claims_and_extractor() -> None:
    base = sheet_id("a", ["c1", "c2"], "0.1.0")
    assert base == sheet_id("a", ["c1", "c2"], "0.1.0")
    others = {
        sheet_id("b", ["c1", "c2"], "0.1.0"),
        sheet_id("a", ["c1"], "0.1.0"),
        sheet_id("a", ["c1", "c2"], "0.2.0"),
    }
    assert base not in others
    assert len(others) == 3


def test_the_same_content_is_not_written_again(tmp_path: Path) -> None:
    (path,) = place(tmp_path, "a", {".html": b"one"}, lambda _: False)
    before = path.stat().st_mtime_ns
    assert place(tmp_path, "a", {".html": b"one"}, lambda _: True) == [path]
    assert path.stat().st_mtime_ns == before


def test_filled_files_stay_and_pairs_keep_together(tmp_path: Path) -> None:
    first = place(tmp_path, "a", {".claims.csv": b"1", ".sources.csv": b"1"}, lambda _: True)
    second = place(tmp_path, "a", {".claims.csv": b"2", ".sources.csv": b"1"}, lambda _: True)
    assert [path.name for path in second] == ["a.2.claims.csv", "a.2.sources.csv"]
    assert [path.read_bytes() for path in first] == [b"1", b"1"]
    again = place(tmp_path, "a", {".claims.csv": b"2", ".sources.csv": b"1"}, lambda _: True)
    assert again == second
    assert not list(tmp_path.glob("*.part"))
