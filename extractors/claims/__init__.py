"""From attributed text to claims: segments of one voice, clauses, features, scores, kinds."""

from extractors.claims.build import build_claims

__all__ = ["build_claims"]
