"""Tokens of the folded text, and the words that spaCy gets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.normalise import Folded
from extractors.tokenizer import split_words
from extractors.tokens import Tokens

texts = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(list("abاب١٢3 \t\n.,،«»\"'’-:/\u200f\u064b\u0651ـé\u0301😀ﷺ\u00a0\u2028(")), max_size=60
    ).map("".join),
)


def _tokens(text: str) -> Tokens:
    return Tokens(Folded(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("نما بنسبة 5.3% عام 2023.", ["نما", "بنسبه", "5.3", "%", "عام", "2023", "."]),
        ("«نعم»، قال", ["«", "نعم", "»", "،", "قال"]),
        ("He’s the EU-wide No. 1", ["he's", "the", "eu-wide", "no", ".", "1"]),
        ("1,200 at 10:30 on 3/4/2024", ["1,200", "at", "10:30", "on", "3/4/2024"]),
        ("مُحَمَّد", ["محمد"]),
        ("$20m", ["$", "20", "m"]),
        ("تموز/يوليو", ["تموز", "/", "يوليو"]),
        ("", []),
    ],
)
def test_words_and_marks_stand_apart(text: str, words: list[str]) -> None:
    assert _tokens(text).words == words


@settings(max_examples=200, deadline=None)
@given(texts)
def test_tokens_cover_the_folded_text(text: str) -> None:
    tokens = _tokens(text)
    folded = tokens.folded.text
    assert [folded[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert "".join(tokens.words) == "".join(folded.split())
    assert tokens.starts == sorted(tokens.starts)


@settings(max_examples=200, deadline=None)
@given(texts, st.data())
def test_a_window_holds_the_tokens_inside_it_and_no_others(text: str, data: st.DataObject) -> None:
    tokens = _tokens(text)
    start = data.draw(st.integers(0, len(tokens.folded.text)))
    end = data.draw(st.integers(start, len(tokens.folded.text)))
    first, past = tokens.window(start, end)
    inside = [i for i in range(len(tokens)) if tokens.starts[i] >= start and tokens.ends[i] <= end]
    assert list(range(first, past)) == inside


def test_capitals_are_read_from_the_text_as_written() -> None:
    tokens = _tokens("the Bank said وزير Ångström")
    assert [tokens.is_capital(i) for i in range(len(tokens))] == [False, True, False, False, True]


def test_a_mark_is_no_word() -> None:
    tokens = _tokens("(20%)")
    assert [tokens.is_word(i) for i in range(4)] == [False, True, False, False]
    assert tokens.text(1, 3) == "20%"
    assert tokens.text(2, 2) == ""


@settings(max_examples=200, deadline=None)
@given(texts)
def test_the_words_of_spacy_joined_are_the_text(text: str) -> None:
    words, spaces = split_words(text)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text
    assert all(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("مُحَمَّد قال", ["مُحَمَّد", "قال"]),
        ("بنسبة ٥٫٣٪", ["بنسبة", "٥٫٣", "٪"]),
        ("2023.", ["2023", "."]),
        ("«نعم».", ["«", "نعم", "»", "."]),
        ("(أ.ف.ب)", ["(", "أ", ".", "ف", ".", "ب", ")"]),
        ("It’s  two", ["It’s", " ", "two"]),
        ("\n\nx", ["\n\n", "x"]),
    ],
)
def test_spacy_gets_marks_apart_from_words(text: str, words: list[str]) -> None:
    assert split_words(text)[0] == words
