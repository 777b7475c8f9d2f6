"""Text to claims. Pure: no database, no workflow engine, no clock, no network."""

from extractors.pipeline import extract, extract_many

__all__ = ["extract", "extract_many"]
