"""``claimdesk desk``: the web review desk."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from desk import options
from extractors.errors import ClaimdeskError

if TYPE_CHECKING:
    from starlette.applications import Starlette

PORT = 8330
LANGUAGES = ("ar", "en")


@click.command("desk")
@options.store_option()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others need --users.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Port; 0 takes any.")
@click.option(
    "--users",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Accounts of a team (claimdesk users makes them); without, the desk belongs to one person.",
)
@click.option("--reviewer", metavar="NAME", help="Your name at a desk of one; your login name if left out.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ar", show_default=True, help="Of the pages.")
@click.option(
    "--address",
    default="",
    metavar="URL",
    help="Under which readers reach the desk, such as https://desk.example.org behind a proxy that speaks TLS.",
)
@click.option(
    "--wait",
    type=click.IntRange(1, 600),
    default=10,
    show_default=True,
    help="Seconds that a page waits while another program holds the store.",
)
def desk(
    store: str, host: str, port: int, users: Path | None, reviewer: str | None, language: str, address: str, wait: int
) -> int:
    """The web review desk: queue, claims, verdicts, publication. Ctrl-C closes it."""
    if users is None and not _is_loopback(host):
        raise ClaimdeskError(
            "a desk that others can reach needs accounts",
            where=f"--host {host}",
            allowed="127.0.0.1, ::1 or localhost without --users",
            next_step="Make accounts with: claimdesk users add NAME --role admin, then give the file with --users",
        )
    name = _address_name(address)
    bound = _listen(host, port)
    try:
        from desk.web.app import create_app

        app = create_app(
            store,
            users=users,
            reviewer=_own_name(reviewer),
            language=language,
            secure=address.startswith("https:"),
            names=(name, host, socket.gethostname(), socket.getfqdn()),
            wait_seconds=wait,
        )
        with app.state.desk.keeper.writing():  # makes or renews the store now, so that trouble is said here
            pass
        shown = address or f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}/"
        click.echo(f"The desk is open at {shown} (store {store}). Ctrl-C closes it.")
        _serve(app, bound, proxied=address.startswith("https:"))
    finally:
        bound.close()
    click.echo("The desk is closed.")
    return 0


def _serve(app: Starlette, bound: socket.socket, *, proxied: bool) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        # A proxy on this machine that speaks TLS says who asks; nobody else is believed.
        proxy_headers=proxied,
        forwarded_allow_ips="127.0.0.1",
        http="h11",
        ws="none",
        timeout_graceful_shutdown=10,
        timeout_keep_alive=30,
    )
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[bound])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(256)
    except OSError as error:
        raise ClaimdeskError(
            f"the desk cannot listen there ({error.strerror or error})",
            where=f"{host}:{port}",
            next_step="Choose another port with --port; 0 takes a free one",
        ) from error
    bound.set_inheritable(False)
    return bound


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address_name(address: str) -> str:
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")):
        raise ClaimdeskError(
            f"{address!r} is no address of a desk", where="--address", allowed="https://NAME, without a path"
        )
    return parts.hostname or ""


def _own_name(given: str | None) -> str:
    from desk.web.users import checked_name

    if given:
        return checked_name(given)
    import getpass

    try:
        return checked_name(getpass.getuser())
    except (OSError, KeyError, ClaimdeskError):
        return "reviewer"


COMMANDS = (desk,)
