"""Text and pages to articles."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, replace

from extractors.intake.cleaning import Page, paragraphs, read_page
from extractors.intake.details import find_author, find_outlet, find_published
from extractors.intake.tongue import detect_language
from extractors.intake.trimming import trim_edges
from extractors.intake.types import SetAside
from extractors.normalise import fold
from extractors.types import Article


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an article before its text is read; empty where nothing is.

    ``published_default`` stands in only where neither the input nor its page names a time.
    """

    id: str = ""
    title: str = ""
    language: str = ""
    outlet: str = ""
    url: str = ""
    published_at: str | None = None
    author: str = ""
    published_default: str | None = None


_OPENING = 80


def is_blank(text: str) -> bool:
    """Whether a text has nothing to see: only white space, marks of direction and other controls."""
    return all(char.isspace() or unicodedata.category(char) in ("Cf", "Cc") for char in text)


def article_id(given_id: str, url: str, title: str, published_at: str | None, outlet: str, text: str) -> str:
    """The id: the given one, else of the address, else of title, day, outlet and opening, else of the text.

    The opening keeps two outlets apart that carry an agency's headline on one day; an edit further down keeps the id.
    """
    if given_id:
        return given_id
    if url:
        return "u" + _digest(url)
    if title and published_at:
        opening = " ".join(fold(text[: 2 * _OPENING]).split())[:_OPENING]
        return "t" + _digest(f"{title}\n{published_at[:10]}\n{outlet}\n{opening}")
    return "x" + _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def article_from_text(text: str, given: Given | None = None, *, pasted: bool = False) -> Article:
    """An article from plain text or a pasted page.

    Args:
        text: what the input holds. Without furniture of a page it becomes the article's text unchanged.
        given: what is known beside it; it is kept as given.
        pasted: whether the text is a file of its own, in which a headline may stand over the body.

    Raises:
        SetAside: when there is nothing but white space ("empty").
    """
    given = given or Given()
    if is_blank(text):
        raise SetAside("empty", "There is no text in it")
    language = given.language or detect_language(text)
    if given.title and given.published_at:
        return _finish(trim_edges(text, language, given.title), given, language)
    page = read_page(text, language, given.title)
    if not _is_page(page, given, pasted):
        return _finish(text, given, language)
    return article_of_page(page, given, language)


def _is_page(page: Page, given: Given, pasted: bool) -> bool:
    """Whether the text is a page rather than a body: enough of it must be clearly a page's own."""
    if not page.body or len(page.shown) < 3:
        return False
    if given.published_at or given.title:
        return page.evidence >= 4 and page.dressed
    if page.evidence >= 2:
        return True
    return pasted and (page.evidence == 1 or _headed(page))


def _headed(page: Page) -> bool:
    """A headline, a blank line, then at least two paragraphs and nothing else."""
    first = page.lines[0]
    blank = len(page.lines) > 1 and not page.lines[1].text
    return page.title is first and blank and not first.ended and len(first.words) >= 3 and len(page.body) >= 2


def article_of_page(page: Page, given: Given, language: str) -> Article:
    """The article of a sorted page; what is given wins over what the page says."""
    title = given.title or (page.title.text if page.title else "")
    outlet = given.outlet or find_outlet(page.shown, page.body, page.title)
    published = given.published_at or find_published(page, given.url, outlet, language)
    author = given.author or find_author(page.shown, page.body)
    found = replace(given, title=title, outlet=outlet, published_at=published, author=author)
    text = "\n\n".join(paragraphs(page))
    return _finish(text, found, given.language or detect_language(text, language))


def _finish(text: str, given: Given, language: str) -> Article:
    published = given.published_at or given.published_default
    identity = article_id(given.id, given.url, given.title, published, given.outlet, text)
    return Article(
        id=identity,
        text=text,
        language=language,
        title=given.title,
        outlet=given.outlet,
        url=given.url,
        published_at=published,
        author=given.author,
    )
