"""HTML and Markdown sheets, from the templates."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheets import aids, answers, labels
from sheets.naming import FORMAT_VERSION
from sheets.view import CardView, SheetView
from store import standards

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_SCRIPTS = ("sheet.v1.state.js", "sheet.v1.cards.js", "sheet.v1.fixes.js", "sheet.v1.aids.js", "sheet.v1.forms.js",
            "sheet.v1.page.js")  # fmt: skip
_STYLE = "sheet.v1.css"
# Groups of words that only the server prints; the script never needs them.
_SERVER_GROUPS = ("column.", "report.", "refusal.")
_WORD = r"[A-Za-z][A-Za-z0-9&.'’/-]*"
_LATIN = rf"{_WORD}(?:[ \u00a0]+{_WORD}){{0,5}}"
# A figure before or after Latin words: in right-to-left text it would jump to their other side.
_MIXED = re.compile(rf"[0-9][0-9.,%]*[ \u00a0-]+{_LATIN}|{_LATIN}[ \u00a0-]+[0-9][0-9.,]*%?")


def html(view: SheetView) -> str:
    """The self-contained page of one sheet: no network, scripts and styles allowed by their hashes only."""
    from markupsafe import Markup

    script, style = _script(), _asset(_STYLE)
    words = labels.load()
    data = {
        "format": FORMAT_VERSION,
        "sheet_id": view.sheet_id,
        "article_id": view.article_id,
        "stem": view.stem,
        "extractor_version": view.extractor_version,
        "prefilled": answers.digest(view.drafts, view.corrections),
        "answers_format": answers.FORMAT,
        "article_version": view.article_version,
        "role": view.role,
        "claims": [_claim(card) for card in view.cards],
        "outlet": view.outlet,
        "address": view.url,
        **_aids(),
        "words": {code: _page_words(code) for code in words.languages},
        "directions": words.directions,
    }
    document = answers.document(view.sheet_id, view.article_id, view.drafts, view.corrections)
    template = _environment().get_template("sheet.v1.html.j2")
    return template.render(
        view=view,
        policy=_policy(script, style),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        data=Markup(answers.script_json(data)),  # noqa: S704 - escaped for script elements
        answers=Markup(answers.script_json(document)),  # noqa: S704 - escaped for script elements
        **_wording(view.interface),
    )


def _claim(card: CardView) -> dict[str, Any]:
    """What the sheet's script knows of a claim; offsets are code points of the article's text."""
    dates = [{"text": date.text, "from": date.first, "to": date.last, "basis": date.basis} for date in card.dates]
    return {
        "id": card.claim_id, "text": card.text, "score": card.score, "start": card.start, "end": card.end,
        "speaker": card.speaker, "dates": dates, "kind": card.kind, "questions": list(card.questions),
    }  # fmt: skip


def _aids() -> dict[str, Any]:
    """Questions, places to search, and the standards, for the sheet's script."""
    rules = standards.load()
    return {
        "questions": {question.key: dict(question.words) for question in aids.questions()},
        "places": [place.as_data() for place in aids.places()],
        "standards": [rule.as_data() for rule in rules.rules],
        "joint_labels": list(rules.joint_labels),
    }


def page(template: str, style_name: str, **context: Any) -> str:
    """Any other self-contained page from a template of ours: no script, its own style, values escaped."""
    from markupsafe import Markup

    style = _asset(style_name)
    policy = f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    return _environment().get_template(template).render(policy=policy, style=Markup(style), **context)  # noqa: S704


def markdown(view: SheetView) -> str:
    """A sheet to read, not to fill in."""
    text = _markdown_environment().get_template("sheet.v1.md.j2").render(view=view, **_wording(view.interface))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@lru_cache(maxsize=8)
def _wording(language: str) -> dict[str, Any]:
    """What every template knows: the words in one language, and those that the reader can switch."""
    from markupsafe import Markup, escape

    words = labels.load()

    def plain(key: str, **parts: object) -> str:
        text = words.text(key, language)
        for name, value in parts.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    @lru_cache(maxsize=1024)
    def switchable(key: str, **parts: object) -> Markup:
        shown = escape(plain(key, **parts))
        if not words.known(key):
            return shown
        counted = "".join(f' data-{name}="{escape(value)}"' for name, value in parts.items())
        return Markup(f'<span data-t="{escape(key)}"{counted}>{shown}</span>')  # noqa: S704 - all parts are escaped

    return {
        "t": plain,
        "isolated": _isolated,
        "w": switchable,
        "names": words.names,
        "directions": words.directions,
        **{f"{group}s": _keys(group) for group in ("verdict", "not_checkable_reason", "stance", "tier")},
    }


def _isolated(text: str) -> Markup:
    """The text, with figures that stand with Latin words held together: "(120 million USD)" in Arabic stays so."""
    from markupsafe import Markup, escape

    pieces: list[str] = []
    last = 0
    for found in _MIXED.finditer(text):
        pieces += [escape(text[last : found.start()]), Markup("<bdi>%s</bdi>") % found.group()]
        last = found.end()
    return Markup("").join([*pieces, escape(text[last:])])


def _keys(group: str) -> tuple[str, ...]:
    from store import vocabulary

    return tuple(vocabulary.load().keys(group))


@lru_cache(maxsize=8)
def _page_words(language: str) -> dict[str, str]:
    table = labels.load().table(language)
    return {key: word for key, word in table.items() if not key.startswith(_SERVER_GROUPS)}


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _script() -> str:
    return '(() => {\n"use strict";\n' + "\n".join(_asset(name) for name in _SCRIPTS) + "})();\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Always on: select_autoescape() would leave "*.html.j2" unescaped.
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


@lru_cache(maxsize=1)
def _markdown_environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - Markdown: every value passes through the finalizer instead
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_markdown_text,
    )


def _markdown_text(value: object) -> str:
    """A value on one line with nothing that Markdown or HTML would act on."""
    text = " ".join(str(value).split())
    text = re.sub(r"([\\`*_\[\]#|~!])", r"\\\1", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
