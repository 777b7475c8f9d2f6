"""A body that was given as one: only furniture at its very edges goes, the rest stays character by character."""

from __future__ import annotations

from extractors.intake.lines import HEAD_KINDS, Kind, Line, classify, split_lines

_EDGE_KINDS = (Kind.FURNITURE, Kind.MENU, Kind.TERMINAL)


def trim_edges(text: str, language: str, title: str) -> str:
    """The text without clear furniture before its first and after its last line; unchanged where there is none."""
    lines = [line for line in split_lines(text) if line.text]
    if len(lines) < 3:
        return text
    for line in lines:
        classify(line, language)
    first, last = 0, len(lines) - 1
    while first < last and _is_edge(lines[first], title, head=True):
        first += 1
    while last > first and _is_edge(lines[last], title, head=False):
        last -= 1
    if first == 0 and last == len(lines) - 1:
        return text
    start = lines[first].start if first else 0
    end = lines[last].end if last < len(lines) - 1 else len(text)
    return text[start:end]


def _is_edge(line: Line, title: str, *, head: bool) -> bool:
    if line.kind in _EDGE_KINDS:
        return not line.ended or len(line.words) <= 12
    return head and (line.text == title.strip() or line.kind in HEAD_KINDS)
