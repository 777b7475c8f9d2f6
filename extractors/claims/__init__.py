"""From attributed text to claims: segments of one voice, clauses, features, scores, kinds."""

from extractors.claims.build import build_claims, candidates, context_of, sentence_features

__all__ = ["build_claims", "candidates", "context_of", "sentence_features"]
