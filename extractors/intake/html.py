"""A web page to an article: metadata, the page's blocks as lines, and what trafilatura takes for the body."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from extractors.intake.articles import Given, article_of_page
from extractors.intake.blocks import page_lines, parse
from extractors.intake.cleaning import Page, sort_lines
from extractors.intake.lines import NOT_BODY, Kind, Line, classify
from extractors.intake.metadata import page_metadata, window_title
from extractors.intake.phrases import words_of
from extractors.intake.tongue import detect_language
from extractors.intake.types import SetAside
from extractors.normalise import fold
from extractors.types import Article

_MAX_PAGE = 2_000_000


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
    main = _main_lines(page)
    found = _sorted(lines, main, given, meta, window_title(tree)) or _sorted(
        [Line(0, len(text), text) for text in main], main, given, meta, ""
    )
    if found is None:
        raise SetAside("no_body", "The page has no text of an article")
    known = _merged(given, meta)
    article = article_of_page(found, known, given.language or detect_language(found.body[0].text, meta.language))
    return article if article.title else replace(article, title=window_title(tree))


def _sorted(lines: list[Line], main: list[str], given: Given, meta: Given, window: str) -> Page | None:
    """The page of these lines, None when none of them is body."""
    sample = "\n".join(line.text for line in lines)
    language = given.language or detect_language(sample, meta.language)
    for line in lines:
        classify(line, language)
    page = sort_lines(Page(lines), given.title or meta.title or window)
    _widen(page, {" ".join(words_of(fold(text))) for text in main} - {""})
    return page if page.body else None


def _merged(given: Given, meta: Given) -> Given:
    """The given values, the page's own where none is given; the language stays open for the text to tell.

    A time without its zone is only a default: a line of the page may say more.
    """
    whole = meta.published_at if meta.published_at and datetime.fromisoformat(meta.published_at).tzinfo else None
    return replace(
        given,
        title=given.title or meta.title,
        outlet=given.outlet or meta.outlet,
        url=given.url or meta.url,
        published_at=given.published_at or whole,
        author=given.author or meta.author,
        published_default=meta.published_at or given.published_default,
    )


def _main_lines(page: str) -> list[str]:
    """The lines of what trafilatura takes for the main content; none for a page too large for it."""
    if len(page) > _MAX_PAGE:
        return []
    import trafilatura

    text = trafilatura.extract(page, favor_recall=True, include_comments=False, include_tables=True)
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _widen(page: Page, main: set[str]) -> None:
    """Adds to the body what trafilatura found beside it, and all that stands between; furniture stays out."""
    shown = page.shown
    inside = {id(line) for line in page.body}
    title = page.title.key if page.title else None
    upto = page.stop or len(shown)
    marked = [at for at, line in enumerate(shown[:upto]) if id(line) in inside or _is_main(line, main, title)]
    if marked:
        first, last = marked[0], marked[-1]
        page.body = [line for line in shown[first : last + 1] if line.kind not in NOT_BODY and line.key != title]


def _is_main(line: Line, main: set[str], title: str | None) -> bool:
    whole = line.kind is Kind.PROSE or (line.kind is Kind.OTHER and line.ended and len(line.words) >= 6)
    return whole and line.key in main and line.key != title and not line.link
