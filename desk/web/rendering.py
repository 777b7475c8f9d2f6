"""Pages from the templates: escaped always, in the reader's language, with the desk's frame around them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from desk.web import labels
from desk.web.seat import desk_of, seat
from sheets.clean import printable, web_address
from store import vocabulary

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
ASSETS = ("desk.v1.css", "desk.v1.js", "fixes.v1.js", "desk.v1.svg")
NAV = (
    ("queue", "/"),
    ("search", "/search"),
    ("overview", "/overview"),
    ("articles", "/articles"),
    ("sources", "/sources"),
    ("outputs", "/outputs"),
    ("account", "/account"),
)
REASONS = (
    "review", "decision", "agreement", "disagreement", "draft", "take", "assign", "ask_second", "send_back", "reopen",
    "publish", "found",
)  # fmt: skip
"""Reasons of statuses that the program wrote; others are people's words and stay as they are."""
# Fields that belong to a form and not to who typed it.
_OF_THE_FORM = ("csrf", "carried", "carried_to", "password")


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the desk.

    Args:
        request: what is answered.
        template: its name under ``templates/``, such as ``desk/queue.v1.html.j2``.
        status: the HTTP status.
        context: what the template shows; ``t(key, **parts)`` and ``v(list, key)`` give words, ``title`` is a key.
    """
    return HTMLResponse(_environment().get_template(template).render(**frame(request), **context), status)


def frame(request: Request) -> dict[str, Any]:
    """What every template knows."""
    here, desk, words = seat(request), desk_of(request), labels.load()
    language = here.language
    nav = [(name, path, _inside(request.url.path, path)) for name, path in NAV if path in desk.paths]
    return {
        "t": partial(_text, language),
        "v": partial(labels.of_vocabulary, language=language),
        "vocabulary": vocabulary.load(),
        "lang": language,
        "dir": words.directions[language],
        "direction_of": direction_of,
        "languages": [(code, words.names[code], _in_language(request, code)) for code in words.languages],
        "user": here.user,
        "team": desk.users is not None,
        "csrf": here.csrf,
        "nav": nav,
        "paths": desk.paths,
        "people": desk.users.names() if desk.users else [],
        "here": request.url.path,
        "asset": _asset_address,
    }


def message(request: Request, key: str, *, status: int, detail: str = "") -> HTMLResponse:
    """A page that says one thing (``message.KEY`` and ``message.KEY_next`` in the labels)."""
    return page(request, "desk/message.v1.html.j2", status=status, key=key, detail=detail)


def not_yet(request: Request) -> HTMLResponse:
    """A page that says that its figures are still being reckoned, and asks for itself again."""
    answer = message(request, "not_yet", status=200)
    answer.headers["Refresh"] = "2"
    return answer


def carried(
    request: Request,
    key: str,
    *,
    status: int,
    detail: str = "",
    fields: Sequence[tuple[str, str]] | None = None,
    to: str = "",
) -> Response:
    """The message, and under it everything that was typed, ready to be sent again."""
    if fields is None:
        fields = seat(request).form.pairs if request.method == "POST" else []
    fields = [(name, value) for name, value in fields if name not in _OF_THE_FORM]
    to = to or request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if not fields or urlsplit(to).path not in desk_of(request).paths:
        return message(request, key, status=status, detail=detail)
    shown = [(name, value) for name, value in fields if value and _is_typed(name)]
    hidden = [(name, value) for name, value in fields if (name, value) not in shown]
    context = {"key": key, "detail": detail, "to": to, "shown": shown, "hidden": hidden}
    return page(request, "desk/carried.v1.html.j2", status=status, **context)


def sign_in_page(
    request: Request, key: str = "", *, status: int = 200, carry: Sequence[tuple[str, str]] = (), carry_to: str = "",
    wanted: str = "", name: str = "", **parts: object
) -> Response:  # fmt: skip
    """The page for signing in; what was typed elsewhere waits in it."""
    kept = [(field, value) for field, value in carry if field not in _OF_THE_FORM]
    return page(
        request,
        "desk/login.v1.html.j2",
        status=status,
        key=key,
        parts=parts,
        carry=json.dumps(kept, ensure_ascii=False) if kept else "",
        carry_to=carry_to if kept else "",
        wanted=wanted,
        name=name,
    )


def direction_of(language: str) -> str:
    """The writing direction of an article's language, for ``dir``."""
    from extractors.language import is_supported, language_data

    base = language.split("-")[0].lower()
    return str(language_data(base, "language").get("direction", "auto")) if is_supported(base) else "auto"


def asset(name: str) -> tuple[bytes, str]:
    """The bytes of one of our own files, and the hash in its address."""
    data = (TEMPLATES / "desk" / name).read_bytes()
    return data, hashlib.sha256(data).hexdigest()[:16]


def with_query(values: Mapping[str, object], **changed: object) -> str:
    """A query string of the values that are not empty, some of them changed."""
    merged = {**values, **changed}
    return urlencode({key: value for key, value in merged.items() if value not in ("", None)})


def _asset_address(name: str) -> str:
    return f"/static/{name}?v={_asset_hash(name)}"


@lru_cache(maxsize=8)
def _asset_hash(name: str) -> str:
    return asset(name)[1]


def _text(language: str, key: str, **parts: object) -> str:
    return labels.load().text(key, language, **parts)


def _inside(path: str, section: str) -> bool:
    if section == "/":
        return path in ("/", "/claim")
    return path == section or path == section.removesuffix("s")


def _in_language(request: Request, code: str) -> str:
    values = [(key, value) for key, value in request.query_params.multi_items() if key != "language"]
    path = request.url.path if request.method == "GET" else "/"
    return f"{path}?{urlencode([*(values if request.method == 'GET' else []), ('language', code)])}"


def _is_typed(name: str) -> bool:
    return labels.load().words.get(f"field.{name.rpartition('.')[2].rstrip('0123456789')}") is not None


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # Always on: select_autoescape() would leave "*.html.j2" unescaped.
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.globals["reasons"] = REASONS
    made.filters.update(sentence_of=_sentence, hint_of=_hint)
    made.filters.update(
        web_address=lambda url: web_address(str(url or "")), query=urlencode, minutes=_minutes, as_printed=_as_printed
    )
    return made


def _shown(value: Any) -> Any:
    """Nothing for None; text without what HTML cannot carry."""
    if value is None:
        return ""
    return printable(value) if type(value) is str else value


def _minutes(moment: datetime | date | str | None) -> str:
    """A moment of the store, in UTC, to the minute; a day, also one in ISO letters, as it is."""
    if isinstance(moment, str):
        return moment
    if isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d %H:%M}"
    return moment.isoformat() if moment else ""


def _as_printed(iso: str) -> str:
    """The moment that an article names, to the minute and with its own offset from UTC."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if "T" not in iso:
        return iso
    away = f"{moment:%z}"
    return f"{moment:%Y-%m-%d %H:%M}" + (f" UTC{away[:3]}:{away[3:5]}" if away else "")


def _sentence(finding: Any, language: str) -> str:
    """A finding's sentence in the reader's language, where it has one."""
    return str(getattr(finding, f"sentence_{language}", "") or finding.sentence)


def _hint(finding: Any, language: str) -> str:
    return str(getattr(finding, f"hint_{language}", "") or finding.hint)
