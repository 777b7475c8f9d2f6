"""Names and writing of sheet files: safe, deterministic, atomic, and never over a person's work."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

FORMAT_VERSION = "1"
SECOND = "second"
"""The role of the reader who decides without knowing what the first one decided."""
_MAX_STEM = 80
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")


def file_stem(article_id: str) -> str:
    """A file name for an article that is the same on every system, and differs for ids that differ.

    Only lower-case ASCII letters, digits, "_" and "-" remain; where that changed the id, a short hash follows.
    """
    slug = re.sub(r"[^a-z0-9_]+", "-", article_id.lower()).strip("-")[:_MAX_STEM].strip("-")
    if slug == article_id and slug and not _RESERVED.match(slug):
        return slug
    digest = hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug or 'article'}-{digest}"


def sheet_id(article_id: str, claim_ids: Sequence[str], extractor_version: str, role: str = "checker") -> str:
    """The identity of a sheet: the same article, claims, extractor and role give the same sheet."""
    material = "\x1f".join((article_id, extractor_version, *claim_ids, *([role] if role == SECOND else [])))
    return "s" + hashlib.sha256(material.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def place(directory: Path, stem: str, contents: dict[str, bytes], is_filled: Callable[[Path], bool]) -> list[Path]:
    """Writes files that belong together (suffix to content) under the first free name, and returns their paths.

    What is there already stays when it is the same, or when a person has filled it in; then the new
    files get a number ("name.2.html"). ``is_filled`` is asked about existing files only.
    """
    directory.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}.{number}"
        paths = {directory / f"{name}{suffix}": content for suffix, content in contents.items()}
        changed = {path: content for path, content in paths.items() if not _holds(path, content)}
        if not any(path.exists() and is_filled(path) for path in changed):
            break
        number += 1
    for path, content in changed.items():
        write_atomically(path, content)
    return list(paths)


def write_atomically(path: Path, content: bytes) -> None:
    """Puts the content in place in one step, so that nobody ever reads half a file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        # mkstemp makes private files; a sheet is meant to be handed on.
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False
