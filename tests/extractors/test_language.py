"""Languages are data: what a folder gives, and what holds for text that none is for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractors import extract
from extractors.language import LANG_DIR, UNIVERSAL, is_supported, language_data, supported_languages
from extractors.types import Article

SAMPLES = {
    "sw": "Serikari ilitumia $20m mwaka 2019. Mkutano utafanyika 2024-07-15 mjini Dodoma, asilimia 12% zaidi.",
    "xx": "Abc 4,500 xyz 2023-11-02. Qwe rty 7.5% uio, 1,200 asd.",
    "": "Abc 4,500 xyz 2023-11-02. Qwe rty 7.5% uio, 1,200 asd.",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_an_unknown_language_still_gives_figures_and_iso_dates(language: str) -> None:
    extraction = extract(Article(id="1", text=SAMPLES[language], language=language))
    assert not extraction.language_supported
    assert extraction.sentences
    assert {d.value for d in extraction.dates} & {"2024-07-15", "2023-11-02"}
    assert extraction.claims
    assert {q.value for c in extraction.claims for q in c.quantities} & {12, 20, 7.5, 20_000_000}
    assert all(c.speaker is None for c in extraction.claims)


def test_a_script_without_spaces_gives_dates_and_sentences() -> None:
    extraction = extract(
        Article(id="1", text="政府は2023-05-01に20%を承認した。会議は2024-07-15に開かれる。", language="ja")
    )
    assert [d.value for d in extraction.dates] == ["2023-05-01", "2024-07-15"]
    assert len(extraction.sentences) == 2


def test_the_shipped_languages_are_supported_and_no_others() -> None:
    assert {"ar", "en"} <= set(supported_languages())
    assert list(supported_languages()) == sorted(supported_languages())
    assert is_supported("ar")
    assert not any(is_supported(code) for code in ("", "xx", "sw", "../ar"))


def test_a_part_that_a_language_lacks_comes_from_the_universal_one() -> None:
    assert language_data("sw", "dates") == language_data(UNIVERSAL, "dates") != {}
    assert language_data("ar", "dates") != language_data(UNIVERSAL, "dates")
    assert language_data("ar", "no-such-part") == {}


@pytest.mark.parametrize("path", sorted(LANG_DIR.glob("*/*.toml")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_data_file_can_be_read_and_says_something(path: Path) -> None:
    assert tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", supported_languages())
def test_a_language_names_itself_and_its_direction(language: str) -> None:
    data = language_data(language, "language")
    assert data["name"]
    assert data["endonym"]
    assert data["direction"] in ("ltr", "rtl")
    assert data["spacy"] in (language, "xx")
