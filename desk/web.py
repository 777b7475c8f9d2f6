"""``claimdesk desk``: the web review desk, which this version does not have."""

from __future__ import annotations

import click

from extractors.errors import ClaimdeskError


@click.command("desk")
def desk() -> int:
    """The web review desk (not in this version)."""
    raise ClaimdeskError(
        "the web review desk is not in this version",
        next_step="Review in the sheets: claimdesk sheets renders them, claimdesk import reads them back",
    )


COMMANDS = (desk,)
