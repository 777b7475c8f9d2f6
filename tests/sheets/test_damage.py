"""Damaged and hostile files: a plain refusal, whatever the bytes."""

from __future__ import annotations

import contextlib
import io
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.errors import ClaimdeskError
from sheets.filled import read_sheet

SUFFIXES = (".html", ".xlsx", ".claims.csv")
ODD = [
    b"<![x[",
    b"<!",
    b"<script",
    b"</script>",
    b'"',
    b"\x00",
    b"\xff\xfe",
    b"{",
    b"[" * 3000,
    b"&#",
    b"<!--",
    b"\r\n",
]


def read(name: str, content: bytes) -> None:
    """Reads a file of this content; any error but our own fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        with contextlib.suppress(ClaimdeskError):
            read_sheet(path)


@settings(max_examples=40, deadline=None)
@given(suffix=st.sampled_from(SUFFIXES), pieces=st.lists(st.sampled_from(ODD) | st.binary(max_size=40), max_size=8))
def test_any_bytes_are_refused_plainly(suffix: str, pieces: list[bytes]) -> None:
    read(f"a{suffix}", b"".join(pieces))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_sheet_with_some_bytes_broken_is_read_or_refused(prepared: Path, suffix: str, data: st.DataObject) -> None:
    content = bytearray((prepared / "sheets" / f"en-port{suffix}").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(st.sampled_from(ODD) | st.binary(max_size=3))
        content[at : at + len(piece)] = piece
    read(f"en-port{suffix}", bytes(content))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml"])
def test_entities_that_grow_without_end_are_refused_at_once(prepared: Path, tmp_path: Path, part: str) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><x>&e11;</x>'.encode()
    path = tmp_path / "bomb.xlsx"
    original = (prepared / "sheets" / "en-port.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(original)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, bomb if name == part else source.read(name))
    started = time.monotonic()
    with pytest.raises(ClaimdeskError, match="broken"):
        read_sheet(path)
    assert time.monotonic() - started < 10
