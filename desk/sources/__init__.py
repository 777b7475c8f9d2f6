"""Sources at the desk: their addresses made comparable, and copies of them kept."""

from store.addresses import Address, normalise

__all__ = ["Address", "normalise"]
