"""The sheet's colours can be told apart, in light and in dark."""

from __future__ import annotations

import re

import pytest

from sheets.pages import TEMPLATES

TEXT_ON = {
    "ink": ("paper", "card", "mark", "mark-nested", "mark-done", "focus-mark", "sentence", "accent-soft"),
    "soft": ("paper", "card", "mark"),
    "accent": ("card", "accent-soft"),
    "on-accent": ("accent",),
    "warn": ("card", "warn-soft", "paper"),
    "ok": ("card",),
    **{f"v-{verdict}": ("card",) for verdict in (
        "true", "partly_true", "missing_context", "misleading", "false", "unproven", "not_checkable")},
}  # fmt: skip


def palettes() -> dict[str, dict[str, str]]:
    style = (TEMPLATES / "sheet.v1.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([a-z_-]+): (#[0-9a-f]{3,6});", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    )
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(scheme: str) -> None:
    colours = palettes()[scheme]
    weak = [
        (text, ground, round(contrast(colours[text], colours[ground]), 2))
        for text, grounds in TEXT_ON.items()
        for ground in grounds
        if contrast(colours[text], colours[ground]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_have_edges_that_can_be_seen(scheme: str) -> None:
    colours = palettes()[scheme]
    assert all(contrast(colours["line-strong"], colours[ground]) >= 3 for ground in ("card", "paper"))


def test_the_style_knows_no_left_and_right() -> None:
    style = (TEMPLATES / "sheet.v1.css").read_text(encoding="utf-8")
    assert not re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right)|float: (?:left|right)|text-align: (?:left|right)", style
    )
