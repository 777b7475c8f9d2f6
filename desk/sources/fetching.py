"""One page over HTTP with every answer on the way to it, within limits of time and size."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from desk.sources.guard import Refused, resolve
from desk.sources.settings import ArchiveSettings
from extractors.errors import ClaimdeskError
from store.addresses import requestable

MOST_HOPS = 10
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 65536
USER_AGENT = "claimdesk (archives sources of fact-checks on request)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answered: the headers as they came, the body without transfer coding."""

    url: str
    ip: str
    request_headers: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def fetch(url: str, settings: ArchiveSettings) -> list[Answer]:
    """Asks for a page and follows its redirects; the last answer is the page.

    Every host is resolved once, looked at, and asked under the number that was looked at, redirects included.

    Raises:
        Refused: no answer within the limits, or an address on the way may not be asked; the message says which.
    """
    deadline = time.monotonic() + settings.timeout
    answers: list[Answer] = []
    while True:
        answer = _ask(_next_address(url), settings, deadline)
        answers.append(answer)
        target = answer.header("location")
        if answer.status not in _REDIRECTS or not target:
            return answers
        if len(answers) > MOST_HOPS:
            raise Refused(f"the page leads on more than {MOST_HOPS} times, last to {target[:200]}")
        url = urljoin(answer.url, target)


def _next_address(url: str) -> str:
    try:
        return requestable(url).url
    except ClaimdeskError as error:
        raise Refused(f"{error.what} ({url[:200]})") from error


def _ask(url: str, settings: ArchiveSettings, deadline: float) -> Answer:
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    numbers = resolve(host, port, allow_private=settings.allow_private)
    left = deadline - time.monotonic()
    connection = _Pinned(host, port, numbers, secure=secure, timeout=max(0.1, left))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # No coding of the body: what is hashed and kept is the page itself.
    sent = (("Host", parts.netloc), ("User-Agent", USER_AGENT), ("Accept", "*/*"), ("Accept-Encoding", "identity"))
    # Timeouts of sockets begin anew with every byte; this one does not.
    clock = threading.Timer(max(0.1, left), connection.cut)
    clock.daemon = True
    clock.start()
    try:
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        for name, value in (*sent, ("Connection", "close")):
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        body = _body(response, settings.most_bytes)
        if connection.was_cut:
            raise TimeoutError("timed out")
        return Answer(
            url, connection.number, sent, response.status, response.reason, tuple(response.getheaders()), body
        )
    except Refused:
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        if connection.was_cut or time.monotonic() >= deadline - 0.05:
            raise Refused(f"{host} did not answer in full within {settings.timeout:g} seconds") from error
        raise Refused(f"{host} did not answer ({_words(error)})") from error
    finally:
        clock.cancel()
        connection.close()


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    named = response.getheader("Content-Length", "")
    if named.isdigit() and int(named) > most:
        raise Refused(f"the page is larger than {most / 1_000_000:g} MB")
    held = bytearray()
    while chunk := response.read1(_CHUNK):
        held += chunk
        if len(held) > most:
            raise Refused(f"the page is larger than {most / 1_000_000:g} MB")
    if named.isdigit() and len(held) < int(named):
        raise Refused(f"the page ended after {len(held)} of {named} bytes")
    return bytes(held)


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__


class _Pinned(http.client.HTTPConnection):
    """A connection to one of the numbers that were looked at, under the name that was asked for."""

    def __init__(self, host: str, port: int, numbers: list[str], *, secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._numbers, self._secure, self.was_cut, self.number = numbers, secure, False, ""
        self._line: socket.socket | None = None

    def connect(self) -> None:
        """Tries the numbers in turn."""
        problem: OSError = OSError("there is no address")
        for number in self._numbers:
            try:
                self.sock = socket.create_connection((number, self.port), self.timeout)
            except OSError as error:
                problem = error
                continue
            self.number = number
            if self._secure:
                context = ssl.create_default_context()
                self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
            self._line = self.sock
            if self.was_cut:
                raise TimeoutError("timed out")
            return
        raise problem

    def cut(self) -> None:
        """Ends whatever goes on, from another thread."""
        self.was_cut = True
        # The response keeps the socket when the connection has let go of it already.
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
