"""Web addresses of sources: what is meant by one, in the one form in which two of them can be compared."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit, urlunsplit

from extractors.errors import ClaimdeskError

LONGEST = 4000
"""Characters of an address; browsers and servers begin to refuse beyond this."""
ALLOWED = "a web address that starts with http:// or https://, such as https://example.org/report"
_FILE = Path(__file__).parent / "addresses.toml"
_PORTS = {"http": 80, "https": 443}
# Marks that change nothing but the order on the screen, and blanks of no width, come along when addresses are copied.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_MARKDOWN = re.compile(r"^\[(?P<title>[^\]]*)\]\(\s*<?(?P<url>[^\s<>]+?)>?(?:\s+\"[^\"]*\")?\s*\)$")
_ANCHOR = re.compile(r"""^<a\s[^>]*?href\s*=\s*["'](?P<url>[^"']+)["'][^>]*>(?P<title>.*?)</a>$""", re.I | re.S)
_ANGLED = re.compile(r"^(?P<title>[^<>]*?)\s*<\s*(?P<url>https?://[^<>\s]+)\s*>$", re.I)
_ROUTE = re.compile(r"^!?/")
_UNFIT = re.compile(r"[\x00-\x1f\x7f<>\"\\^`{|}]")
_RESERVED_PATH = "/:@!$&'()*+,;=-._~"
_RESERVED_QUERY = _RESERVED_PATH + "?"
_MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Address:
    """A normalised address; ``host`` is its ASCII name, ``site`` the domain that one publisher holds."""

    url: str
    host: str
    site: str


@lru_cache(maxsize=65536)
def normalise(text: str) -> Address:
    """The address that a text means: titles and redirects unwrapped, readers' tracking removed, one spelling.

    The host is lower-case ASCII (IDNA 2008 with the mapping of UTS 46), default ports go, dots in the path are
    resolved, letters outside ASCII are percent-encoded as UTF-8, parameters keep their order. A fragment stays only
    where it is a route of the page (``#/...``, ``#!/...``).

    Raises:
        ClaimdeskError: it is no web address, names a user or password, or is too long.
    """
    return _normalise(unwrap(text)[1], _MOST_REDIRECTS)


def requestable(text: str) -> Address:
    """The address as it can be asked for: one spelling too, but with every parameter and without unwrapping.

    Raises:
        ClaimdeskError: as for :func:`normalise`.
    """
    return _normalise(text, 0, keep_tracking=True)


def unwrap(text: str) -> tuple[str, str]:
    """The title and the address of a pasted link: Markdown, HTML, ``title <address>``, or the address alone."""
    plain = _INVISIBLE.sub("", text).strip()
    for shape in (_MARKDOWN, _ANCHOR, _ANGLED):
        if found := shape.match(plain):
            title = re.sub(r"<[^>]*>", "", found["title"])
            return " ".join(unescape(title).split()), unescape(found["url"]).strip()
    return "", plain


def is_archive(address: Address) -> bool:
    """Whether the address is itself a copy that an archive keeps."""
    return address.host.removeprefix("www.") in _known().archives


def readable(url: str) -> str:
    """The address for people's eyes: letters instead of percent signs and of ``xn--``, where that is unambiguous."""
    try:
        parts = urlsplit(url)
        host = _shown_host(parts.hostname or "")
        host = f"[{host}]" if ":" in host else host
        netloc = f"{host}:{parts.port}" if parts.port else host
    except ValueError:
        return url
    path, query = (_shown(part) for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, netloc, path, query, _shown(parts.fragment)))


def _normalise(text: str, redirects: int, *, keep_tracking: bool = False) -> Address:
    parts = _split(text)
    scheme = parts.scheme.lower()
    host = _host(parts, text)
    query = "&".join(part for part in parts.query.split("&") if part and (keep_tracking or not _tracks(part)))
    path = _path(parts.path) or "/"
    if redirects and (target := _target(host, path, parts.query)):
        return _normalise(target, redirects - 1)
    fragment = parts.fragment if _ROUTE.match(parts.fragment) else ""
    port = "" if parts.port in (None, _PORTS[scheme]) else f":{parts.port}"
    named = f"[{host}]" if ":" in host else host
    encoded = _encoded(query, _RESERVED_QUERY), _encoded(fragment, _RESERVED_QUERY)
    return Address(urlunsplit((scheme, named + port, path, *encoded)), host, site_of(host))


def _split(text: str) -> SplitResult:
    if len(text) > LONGEST:
        raise _refused(text, f"this address has {len(text)} characters", f"an address of up to {LONGEST} characters")
    if _UNFIT.search(text):
        raise _refused(text, "this address has characters that no address has")
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise _refused(text, f"this is no web address ({error})") from error
    if parts.scheme.lower() not in _PORTS:
        raise _refused(text, "this is no web address")
    if "@" in parts.netloc:
        raise _refused(text, "this address names a user before its host", "an address without user and password")
    if parts.port == 0:
        raise _refused(text, "this address has port 0")
    return parts


def _host(parts: SplitResult, text: str) -> str:
    import idna

    name = unquote(parts.hostname or "").removesuffix(".")
    if not name or re.search(r"[\s/?#@\\%]", name):
        raise _refused(text, "this address has no host")
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        return idna.encode(name, uts46=True, std3_rules=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        pass
    # Names with an underscore are older than IDNA and still answer.
    if re.fullmatch(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*", name.lower()) and len(name) <= 253:
        return name.lower()
    raise _refused(text, "the host of this address is no host name")


@lru_cache(maxsize=65536)
def site_of(host: str) -> str:
    """The registered domain that a host belongs to (``news.example.co.uk`` to ``example.co.uk``), else the host."""
    from tld import get_fld

    if ":" in host or host.replace(".", "").isdigit():
        return host
    found = get_fld(host, fix_protocol=True, fail_silently=True, search_private=True)
    return found or host.removeprefix("www.")


def _path(path: str) -> str:
    """Without dots, and with one spelling of every character."""
    segments: list[str] = []
    for segment in _encoded(path, _RESERVED_PATH).split("/"):
        if segment == "..":
            if len(segments) > 1:
                segments.pop()
        elif segment != ".":
            segments.append(segment)
    ended = path.endswith(("/.", "/.."))
    joined = "/".join(segments)
    return joined + "/" if ended and not joined.endswith("/") else joined


def _encoded(part: str, safe: str) -> str:
    """Percent-encoding in upper case, of what needs it and of nothing else; a stray percent sign is one."""
    pieces = re.split(r"((?:%[0-9A-Fa-f]{2})+)", part)
    return "".join(_again(piece) if n % 2 else quote(piece, safe=safe) for n, piece in enumerate(pieces))


def _again(escapes: str) -> str:
    # Letters and digits lose their percent sign; a slash or an ampersand that was hidden stays hidden.
    return quote(bytes.fromhex(escapes.replace("%", "")), safe="-._~")


def _tracks(parameter: str) -> bool:
    name = unquote(parameter.partition("=")[0]).lower()
    return name in _known().tracking or name.startswith(_known().prefixes)


def _target(host: str, path: str, query: str) -> str:
    for host_pattern, wanted_path, names in _known().redirects:
        if path.rstrip("/") != wanted_path.rstrip("/"):
            continue
        if not (fnmatchcase(host, host_pattern) or fnmatchcase(f".{host}", host_pattern)):
            continue
        given = dict(parse_qsl(query))
        for name in names:
            if given.get(name, "").lower().startswith(("http://", "https://")):
                return given[name]
    return ""


def _shown(part: str) -> str:
    def letters(found: re.Match[str]) -> str:
        try:
            text = bytes.fromhex(found[0].replace("%", "")).decode("utf-8")
        except UnicodeDecodeError:
            return found[0]
        return "".join(ch if ch.isalnum() else quote(ch, safe="") for ch in text)

    return re.sub(r"(?:%[0-9A-Fa-f]{2})+", letters, part)


def _shown_host(host: str) -> str:
    import idna

    try:
        return idna.decode(host) if "xn--" in host else host
    except idna.IDNAError:
        return host


def _refused(text: str, what: str, allowed: str = ALLOWED) -> ClaimdeskError:
    return ClaimdeskError(what, where=text[:200], allowed=allowed)


@dataclass(frozen=True, slots=True)
class _Known:
    tracking: frozenset[str]
    prefixes: tuple[str, ...]
    redirects: tuple[tuple[str, str, tuple[str, ...]], ...]
    archives: frozenset[str]


@lru_cache(maxsize=1)
def _known() -> _Known:
    with _FILE.open("rb") as stream:
        data: dict[str, Any] = tomllib.load(stream)
    return _Known(
        frozenset(data["tracking"]["names"]),
        tuple(data["tracking"]["prefixes"]),
        tuple((entry["host"], entry["path"], tuple(entry["parameters"])) for entry in data["redirects"]),
        frozenset(data["archives"]["hosts"]),
    )
