"""The cascade: each pass rewrites a row of tokens, longest match first, until only expressions remain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractors.dates.build import BUILDERS, own_parts
from extractors.dates.grammar import Grammar, Rule
from extractors.dates.lexicon import Lexicon
from extractors.dates.tokens import Token


def parse(lexicon: Lexicon, row: list[Token], grammar: Grammar) -> list[Token]:
    """Run every pass of a grammar over one row; tokens that carry an expression are what was found."""
    if len(row) == 1 and row[0].code not in grammar.singles:
        return row
    for step in grammar.order:
        row = _rewrite(lexicon, grammar.passes[step], row)
    return row


def _rewrite(lexicon: Lexicon, table: Mapping[str, list[Rule]], row: list[Token]) -> list[Token]:
    codes = "".join([token.code for token in row])
    if table.keys().isdisjoint(codes):
        return row
    out: list[Token] = []
    i = 0
    while i < len(row):
        made = _best(lexicon, table, codes, row, i) if codes[i] in table else None
        if made is None:
            out.append(row[i])
            i += 1
        else:
            out.extend(made[0])
            i = made[1]
    return out


def _best(
    lexicon: Lexicon, table: Mapping[str, list[Rule]], codes: str, row: list[Token], at: int
) -> tuple[list[Token], int] | None:
    """The longest match at a place whose builder accepts it; of equally long ones the rule that stands first."""
    found = []
    for order, rule in enumerate(table[codes[at]]):
        match = rule.regex.match(codes, at)
        if match is not None and match.end() > at:
            found.append((-match.end(), order, rule, match))
    found.sort(key=lambda f: f[:2])
    for _, _, rule, match in found:
        captured: dict[str, Any] = {
            name: row[match.start(name)] for name, code in match.groupdict().items() if code and name != "lead"
        }
        expr = BUILDERS[rule.make](captured, rule.settings)
        if expr is None:
            continue
        first = match.end("lead")
        if isinstance(expr, Token):
            return [*row[at:first], expr], match.end()
        classes = expr.classes()
        token = Token(
            row[first].start, row[match.end() - 1].end, dict.fromkeys(classes, True), lexicon.codes.of(classes), expr
        )
        token.parts = own_parts(expr, captured)
        return [*row[at:first], token], match.end()
    return None
