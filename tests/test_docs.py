"""What the documents say can be done: every command they show is a command, and the folders they name are there."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from desk.cli import cli
from sheets import aids

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
CONTRACT = {"run", "extract", "sheets", "import", "check", "desk", "export", "sql"}
ENTRYPOINTS = {
    "fact-check": "pipeline.fact_check",
    "watch-inbox": "inbox.watch_inbox",
    "check-store": "quality.check_store",
    "import-sheets": "reviews.import_sheets",
}
MAKE = re.compile(r"^([a-z][a-z -]*):(?!=)", re.MULTILINE)


def shown(start: str) -> list[tuple[str, str]]:
    """Lines of fenced blocks that begin with a command, a prompt or a path before it allowed: (document, line)."""
    found = []
    for document in DOCUMENTS:
        for block in FENCE.findall(document.read_text("utf-8")):
            for line in block.replace("\\\n", " ").splitlines():
                plain = re.sub(r"^\s*(\$ |[A-Z_]+=\S+ )*", "", line)
                for part in re.split(r"\s\|\s|\s&&\s", plain):
                    if re.match(rf"(\S*/)?{start}(\s|$)", part.strip()):
                        found.append((document.name, part.strip()))
    return found


def words_of(line: str) -> list[str]:
    """The words of a command line up to a redirection or a comment."""
    words = shlex.split(line, comments=True)
    for number, word in enumerate(words):
        if word in (">", ">>", "<", "2>", "&"):
            return words[:number]
    return words


@pytest.mark.parametrize(("document", "line"), shown("claimdesk"))
def test_a_shown_command_parses(document: str, line: str):
    words = words_of(line)[1:]
    if words and words[0] in ("--help", "-h", "--version"):
        return
    context = cli.make_context("claimdesk", list(words))
    name, command, rest = cli.resolve_command(context, [*context._protected_args, *context.args])
    assert command is not None
    if {"--help", "-h"} & set(rest):
        return
    while isinstance(command, click.Group):
        context = command.make_context(name, list(rest), parent=context)
        name, command, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        assert command is not None
    with command.make_context(name, list(rest), parent=context, resilient_parsing=False) as parsed:
        assert not parsed.args, f"{document} shows {line!r}, which leaves {parsed.args}"


@pytest.mark.parametrize(("document", "line"), shown("make"))
def test_a_shown_target_exists(document: str, line: str):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = {word for match in MAKE.findall(makefile) for word in match.split()}
    wanted = [word for word in words_of(line)[1:] if "=" not in word and not word.startswith("-")]
    assert set(wanted) <= targets, f"{document} shows {line!r}"


@pytest.mark.parametrize(("document", "line"), shown("python3? -m"))
def test_a_shown_module_exists(document: str, line: str):
    module = words_of(line)[2]
    if module.split(".")[0] in ("flows", "benchmarks"):
        path = ROOT.joinpath(*module.split("."))
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), f"{document} shows {line!r}"


@pytest.mark.parametrize(("document", "line"), shown("prefect deployment run"))
def test_a_shown_deployment_exists(document: str, line: str):
    described = (ROOT / "prefect.yaml").read_text("utf-8")
    flow, _, name = words_of(line)[3].partition("/")
    assert f"- name: {name}\n" in described, f"{document} shows {line!r}"
    assert f"entrypoint: flows.{ENTRYPOINTS[flow]}\n" in described


def test_the_help_names_every_command_of_the_contract():
    context = click.Context(cli, info_name="claimdesk")
    assert set(cli.commands) >= CONTRACT
    assert all(f"  {name} " in cli.get_help(context) for name in CONTRACT)


def test_every_command_explains_itself_and_its_options():
    for name, command in cli.commands.items():
        assert command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}"


def test_the_readme_shows_the_commands_of_the_walk():
    lines = [line for document, line in shown("claimdesk") if document == "README.md"]
    assert {words_of(line)[1] for line in lines} >= {"run", "extract", "import", "sql"}


def test_the_folders_that_the_readme_names_exist():
    named = set(re.findall(r"(?:`|^)([a-z][a-z_/]*/)(?:`|\s)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    assert named, "the README shows the layout"
    made_by_commands = ("work", "sheets-", "inbox", "export-")
    assert not [name for name in named if not (ROOT / name).is_dir() and not name.startswith(made_by_commands)]


def test_the_settings_example_names_settings_that_exist():
    known = {
        variable
        for command in (cli, *cli.commands.values())
        for parameter in command.params
        for variable in ([parameter.envvar] if isinstance(parameter.envvar, str) else parameter.envvar or [])
    }
    # A file that sheets read wherever they are rendered; no command has an option for it.
    known.add(aids.SETTING)
    named = set(re.findall(r"^#?(CLAIMDESK_[A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= known
    assert known <= named, "every setting has a line in .env.example"


def pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", path.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", ["main", "dev"])
def test_the_locks_satisfy_pyproject(lock: str):
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["build"]
    if lock == "dev":
        wanted += project["optional-dependencies"]["dev"]
    locked = pins(ROOT / "requirements" / f"{lock}.txt")
    for text in wanted:
        requirement = Requirement(text)
        version = locked.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not locked: run requirements/compile.sh"
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}"


def test_both_locks_agree_and_every_line_has_its_hash():
    main, dev = (ROOT / "requirements" / f"{name}.txt" for name in ("main", "dev"))
    assert not {name: version for name, version in pins(main).items() if pins(dev).get(name) != version}
    for lock in (main, dev):
        text = lock.read_text("utf-8")
        entries = re.split(r"\n(?=[a-z0-9])", text)
        assert all("--hash=sha256:" in entry for entry in entries if re.match(r"[a-z0-9-]+==", entry))


def test_every_test_that_the_page_on_security_names_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "docs" / "security.md").read_text("utf-8"))
    assert len(named) > 25
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).is_file() or (name and f"def {name}(" not in (ROOT / path).read_text("utf-8"))
    ]
    assert missing == []
