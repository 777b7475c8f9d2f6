"""The arrows of the house: which folder may import which, who may import Prefect, how long a file may be."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARROWS = {
    "extractors": set(),
    "store": {"extractors"},
    "checks": {"store", "extractors"},
    "sheets": {"store", "extractors", "templates"},
    "flows": {"extractors", "store", "checks", "sheets", "templates"},
    "desk": {"extractors", "store", "checks", "sheets", "templates", "flows"},
    "benchmarks": {"extractors", "store", "checks", "sheets", "flows", "desk"},
    "docs": {"extractors", "store", "sheets"},
}
# What both sides of an arrow may name: the records that extraction gives, and the root of every error.
SHARED_BY_STORE = {"extractors.types", "extractors.errors", "extractors.language", "extractors.normalise"}
MOST_LINES = 320
FILES = [path for package in ARROWS for path in sorted((ROOT / package).rglob("*.py"))]
LIBRARY = [path for path in FILES if path.relative_to(ROOT).parts[0] != "benchmarks"]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path, *, names: bool = False) -> set[str]:
    """Every module that a file imports, also inside functions and under TYPE_CHECKING; with ``names`` what it takes."""
    package = path.relative_to(ROOT).parts[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            found.add(module)
            found.update(f"{module}.{alias.name}" for alias in node.names if names)
    return found


def test_every_folder_of_code_is_known_to_this_test():
    folders = {path.parent.name for path in ROOT.glob("*/*.py")} - {"tests"}
    assert folders <= set(ARROWS), "a new folder of code needs its place in ARROWS"


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_imports_go_one_way(path: Path):
    package = path.relative_to(ROOT).parts[0]
    ours = {name for name in imports(path) if name.split(".")[0] in ARROWS}
    backwards = {name for name in ours if name.split(".")[0] not in ARROWS[package] | {package}}
    assert not backwards, f"{relative(path)} may not import {sorted(backwards)}"
    if package in ("store", "checks", "sheets"):
        deep = {name for name in ours if name.startswith("extractors")} - SHARED_BY_STORE
        assert not deep, f"{relative(path)} reaches into extraction: {sorted(deep)}"


def test_no_modules_of_the_desk_import_each_other_in_a_circle():
    known = {relative(path).removesuffix(".py").replace("/", "."): path for path in FILES if "desk" in path.parts}
    left = {name: imports(path, names=True) & set(known) - {name} for name, path in known.items()}
    while ready := [name for name, needs in left.items() if not needs]:
        left = {name: needs - set(ready) for name, needs in left.items() if name not in ready}
    assert left == {}


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_only_flows_know_prefect(path: Path):
    if path.relative_to(ROOT).parts[0] == "flows":
        return
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & {"prefect", "prefect_dask", "dask", "distributed"}


@pytest.mark.parametrize("path", LIBRARY, ids=relative)
def test_library_code_neither_prints_nor_asserts(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not isinstance(node, ast.Assert), f"{relative(path)}:{node.lineno} asserts"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"{relative(path)}:{node.lineno} prints"


@pytest.mark.parametrize("path", LIBRARY, ids=relative)
def test_a_language_is_data_not_a_branch(path: Path):
    codes = {folder.name for folder in (ROOT / "extractors" / "lang").iterdir()} - {"xx"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Compare):
            continue
        compared = [node.left, *node.comparators]
        named = any("lang" in ast.unparse(part).lower() for part in compared if not isinstance(part, ast.Constant))
        found = {part.value for part in compared if isinstance(part, ast.Constant)} & codes
        assert not (named and found), f"{relative(path)}:{node.lineno} branches on a language: {sorted(found)}"


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_a_file_fits_on_a_few_screens(path: Path):
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


def test_templates_hold_no_python():
    assert not list((ROOT / "templates").rglob("*.py"))
