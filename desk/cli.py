"""The command ``claimdesk``: its group, and how every command ends."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

import click

from desk import accounts, archive, backup, check, data, export, extract, run, search, serve, sheets
from desk.console import show_error
from desk.settings import load_dotenv
from extractors.errors import ClaimdeskError
from flows.interrupts import was_interrupted

DONE, LISTED, NOTHING_DONE, INTERRUPTED = 0, 1, 2, 130
DEBUG_HELP = "Show the full traceback when something goes wrong."


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, envvar="CLAIMDESK_DEBUG", help=DEBUG_HELP)
@click.version_option(package_name="claimdesk", message="%(prog)s %(version)s")
def cli(debug: bool) -> None:
    """Pulls checkable claims out of news articles, Arabic first, and carries them to a verdict.

    Settings come from CLAIMDESK_* in the environment or in a file .env; options win.
    Exit status: 0 done; 1 done, but something was rejected, refused or failed a check; 2 nothing could be done.
    """


for _command in (
    *run.COMMANDS,
    *extract.COMMANDS,
    *sheets.COMMANDS,
    *check.COMMANDS,
    *backup.COMMANDS,
    *data.COMMANDS,
    *export.COMMANDS,
    *search.COMMANDS,
    *archive.COMMANDS,
    *serve.COMMANDS,
    *accounts.COMMANDS,
):
    _command.params.append(
        click.Option(["--debug"], is_flag=True, expose_value=False, envvar="CLAIMDESK_DEBUG", help=DEBUG_HELP)
    )
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and exits with the status of the contract, never with a traceback unless asked."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    signal.signal(signal.SIGTERM, _interrupt)
    status = NOTHING_DONE
    try:
        load_dotenv()
        status = cli.main(arguments, prog_name="claimdesk", standalone_mode=False) or DONE
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        status = stop.exit_code
    except click.ClickException as error:
        error.show()
    except BrokenPipeError:
        # Whoever read us has had enough; what is left in the buffer must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = DONE
    except (KeyboardInterrupt, click.Abort):
        status = INTERRUPTED
    except Exception as error:
        if was_interrupted(error):
            status = INTERRUPTED
        elif _debugging(arguments):
            raise
        else:
            _complain(error)
    if status == INTERRUPTED:
        click.echo("Stopped.", err=True)
    sys.exit(status)


def _complain(error: Exception) -> None:
    if isinstance(error, ClaimdeskError):
        show_error(error)
    elif isinstance(error, OSError):
        show_error(ClaimdeskError(error.strerror or str(error), where=str(error.filename or "")))
    else:
        click.echo(f"Error: {type(error).__name__}: {' '.join(str(error).split())}", err=True)
        click.echo("This was not expected. The same command with --debug shows where it happened.", err=True)


def _speak_utf8() -> None:
    """Arabic comes out whole whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _debugging(arguments: Sequence[str]) -> bool:
    return "--debug" in arguments or os.environ.get("CLAIMDESK_DEBUG", "").lower() in ("1", "true", "yes", "on")


if __name__ == "__main__":
    main()
