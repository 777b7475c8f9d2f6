"""``claimdesk users``: the accounts of a team's desk."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractors.errors import ClaimdeskError

ROLES = ("checker", "editor", "admin")


@click.group("users")
def users() -> None:
    """Keep the accounts of a team's desk: add, list, remove."""


def _file_option(command: click.Command) -> click.Command:
    command.params.append(
        click.Option(
            ["--users", "path"],
            type=click.Path(dir_okay=False, path_type=Path),
            default=Path("users.toml"),
            show_default=True,
            metavar="FILE",
            help="The file of accounts.",
        )
    )
    return command


@_file_option
@users.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What they may do; docs/desk.md says it all.")
def add(name: str, role: str, path: Path) -> int:
    """Add NAME, or give them another role and password. The password is asked for, or read from standard input."""
    from desk.web.users import checked_name, hashed, read_file, write_file

    name = checked_name(name)
    data = read_file(path) if path.exists() else {}
    accounts = data.setdefault("users", {})
    before = name in accounts
    accounts[name] = {"role": role, "password": hashed(_password(name))}
    write_file(path, data)
    click.echo(f"{name} is {role} {'now' if before else 'and may come in'} ({path}).")
    return 0


@_file_option
@users.command("list")
def show(path: Path) -> int:
    """List the accounts with their roles."""
    from desk.web.users import read_file

    for name, account in sorted(read_file(path).get("users", {}).items()):
        click.echo(f"{name}\t{account['role']}")
    return 0


@_file_option
@users.command("remove")
@click.argument("name")
def remove(name: str, path: Path) -> int:
    """Remove NAME; what they did stays in the store. Their session ends at once."""
    from desk.web.users import read_file, write_file

    data = read_file(path)
    if data.get("users", {}).pop(name, None) is None:
        raise ClaimdeskError(f"there is no account {name!r}", where=str(path), next_step="claimdesk users list")
    write_file(path, data)
    click.echo(f"{name} may not come in any more ({path}).")
    return 0


def _password(name: str) -> str:
    """Never an argument: those stand in the list of processes and in the shell's history."""
    if sys.stdin.isatty():
        return str(click.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


COMMANDS = (users,)
