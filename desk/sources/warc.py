"""The local archiver: a page as this machine sees it, as a WARC file of its own."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from desk.sources.fetching import Answer, fetch
from desk.sources.guard import Refused
from desk.sources.settings import WARC, ArchiveSettings
from store.archiving import Attempt

# What a hop says about the connection and not about the page.
_OF_THE_CONNECTION = ("transfer-encoding", "connection", "keep-alive")


def snapshot(url: str, settings: ArchiveSettings, at: datetime) -> Attempt:
    """Keeps a page: one gzip WARC file with request and response of every hop; the hash is of the page's own body."""
    try:
        answers = fetch(url, settings)
        page = answers[-1]
        if not 200 <= page.status < 300:
            raise Refused(f"the page answered {page.status} {page.reason}".strip())
        if not page.body:
            raise Refused("the page is empty")
        digest = hashlib.sha256(page.body).hexdigest()
        path = _write(answers, _place(settings.folder, page.url, at, digest), at)
    except Refused as refused:
        return Attempt(url, WARC, False, reason=str(refused))
    except OSError as error:
        return Attempt(url, WARC, False, reason=f"the copy could not be written ({error.strerror or error})")
    return Attempt(url, WARC, True, location=str(path), sha256=digest, bytes=len(page.body))


def _place(folder: Path, url: str, at: datetime, digest: str) -> Path:
    host = re.sub(r"[^a-z0-9.-]", "_", urlsplit(url).hostname or "page")[:80]
    return folder / f"{at:%Y}" / f"{at:%m}" / f"{at:%Y%m%dT%H%M%S}-{host}-{digest[:12]}.warc.gz"


def _write(answers: Sequence[Answer], path: Path, at: datetime) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".warc-")
    try:
        with os.fdopen(handle, "wb") as stream:
            _records(answers, stream, path.name, at)
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    return path


def _records(answers: Sequence[Answer], stream: io.BufferedIOBase, name: str, at: datetime) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    writer.write_record(
        writer.create_warcinfo_record(name, {"software": "claimdesk", "format": "WARC File Format 1.1"})
    )
    stamp = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    for answer in answers:
        parts = urlsplit(answer.url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = StatusAndHeaders(f"GET {path} HTTP/1.1", list(answer.request_headers), is_http_request=True)
        kept = [(key, value) for key, value in answer.headers if key.lower() not in _OF_THE_CONNECTION]
        said = StatusAndHeaders(f"{answer.status} {answer.reason}", kept, protocol="HTTP/1.1")
        headers = {"WARC-IP-Address": answer.ip, "WARC-Date": stamp}
        response = writer.create_warc_record(
            answer.url, "response", payload=io.BytesIO(answer.body), http_headers=said, warc_headers_dict=dict(headers)
        )
        request = writer.create_warc_record(
            answer.url, "request", payload=io.BytesIO(), http_headers=asked, warc_headers_dict=dict(headers)
        )
        writer.write_request_response_pair(request, response)
