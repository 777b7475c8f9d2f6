"""A web page to an article: metadata, the page's blocks as lines, and what trafilatura takes for the body."""

from __future__ import annotations

from dataclasses import replace

from extractors.intake.articles import Given, article_of_page
from extractors.intake.blocks import page_lines, parse
from extractors.intake.cleaning import Page, sort_lines
from extractors.intake.lines import NOT_BODY, Kind, Line, classify
from extractors.intake.metadata import page_metadata
from extractors.intake.phrases import words_of
from extractors.intake.tongue import detect_language
from extractors.intake.types import SetAside
from extractors.normalise import fold
from extractors.types import Article


def article_from_html(page: str, given: Given | None = None) -> Article:
    """An article from the source of a web page; what is given wins over what the page says.

    Raises:
        SetAside: when the page has no text of an article ("no_body").
    """
    given = given or Given()
    tree = parse(page)
    if tree is None:
        raise SetAside("no_body", "The page has no markup that can be read")
    meta = page_metadata(tree)
    lines = page_lines(tree)
    sample = "\n".join(line.text for line in lines)
    language = given.language or detect_language(sample, meta.language)
    for line in lines:
        classify(line, language)
    known = _merged(given, meta)
    sorted_page = sort_lines(Page(lines), known.title)
    _widen(sorted_page, _main_lines(page))
    if not sorted_page.body:
        raise SetAside("no_body", "The page has no text of an article")
    return article_of_page(sorted_page, known, language)


def _merged(given: Given, meta: Given) -> Given:
    """The given values, the page's own where none is given; the language stays open for the text to tell."""
    return replace(
        given,
        title=given.title or meta.title,
        outlet=given.outlet or meta.outlet,
        url=given.url or meta.url,
        published_at=meta.published_at if not given.published_at else given.published_at,
        author=given.author or meta.author,
    )


def _main_lines(page: str) -> set[str]:
    """The lines of what trafilatura takes for the main content, as folded words."""
    import trafilatura

    text = trafilatura.extract(
        page, favor_recall=True, include_comments=False, include_tables=True, with_metadata=False
    )
    return {" ".join(words_of(fold(line))) for line in (text or "").splitlines()} - {""}


def _widen(page: Page, main: set[str]) -> None:
    """Adds to the body what trafilatura found beside it, and all that stands between; furniture stays out."""
    shown = page.shown
    inside = {id(line) for line in page.body}
    title = page.title.key if page.title else None
    marked = [at for at, line in enumerate(shown) if id(line) in inside or _is_main(line, main, title)]
    if marked:
        first, last = marked[0], marked[-1]
        page.body = [line for line in shown[first : last + 1] if line.kind not in NOT_BODY and line.key != title]


def _is_main(line: Line, main: set[str], title: str | None) -> bool:
    return (
        line.kind in (Kind.PROSE, Kind.OTHER)
        and line.ended
        and line.key in main
        and line.key != title
        and not line.link
    )
