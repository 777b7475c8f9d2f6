"""The one root of every error that claimdesk raises on purpose."""

from __future__ import annotations


class ClaimdeskError(Exception):
    """An error that says what was wrong, where, what is allowed and what to do next.

    Args:
        what: what was wrong, one sentence without a full stop.
        where: the file, line, row or cell; empty when there is none.
        allowed: what would have been accepted; empty when that is plain.
        next_step: what the reader can do now; empty when that is plain.
    """

    def __init__(self, what: str, *, where: str = "", allowed: str = "", next_step: str = "") -> None:
        self.what, self.where, self.allowed, self.next_step = what, where, allowed, next_step
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The whole message in one line, as it is shown to a person."""
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.allowed:
            parts.append(f"Allowed: {self.allowed}")
        if self.next_step:
            parts.append(self.next_step)
        return ". ".join(part.rstrip(".") for part in parts) + "."
