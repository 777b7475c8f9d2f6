"""What a web page says of itself: JSON-LD, OpenGraph and meta elements, <time>, <title>, the language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from extractors.intake.articles import Given

_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publish_date", "parsely-pub-date",
    "dc.date.issued", "dcterms.created", "dc.date", "date", "sailthru.date", "publication_date",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_OUTLETS = ("og:site_name", "application-name", "publisher", "dc.publisher")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "byl")


def page_metadata(tree: Any) -> Given:
    """The page's own title, outlet, address, author, language and publication time, empty where it names none."""
    named = _meta_elements(tree)
    linked = list(_linked_data(tree))
    story = next((node for node in linked if "headline" in node or "datePublished" in node), {})
    times = [_text(story.get("datePublished")), *(named.get(key, "") for key in _PUBLISHED), *_time_elements(tree)]
    return Given(
        title=_text(story.get("headline")) or _heading(tree) or _first(named, _TITLES),
        outlet=_name(story.get("publisher")) or _first(named, _OUTLETS),
        url=_canonical(tree) or named.get("og:url", ""),
        author=_name(story.get("author")) or _first(named, _AUTHORS),
        language=_text(story.get("inLanguage")) or tree.get("lang") or named.get("og:locale", "")[:2],
        published_at=_best_time(times),
    )


def _meta_elements(tree: Any) -> dict[str, str]:
    """The first content of each named meta element, names in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, outermost first; a broken block is passed over."""
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            queue = [json.loads(element.text or "")]
        except (ValueError, RecursionError):
            continue
        while queue:
            node = queue.pop(0)
            if isinstance(node, dict):
                yield node
                node = node.get("@graph", [])
            if isinstance(node, list):
                queue += node


def _time_elements(tree: Any) -> list[str]:
    """Times of the first <time> elements, those that are marked as publication first."""
    found = [(element.get("itemprop") or "", element.get("datetime") or "") for element in tree.iter("time")]
    marked = [stamp for mark, stamp in found if mark.lower() == "datepublished"]
    return marked + [stamp for _, stamp in found[:1]]


def _best_time(times: list[str]) -> str | None:
    """The first time with hour and zone, else with hour, else the first day; None when none is ISO 8601."""
    valid = [stamp for stamp in map(_iso, times) if stamp]
    zoned = next((stamp for stamp in valid if datetime.fromisoformat(stamp).tzinfo), None)
    return zoned or next((stamp for stamp in valid if len(stamp) > 10), None) or next(iter(valid), None)


def _iso(stamp: str) -> str:
    try:
        datetime.fromisoformat(stamp.strip())
    except ValueError:
        return ""
    return stamp.strip()


def _heading(tree: Any) -> str:
    """The text of the page's only first-level heading."""
    headings = [" ".join(" ".join(element.itertext()).split()) for element in tree.iter("h1")]
    headings = [text for text in headings if text]
    return headings[0] if len(headings) == 1 else ""


def window_title(tree: Any) -> str:
    """The page's <title> without the site's name at its end; a weaker word than a heading."""
    element = next(tree.iter("title"), None)
    text = " ".join((element.text or "").split()) if element is not None else ""
    for bar in (" | ", " - ", " – ", " — ", " :: "):
        head, found, tail = text.rpartition(bar)
        if found and len(head.split()) >= 3 and len(tail.split()) <= 4:
            return head.strip()
    return text


def _canonical(tree: Any) -> str:
    for element in tree.iter("link"):
        address = element.get("href") or ""
        if (element.get("rel") or "").lower() == "canonical" and address.startswith(("http://", "https://")):
            return str(address)
    return ""


def _first(named: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((named[key] for key in keys if key in named and not named[key].startswith("http")), "")


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    """A name, an object with one, or several of them joined."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value)))
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)
