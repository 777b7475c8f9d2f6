"""A small web on loopback, with every kind of page that an archiver meets, and a store whose verdicts rest on it."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from extractors.types import Article, Claim, Extraction, Sentence
from store import connect
from store.reviews import record
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PAGE = "<html><body><h1>تقرير المياه</h1><script>alert('x')</script></body></html>".encode()


class Pages(BaseHTTPRequestHandler):
    """The pages, by path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        name = self.path.partition("?")[0].strip("/")
        getattr(self, f"page_{name}", self.page_missing)()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_report(self) -> None:
        self.answer(PAGE)

    def page_missing(self) -> None:
        self.answer(b"<h1>gone</h1>", 404)

    def page_empty(self) -> None:
        self.answer(b"")

    def page_moved(self) -> None:
        self.answer(b"", 301, Location="/moved_again?utm_source=kept")

    def page_moved_again(self) -> None:
        self.answer(b"", 302, Location="/report")

    def page_circle(self) -> None:
        self.answer(b"", 302, Location="/circle")

    def page_inward(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def page_elsewhere(self) -> None:
        self.answer(b"", 302, Location="http://169.254.169.254/latest/meta-data/")

    def page_huge(self) -> None:
        self.answer(b"x" * 300_000)

    def page_endless(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for _ in range(10_000):
                self.wfile.write(b"y" * 1000)
        except OSError:
            pass

    def page_chunked(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nwater\r\n0\r\n\r\n")

    def page_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"only this")
        self.close_connection = True

    def page_silent(self) -> None:
        time.sleep(5)

    def page_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(60):
                self.wfile.write(b".")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def page_garbled(self) -> None:
        self.wfile.write(b"\x00\xff nonsense\r\n\r\n")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Web:
    """The server: ``url`` of a path, and what was ``asked``."""

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        self.server.daemon_threads = True
        self.server.asked = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/{path}"

    @property
    def asked(self) -> list[str]:
        return self.server.asked


def reviewed(path: Path, sources: dict[str, list[ReviewSource]], *, url: str = "https://valley.example/a1") -> None:
    """A store with one article and a claim for each key, each with a verdict that rests on these sources."""
    lead, text, claims, sentences = "قال الوزير إن ", "", [], []
    for words in sources:
        at, start = len(text), len(text) + len(lead)
        text += f"{lead}{words}.\n"
        sentences.append(Sentence(at, len(text) - 1, True, 0.5))
        claims.append(
            Claim(
                claim_id=words, start=start, end=start + len(words), text=words, sentence=(at, len(text) - 1),
                kind="event", checkable=True, check_worthiness=0.5, reasons=(), speaker="الوزير",
                speaker_type="person", cue="قال", stance="asserts", dates=(), quantities=(), entities=(),
            )
        )  # fmt: skip
    article = Article("a1", text, "ar", "مياه القرى", "وكالة الوادي", url, "2026-03-01T01:30:00+03:00")
    rows = [FilledRow(key, "ليلى", "true", rationale="كذا", sources=tuple(given)) for key, given in sources.items()]
    with connect(path) as store:
        write_batch(
            store, "run", [Extraction(article, tuple(sentences), tuple(claims), (), extractor_version="1")], NOON
        )
        assert not record(store, FilledSheet("s1", "s1.html", tuple(rows)), NOON).refusals


def source(url: str, **rest: str) -> ReviewSource:
    return ReviewSource(url, stance="supports", tier="primary", **rest)
