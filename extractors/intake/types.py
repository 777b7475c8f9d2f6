"""What reading gives beside articles: inputs that were set aside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that gave no article.

    Attributes:
        source: the file, with ":<line>" for a line of a JSONL file.
        reason: one of empty, binary, broken_json, wrong_shape, no_body, unsupported, unreadable_file,
            too_large, broken_gzip, bad_published_at.
        detail: what was wrong, in words for a person.
    """

    source: str
    reason: str
    detail: str


class SetAside(Exception):
    """Raised inside the package where an input gives no article; reading turns it into ``Unreadable``."""

    def __init__(self, reason: str, detail: str) -> None:
        self.reason, self.detail = reason, detail
        super().__init__(detail)
