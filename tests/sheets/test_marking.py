"""Marks in the article: every claim's segments together are the claim, for any nesting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheets.marking import mark


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    text = draw(st.text(alphabet=st.sampled_from("abلا ًب\n\u200f😀.ﷺ"), min_size=1, max_size=60))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda s: (min(s), max(s)))
    claims = draw(st.lists(spans, max_size=6))
    return text, claims, [draw(spans) for _ in claims]


@given(marked_texts())
def test_segments_give_back_the_text_and_each_claim(
    case: tuple[str, list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    text, claims, sentences = case
    paragraphs = mark(text, claims, sentences)
    shown = [line for line in text.split("\n") if line.strip()]
    assert ["".join(s.text for s in p.segments) for p in paragraphs] == shown
    for number, (start, end) in enumerate(claims, start=1):
        inside = "".join(s.text for p in paragraphs for s in p.segments if number in s.claims)
        kept = [line for line in _lines_with_offsets(text) if line[1].strip()]
        expected = "".join(line[max(0, start - at) : max(0, end - at)] for at, line in kept)
        assert inside == expected


def _lines_with_offsets(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def test_the_innermost_claim_comes_first_and_opens_once() -> None:
    (paragraph,) = mark("one two three", [(0, 13), (4, 7)], [(0, 13), (0, 13)])
    assert [(s.text, s.claims, s.opens) for s in paragraph.segments] == [
        ("one ", (1,), (1,)),
        ("two", (2, 1), (2,)),
        (" three", (1,), ()),
    ]


def test_a_first_line_that_is_the_title_is_a_heading() -> None:
    heading, body = mark("The title\n\nThe body.", [], [], title="The title")
    assert (heading.heading, body.heading) == (True, False)
