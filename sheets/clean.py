"""Text made safe to write anywhere: no lone surrogates, no control characters, one kind of line end."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# A spreadsheet program may take a text that starts with one of these for a formula.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠|%]")
_QUOTED_FORMULA = re.compile("'+[=+\\-@\t\r\n＝＋－＠|%]")
_SCHEMES = ("http", "https")


def printable(text: str) -> str:
    """The text with every character that XML and HTML cannot carry replaced by U+FFFD, offsets kept."""
    return _CONTROLS.sub("\ufffd", text)


def tidy(text: str) -> str:
    """What a person wrote, as it is stored: printable, line ends as LF, no blanks around it."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def guard_formula(text: str) -> str:
    """A CSV cell that no spreadsheet program runs: an apostrophe before what looks like a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """Undoes :func:`guard_formula`, exactly."""
    return text[1:] if _QUOTED_FORMULA.match(text) else text


def web_address(url: str) -> str:
    """The address if a browser may be sent there (http or https, with a host), else an empty string."""
    return url if is_web_address(url) else ""


def is_web_address(url: str) -> bool:
    """Whether this is a plain http(s) address: a host, no user part that disguises it, no blanks or controls."""
    if len(url) > 4000 or re.search(r"[\s\x00-\x1f\x7f<>\"\\\u200e\u200f\u202a-\u202e\u2066-\u2069]", url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme.lower() not in _SCHEMES or not host or "@" in parts.netloc:
        return False
    return ":" in host or all(0 < len(label) <= 63 for label in host.removesuffix(".").split("."))
