"""Addresses of sources: one spelling for what is one page, and a refusal for what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import ClaimdeskError
from store.addresses import is_archive, normalise, readable, unwrap

ONE_PAGE = "https://example.org/report?id=7"


@pytest.mark.parametrize(
    "spelling",
    [
        ONE_PAGE,
        "HTTPS://EXAMPLE.org:443/report?id=7",
        "  https://example.org./a/../report?id=7#page=3 ",
        "https://example.org/report?utm_source=mail&id=7&fbclid=Iw",
        "https://example.org/%72eport?id=7#:~:text=words",
        "\u200fhttps://example.org/report?id=7\u2069",
        "[التقرير السنوي](https://example.org/report?id=7)",
        "التقرير <https://example.org/report?id=7>",
        '<a href="https://example.org/report?id=7&amp;utm_medium=x">التقرير</a>',
        "https://www.google.com/url?sa=t&q=https%3A%2F%2Fexample.org%2Freport%3Fid%3D7&usg=1",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Freport%3Fid%3D7%26fbclid%3Dx&h=1",
    ],
)
def test_spellings_of_one_page_become_one_address(spelling: str):
    assert normalise(spelling).url == ONE_PAGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/report?id=7", "https://example.org/report?id=8"),
        ("https://example.org/report?ref=7", "https://example.org/report"),
        ("https://example.org/#/water", "https://example.org/#/bread"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/a", "https://example.org/a/"),
        ("http://example.org/", "https://example.org/"),
        ("https://example.org:8443/", "https://example.org/"),
    ],
)
def test_different_pages_stay_different(one: str, other: str):
    assert normalise(one).url != normalise(other).url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "file:///etc/passwd",
        "www.example.org",
        "//example.org/",
        "https://",
        "https://user:secret@example.org/",
        "https://good.example@evil.example/",
        "https://exa mple.org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org/<script>",
        "https://example.org/\x00",
        "https://example.org/" + "a" * 4000,
        "[x](javascript:alert(1))",
    ],
)
def test_what_is_no_web_address_is_refused_with_its_reason(text: str):
    with pytest.raises(ClaimdeskError) as refused:
        normalise(text)
    assert refused.value.what
    assert refused.value.allowed


def test_international_names_are_compared_in_ascii_and_shown_in_letters():
    address = normalise("https://الجزيرة.نت/أخبار?بحث=قمح")
    assert address == normalise(
        "https://xn--mgbeiue0iwb.xn--pgb9c/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1?بحث=%D9%82%D9%85%D8%AD"
    )
    assert address.url.isascii()
    assert readable(address.url) == "https://الجزيرة.نت/أخبار?بحث=قمح"


def test_what_letters_could_hide_stays_escaped():
    assert readable("https://example.org/a%2Fb%20%E2%80%AEc") == "https://example.org/a%2Fb%20%E2%80%AEc"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://news.example.co.uk/a", "example.co.uk"),
        ("https://www.example.org/", "example.org"),
        ("https://one.github.io/", "one.github.io"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("http://intranet/", "intranet"),
    ],
)
def test_a_site_is_what_one_publisher_holds(url: str, site: str):
    assert normalise(url).site == site


def test_titles_come_out_of_links():
    assert unwrap("[تقرير <b>المياه</b>](https://example.org/)") == ("تقرير المياه", "https://example.org/")
    assert unwrap("https://example.org/") == ("", "https://example.org/")


def test_archives_are_known():
    assert is_archive(normalise("https://web.archive.org/web/2024/https://example.org/"))
    assert not is_archive(normalise("https://example.org/web.archive.org/"))


@given(
    st.text(max_size=60),
    st.sampled_from(["https://example.org/", "http://مثال.example/?q=", "https://a.example/#/", ""]),
)
def test_normalising_twice_is_normalising_once(rest: str, start: str):
    try:
        once = normalise(start + rest)
    except ClaimdeskError:
        return
    assert normalise(once.url) == once
    assert once.url.isascii()
