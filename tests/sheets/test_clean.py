"""Addresses that may be followed, and cells that no spreadsheet program runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.clean import guard_formula, is_web_address, unguard_formula


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a?b=1#c",
        "https://مثال.example/خبر",
        "http://localhost/x",
        "HTTPS://EXAMPLE.ORG/",
        "http://[2001:db8::1]/",
        "https://example.org/a(b)c'd|{e}",
    ],
)
def test_web_addresses(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "example.org",
        "http://",
        "https:///path",
        "http:example.org",
        "https://a b.org",
        "https://example.org/\u202egnp",
        "ftp://example.org",
        "https://example.org@evil.example/",
        "https://u:p@example.org/",
        "http://[::1",
        "http://a..b/",
        "https://example.org:99999/",
        "https://x.org/\nb",
        "https://" + "a" * 5000,
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    assert not is_web_address(url)


@given(st.text(alphabet=st.sampled_from("'=+-@\ta1 ج＝"), max_size=6) | st.text(max_size=20))
def test_guarding_formulas_is_undone_exactly(text: str) -> None:
    guarded = guard_formula(text)
    assert unguard_formula(guarded) == text
    assert guarded[:1] not in ("=", "+", "-", "@", "\t", "\r")
