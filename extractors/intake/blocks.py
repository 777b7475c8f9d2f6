"""The visible lines of a web page: one for each block, cell, item or line break, in the order of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from extractors.intake.lines import Line

_DROPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "button",
    "select", "option", "input", "textarea", "label", "nav", "aside", "footer", "figcaption", "audio", "video",
    "map", "head", "title", "dialog", "menu",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "nobr",
))  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ROLES = frozenset(("navigation", "complementary", "contentinfo", "search", "menu", "menubar", "dialog", "banner"))
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_MAX_LINK_SHARE = 0.8


@dataclass(slots=True)
class _Writer:
    """Collects text runs into lines, and how much of each line is link."""

    lines: list[Line] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str | None, *, link: bool) -> None:
        if text:
            self.runs.append(text)
            self.linked += len(text.strip()) if link else 0

    def end(self) -> None:
        text = _SPACE.sub(" ", "".join(self.runs)).strip()
        if text:
            self.lines.append(Line(0, len(text), text, link=self.linked >= _MAX_LINK_SHARE * len(text)))
        self.runs, self.linked = [], 0


def parse(page: str) -> Any:
    """The page's tree, None when there is no markup at all; entities are decoded, broken markup is mended."""
    from lxml import etree, html

    data = page.replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(
            data, parser=html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree


def page_lines(tree: Any) -> list[Line]:
    """The visible lines; menus, forms, scripts and hidden parts are left out. Deep nesting costs no recursion."""
    writer = _Writer()
    # Each entry is an element still to open, or one to close ("" tells them apart), with whether it lies in a link.
    stack: list[tuple[Any, bool, bool]] = [(tree, False, True)]
    while stack:
        element, link, opening = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag not in _INLINE
        if opening and tag and not _is_dropped(element, tag):
            inside = link or tag == "a"
            if block:
                writer.end()
            stack.append((element, link, False))
            writer.add(element.text, link=inside)
            stack.extend((child, inside, True) for child in reversed(element))
            continue
        if block:
            writer.end()
        writer.add(element.tail, link=link)
    writer.end()
    return writer.lines


def _is_dropped(element: Any, tag: str) -> bool:
    """Whether a reader sees nothing of an element, or nothing of the article."""
    if tag in _DROPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return tag != "body"
    return bool(_HIDDEN.search(element.get("style") or "")) or (element.get("role") or "").lower() in _ROLES
