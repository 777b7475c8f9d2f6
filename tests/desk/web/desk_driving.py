"""Hands for the tests of the desk: a newsroom of invented claims, the desk as its own process, readers over HTTP."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import httpx
import lxml.html

from extractors.types import (
    Article,
    Attribution,
    Claim,
    DateMention,
    Entity,
    Extraction,
    Quantity,
    Reason,
    Sentence,
    Source,
    Span,
)
from store import connect
from store.runs import start_run
from store.writing import write_batch

CLAIMDESK = Path(sys.executable).with_name("claimdesk")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSWORD = "a long enough password"  # noqa: S105 - of accounts that live as long as a test
TEAM = {"Huda": "checker", "عمر": "checker", "Lina": "checker", "Mona": "editor", "Samir": "admin"}
SCRIPT = '<script>document.title="owned"</script><img src=x onerror=alert(1)>'


def extraction(
    article_id: str,
    claims: list[str],
    *,
    language: str = "ar",
    title: str = "مياه القرى",
    speaker: str = "رئيس البلدية",
    outlet: str = "وكالة الوادي",
    url: str = "https://valley.example/news",
) -> Extraction:
    """An article whose lines are "said SPEAKER that CLAIM", with everything that can hang on a claim."""
    lead = f"قال {speaker} إن " if language == "ar" else f"{speaker} said "
    text, found, said, sentences = "", [], [], []
    for n, words in enumerate(claims):
        at = len(text)
        start = at + len(lead)
        text += f"{lead}{words}.\n"
        end = start + len(words)
        sentences.append(Sentence(at, end + 1, True, 0.75))
        found.append(
            Claim(
                claim_id=f"{article_id}-{n}",
                start=start,
                end=end,
                text=words,
                sentence=(at, end + 1),
                kind="quantity",
                checkable=True,
                check_worthiness=round(0.99 - n / 1000, 3),
                reasons=(Reason("figure", 0.5, words[:3]), Reason("reported", 0.25)),
                speaker=speaker,
                speaker_type="person",
                cue="قال",
                stance="asserts",
                dates=(DateMention(start, end, words, "2025-05", "2025-05-01", "2025-05-31", "explicit"),),
                quantities=(Quantity(start, start + 4, words[:4], 12.0, "بئر"),),
                entities=(Entity(start, start + 4, words[:4], "ORG"),),
            )
        )
        source = Source(at, at + 3, text[at : at + 3], speaker)
        said.append(Attribution(source, Span(at, at + 3, text[at : at + 3]), Span(start, end, words), False))
    article = Article(article_id, text, language, title, outlet, url, "2026-03-01T01:30:00+03:00")
    return Extraction(article, tuple(sentences), tuple(found), tuple(said), extractor_version="1")


def make_store(path: Path, claims: int = 60) -> Path:
    """A store with Arabic and English claims ("ar-0", "en-0" ...) and an article that attacks readers ("evil-0")."""
    arabic = [f"حفرت البلدية {n} بئراً في القرى الشمالية منذ أيار ٢٠٢٥" for n in range(10, 10 + claims)]
    english = [f"The council opened {n} libraries in May 2025" for n in range(2, 14)]
    evil = [f'{SCRIPT} 40 "quoted" & <b>bold</b>', "‮evil‬ 12 javascript:alert(1)"]
    with connect(path) as store:
        start_run(store, "r1", NOON)
        write_batch(
            store,
            "r1",
            [
                extraction("ar", arabic),
                extraction(
                    "en", english, language="en", title="Libraries", speaker="Mayor Tamsin Roe", outlet="The Post"
                ),
                extraction("evil", evil, title=SCRIPT, speaker=SCRIPT, outlet=SCRIPT, url="javascript:alert(1)"),
                extraction("../../etc/passwd", ["سطر واحد فيه ٧ أرقام"], title="أسماء مسارات"),
            ],
            NOON,
        )
    return path


def make_accounts(path: Path) -> Path:
    """Accounts of ``TEAM``, made through the front door once and written out for the others."""
    for name, role in TEAM.items():
        command = [CLAIMDESK, "users", "add", name, "--role", role, "--users", path]
        subprocess.run(command, input=PASSWORD + "\n", check=True, capture_output=True, encoding="utf-8", timeout=60)
    return path


@dataclass
class Running:
    """A desk that runs as a process of its own."""

    store: Path
    options: tuple[str | Path, ...] = ()
    port: int = 0
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> Running:
        """Starts it and waits until it answers; a restart takes the same port."""
        command = [CLAIMDESK, "desk", "--store", self.store, "--port", str(self.port), *self.options]
        self.process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        line = self.process.stdout.readline() if self.process.stdout else ""
        found = re.search(r"http://[^ ]+:(\d+)/", line)
        assert found, line + (self.process.stderr.read() if self.process.stderr else "")
        self.port = int(found[1])
        self.wait()
        return self

    def wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                httpx.get(f"{self.address}/static/desk.v1.css", timeout=5)
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self, how: int = signal.SIGINT) -> int:
        """Ends it; gives its exit status."""
        assert self.process is not None
        self.process.send_signal(how)
        self.said = self.process.communicate(timeout=60)
        return self.process.returncode

    def kill(self) -> None:
        """As a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=30)

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What the store holds, read by another process's rules while the desk runs."""
        with connect(self.store, read_only=True, wait_seconds=60) as store:
            return store.con.execute(sql, list(values)).fetchall()


class Reader:
    """Somebody at a browser that has no script: keeps cookies, fills forms that the pages hold."""

    def __init__(self, address: str, name: str = "", language: str = "en") -> None:
        self.http = httpx.Client(base_url=address, follow_redirects=True, timeout=60)
        self.http.cookies.set("claimdesk_language", language)
        if name:
            self.sign_in(name)

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        return self.send(self.get("/login"), "/login", name=name, password=password)

    def get(self, path: str, **query: str) -> httpx.Response:
        return self.http.get(f"{path}?{urlencode(query)}" if query else path)

    def claim(self, claim_id: str) -> httpx.Response:
        return self.get("/claim", id=claim_id)

    def send(self, page: httpx.Response, action: str, *, button: tuple[str, str] | None = None, which: int = 0,
             **values: str) -> httpx.Response:  # fmt: skip
        """Fills the form of a page whose action begins so, and sends it as a browser would."""
        path, fields = form_of(page, action, which)
        fields.update(values)
        if button:
            fields[button[0]] = button[1]
        return self.http.post(path, data=fields, headers={"Origin": str(self.http.base_url).rstrip("/")})

    def review(self, claim_id: str, verdict: str = "true", page: httpx.Response | None = None, **values: str
               ) -> httpx.Response:  # fmt: skip
        """A whole review with one primary source."""
        filled = {
            "verdict": verdict,
            "rationale": f"Because of the register, says {self.http.cookies.get('claimdesk_session', '')[:4]}",
            "url1": "https://records.example/2025",
            "title1": "Register",
            "stance1": "supports",
            "tier1": "primary",
            "archive_url1": "https://archive.example/1",
            **values,
        }
        return self.send(page or self.claim(claim_id), "/review", button=("do", "save"), **filled)


def form_of(page: httpx.Response, action: str, which: int = 0) -> tuple[str, dict[str, str]]:
    """The address and present fields of a form."""
    tree = lxml.html.fromstring(page.text)
    forms = [form for form in tree.forms if (form.action or "").startswith(action)]
    assert forms, f"no form for {action} on {page.url}: {text_of(page)[:400]}"
    # A browser leaves out the line end that begins a text area; lxml does not.
    return forms[which].action, {name: (value or "").removeprefix("\n") for name, value in forms[which].form_values()}


def text_of(page: httpx.Response) -> str:
    """What a person reads on the page, blanks as one."""
    tree = lxml.html.fromstring(page.text)
    return " ".join(tree.body.text_content().split())
