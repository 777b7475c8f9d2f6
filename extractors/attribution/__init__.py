"""Who said what: cues, their sources, and the content that belongs to them."""

from extractors.attribution.frames import Frame, find_frames

__all__ = ["Frame", "find_frames"]
