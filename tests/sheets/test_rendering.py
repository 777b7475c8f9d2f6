"""Rendered sheets: what they show, that nothing in them can run or call out, that people's work is kept."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sheets_filling import GOOD_SOURCE, fill_html, fill_xlsx
from sheets_samples import IMPORTED_AT, arabic, as_sheet, english

from extractors.errors import ClaimdeskError
from extractors.types import Article, Attribution, Reason, Source, Span
from sheets.render import render_sheets
from store.reading import EarlierReview, SheetArticle
from store.types import CheckResult, FilledRow, ReviewSource

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028=cmd()&amp;\"'"


def render(article: SheetArticle, folder: Path, *formats: str) -> list[Path]:
    return render_sheets([article], folder, formats or ("html",))


def test_an_arabic_sheet_is_right_to_left_and_complete(tmp_path: Path) -> None:
    (path,) = render(as_sheet(arabic()), tmp_path)
    page = path.read_text(encoding="utf-8")
    assert path.name == "ar-dam.html"
    assert '<html lang="ar" dir="rtl">' in page
    for words in ("سالم الحداد", "2025-03-01 – 2025-03-31", "لم يُحدَّد", "120,000,000", "غير قابل للتحقق", "2019-01-01"):
        assert words in page


def test_an_article_in_another_language_gets_the_english_interface(tmp_path: Path) -> None:
    article = replace(as_sheet(english()), language="fr", article_id="fr-1", language_supported=False)
    page = render(article, tmp_path)[0].read_text(encoding="utf-8")
    assert '<html lang="en" dir="ltr">' in page
    assert "claims may be missing" in page


def test_nothing_in_a_page_reaches_the_network_and_the_policy_fits(tmp_path: Path) -> None:
    page = render(as_sheet(english()), tmp_path)[0].read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy.group(1).startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy.group(1)
    for pattern in (r"<script>(.*?)</script>", r"<style>(.*?)</style>"):
        (block,) = re.findall(pattern, page, re.DOTALL)
        assert base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() in policy.group(1).replace(
            "&#43;", "+"
        )
    assert not re.search(r"<(?:link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(|\bstyle=", page)


def test_hostile_text_stays_text_in_every_format(tmp_path: Path) -> None:
    extraction = arabic()
    claims = tuple(
        replace(c, speaker=HOSTILE, cue=HOSTILE, kind="<b>", reasons=(Reason(HOSTILE, 1.0, HOSTILE),))
        for c in extraction.claims
    )
    article = replace(
        extraction.article, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)", language='"><script>'
    )
    sheet = as_sheet(replace(extraction, article=article, claims=claims))
    sheet = replace(sheet, claims=[replace(c, claim_text=HOSTILE, sentence_text=HOSTILE) for c in sheet.claims])
    html, xlsx, claims_csv, _, markdown = render(sheet, tmp_path, "html", "xlsx", "csv", "md")
    page = html.read_text(encoding="utf-8")
    assert page.count("<script") == page.count("</script>") == 3
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "\u2028" not in re.findall(r"<script.*?</script>", page, re.DOTALL)[0]
    assert "<script" not in markdown.read_text(encoding="utf-8")
    assert not any(cell.data_type == "f" for row in load_workbook(xlsx)["claims"] for cell in row)
    assert claims_csv.read_text(encoding="utf-8-sig").startswith("claim_id,")


@pytest.mark.parametrize("lead", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_formulas_are_neutralised_on_the_way_out(tmp_path: Path, lead: str) -> None:
    sheet = as_sheet(english())
    sheet = replace(sheet, claims=[replace(c, claim_text=lead, speaker=lead) for c in sheet.claims])
    xlsx, claims_csv, _ = render(sheet, tmp_path, "xlsx", "csv")
    cell = load_workbook(xlsx)["claims"]["B3"]
    assert (cell.data_type, cell.value) == ("s", lead)
    assert cell.quotePrefix or lead.startswith("\t")
    assert f"'{lead}" in claims_csv.read_text(encoding="utf-8-sig")


def test_hostile_ids_stay_in_the_folder(tmp_path: Path) -> None:
    article = replace(as_sheet(english()), article_id="../../../../tmp/evil\x00\ud800")
    paths = render(article, tmp_path / "sheets", "html", "xlsx", "csv", "md")
    assert {path.parent for path in paths} == {tmp_path / "sheets"}
    assert all(path.is_file() for path in paths)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["sheets"]


def test_surrogates_and_controls_cannot_break_a_sheet(tmp_path: Path) -> None:
    article = Article("odd", "A\x00b \ud800 c\x0bd \ufffe.\r\nNext.", "en", title="T\x01")
    paths = render(as_sheet(replace(english(), article=article, claims=())), tmp_path, "html", "xlsx", "csv", "md")
    assert "�b � c�d �" in paths[0].read_text(encoding="utf-8")


def test_rendering_again_changes_no_file(tmp_path: Path) -> None:
    formats = ("html", "xlsx", "csv", "md")
    first = render(as_sheet(arabic()), tmp_path, *formats)
    stamps = [path.stat().st_mtime_ns for path in first]
    assert render(as_sheet(arabic()), tmp_path, *formats) == first
    assert [path.stat().st_mtime_ns for path in first] == stamps


def test_a_filled_sheet_is_never_overwritten(tmp_path: Path) -> None:
    old = as_sheet(english())
    html, xlsx = render(old, tmp_path, "html", "xlsx")
    first = old.claims[0].claim_id
    fill_html(html, lambda answers: answers["answers"].update({first: {"rationale": "begun"}}))
    fill_xlsx(xlsx, [{"rationale": "begun"}], [])
    kept = html.read_bytes(), xlsx.read_bytes()
    new = replace(old, title="A changed title")
    for _ in range(2):
        assert [path.name for path in render(new, tmp_path, "html", "xlsx")] == ["en-port.2.html", "en-port.2.xlsx"]
    assert (html.read_bytes(), xlsx.read_bytes()) == kept


def test_an_unfilled_sheet_gives_way_to_a_newer_one(tmp_path: Path) -> None:
    render(as_sheet(english()), tmp_path, "html", "xlsx", "csv")
    draft = FilledRow("", "Mona", rationale="begun", sources=(ReviewSource(**GOOD_SOURCE),))
    claims = [replace(c, drafts=(replace(draft, claim_id=c.claim_id),)) for c in as_sheet(english()).claims]
    # Also one that holds drafts which it was rendered with.
    for title in ("Second", "Third"):
        paths = render(replace(as_sheet(english()), title=title, claims=claims), tmp_path, "html", "xlsx")
        assert [path.name for path in paths] == ["en-port.html", "en-port.xlsx"]
        assert title in paths[0].read_text(encoding="utf-8")


def test_somebody_elses_file_of_that_name_is_kept(tmp_path: Path) -> None:
    (tmp_path / "en-port.html").write_text("my notes")
    assert render(as_sheet(english()), tmp_path)[0].name == "en-port.2.html"
    assert (tmp_path / "en-port.html").read_text() == "my notes"


def test_the_workbook_locks_the_machine_and_opens_the_rest(tmp_path: Path) -> None:
    (path,) = render(as_sheet(arabic()), tmp_path, "xlsx")
    book = load_workbook(path)
    claims, sources = book["claims"], book["sources"]
    names = {cell.value: cell for cell in claims[3 - 2]}
    assert book.sheetnames == ["claims", "sources", "about"]
    assert book["about"].sheet_state == "hidden"
    assert claims.protection.sheet
    assert not claims.protection.password
    assert claims.sheet_view.rightToLeft
    assert claims.freeze_panes == "C3"
    locked = {name: claims.cell(3, cell.column).protection.locked for name, cell in names.items()}
    assert [name for name, value in locked.items() if not value] == [
        "verdict", "not_checkable_reason", "rationale", "missing_context", "reviewer", "claim_text_corrected",
        "speaker_corrected", "date_from_corrected", "date_to_corrected", "split", "not_a_claim",
    ]  # fmt: skip
    assert claims.cell(2, names["verdict"].column).value == "الحكم"
    lists = [rule.formula1 for sheet in (claims, sources) for rule in sheet.data_validations.dataValidation]
    assert '"صحيح,صحيح جزئياً,سياق ناقص,مضلل,غير صحيح,غير مثبت,غير قابل للتحقق"' in lists
    assert "claims!$B$3:$B$8" in lists
    assert not sources.column_dimensions["B"].protection.locked


def test_csv_opens_right_in_excel(tmp_path: Path) -> None:
    claims, sources = render(as_sheet(arabic()), tmp_path, "csv")
    assert (claims.name, sources.name) == ("ar-dam.claims.csv", "ar-dam.sources.csv")
    assert claims.read_bytes().startswith(b"\xef\xbb\xbfclaim_id,claim_text,")


def test_uncheckable_clauses_stay_off_the_sheet(tmp_path: Path) -> None:
    sheet = as_sheet(english())
    sheet = replace(sheet, claims=[replace(sheet.claims[0], checkable=False), *sheet.claims[1:]])
    page = render(sheet, tmp_path)[0].read_text(encoding="utf-8")
    assert page.count('class="card"') == 3


def test_an_article_without_claims_still_has_a_sheet(tmp_path: Path) -> None:
    paths = render(replace(as_sheet(arabic()), claims=[]), tmp_path, "html", "xlsx", "csv", "md")
    assert "لم يُعثر" in paths[0].read_text(encoding="utf-8")


def test_a_chain_and_earlier_reviews_are_shown(tmp_path: Path) -> None:
    sheet = as_sheet(english())
    span = Span(0, 1, "T")
    chain = tuple(Attribution(Source(0, 1, name, name), None, span, False) for name in ("Agency", "Ministry", "Agency"))
    review = EarlierReview(
        "r1", "Mona", "checker", "false", "", "Counted <twice>", "", IMPORTED_AT, (ReviewSource("u"),)
    )
    sheet = replace(sheet, claims=[replace(c, attributions=chain, reviews=(review,)) for c in sheet.claims])
    html, markdown = render(sheet, tmp_path, "html", "md")
    page = html.read_text(encoding="utf-8")
    assert '<bdi>Agency</bdi><i aria-hidden="true"></i><bdi>Ministry</bdi></dd>' in page
    assert "Counted &lt;twice&gt;" in page
    assert "Agency → Ministry" in markdown.read_text(encoding="utf-8")


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(ClaimdeskError, match="docx") as error:
        render(as_sheet(arabic()), tmp_path, "docx")
    assert error.value.allowed == "html, xlsx, csv, md"


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ClaimdeskError, match="cannot be written"):
        render(as_sheet(arabic()), tmp_path / "file")


def test_two_hundred_claims_stay_below_a_megabyte(tmp_path: Path) -> None:
    (path,) = render(long_sheet(200), tmp_path)
    assert path.read_text(encoding="utf-8").count('class="card"') == 200
    assert path.stat().st_size < 1_000_000


def long_sheet(count: int) -> SheetArticle:
    """An article of ``count`` sentences, each a claim with dates, figures, names and reasons."""
    base = as_sheet(arabic())
    pattern = base.claims[2]
    lines, claims, at = [], [], 0
    for number in range(count):
        line = f"وأضاف أن الكلفة بلغت {number} مليون دولار (120 million USD) بزيادة 15% عن التقدير الأول للسنة."
        claims.append(
            replace(
                pattern, claim_id=f"c{number:016x}", start_char=at + 9, end_char=at + len(line) - 1,
                claim_text=line[9:-1],
                sentence_text=line, sentence_start=at, sentence_end=at + len(line), dates=base.claims[1].dates,
                entities=base.claims[0].entities, reasons=base.claims[0].reasons,
            )
        )  # fmt: skip
        lines.append(line)
        at += len(line) + 1
    return replace(base, article_id="long", text="\n".join(lines), claims=claims)


def test_the_check_report_shows_failures_first_and_escapes(tmp_path: Path) -> None:
    from sheets.report import render_check_report

    results = [
        CheckResult("claims", "C1", "Every claim has an article", True),
        CheckResult(
            "claims", "C2", "No <b>claim</b> is empty", False, 3, ("<script>", "c2"), sentence_ar="لا ادعاء فارغ"
        ),
    ]
    path = render_check_report(results, tmp_path / "new" / "report.html")
    page = path.read_text(encoding="utf-8")
    assert page.index("C2") < page.index("C1")
    assert "1 of 2 checks failed" in page
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "لا ادعاء فارغ" in page


def test_isolating_figures_takes_time_linear_in_the_text(grows_in_step: Any) -> None:
    from sheets.pages import _isolated

    assert "<bdi>120 million USD</bdi>" in _isolated("بلغت القيمة 120 million USD أمس")
    grows_in_step(lambda size: lambda: _isolated("a " * size), 4_000, 4)
