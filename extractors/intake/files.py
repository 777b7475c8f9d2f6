"""Files and folders to bytes: which ones are read, in which order, and how much of them."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from extractors.errors import ClaimdeskError
from extractors.intake.types import SetAside

MAX_ARTICLE_BYTES = 20_000_000
"""What one article may take, unpacked; more is no article."""
KINDS = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}
ENDINGS = ".txt, .html, .htm, .jsonl, each also with .gz"


def find_files(paths: Sequence[Path | str]) -> Iterator[Path]:
    """The files that the paths stand for: each file as named, each folder's files by name, hidden ones left out.

    Raises:
        ClaimdeskError: for a path that does not exist, before any file is given.
    """
    named = [Path(path) for path in paths]
    for path in named:
        if not path.exists():
            raise ClaimdeskError(
                "There is no such file or folder",
                where=str(path),
                allowed=f"files ending in {ENDINGS}, or folders of them",
                next_step="Check the spelling, or the folder that the command runs in",
            )
    for path in named:
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        stems = {Path(name).stem for name in files if Path(name).suffix.lower() in (".html", ".htm")}
        folders[:] = sorted(name for name in folders if name[0] != "." and not _companion(name, stems))
        for name in sorted(files):
            if name[0] != ".":
                yield Path(root) / name


def _companion(name: str, stems: set[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a saved page beside it."""
    return any(name in (f"{stem}_files", f"{stem}.files") for stem in stems)


def kind_of(path: Path) -> str:
    """text, html or jsonl.

    Raises:
        SetAside: for any other ending.
    """
    name = path.name.lower().removesuffix(".gz")
    kind = KINDS.get(Path(name).suffix)
    if kind is None:
        raise SetAside("unsupported", f"The file ending is not one that can be read; these are: {ENDINGS}")
    return kind


def open_file(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked.

    Raises:
        SetAside: when it cannot be opened.
    """
    try:
        stream: IO[bytes] = path.open("rb")
        if path.name.lower().endswith(".gz"):
            return cast(IO[bytes], gzip.GzipFile(fileobj=stream))
        return stream
    except OSError as error:
        raise unreadable(error) from error


def read_whole(path: Path) -> bytes:
    """All bytes of a file that is one article.

    Raises:
        SetAside: when it is empty, too large, broken or not to be opened.
    """
    try:
        with open_file(path) as stream:
            data = stream.read(MAX_ARTICLE_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(error) from error
    if len(data) > MAX_ARTICLE_BYTES:
        raise SetAside("too_large", f"It has more than {MAX_ARTICLE_BYTES:,} bytes, which is no article")
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise SetAside("empty", "There is nothing in it")
    return data


def unreadable(error: Exception) -> SetAside:
    """What a failed read means: a broken archive, or a file that may not or cannot be read."""
    if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)):
        return SetAside("broken_gzip", f"The archive is broken: {error}")
    reason = getattr(error, "strerror", None) or str(error)
    return SetAside("unreadable_file", f"The file cannot be read: {reason}")
