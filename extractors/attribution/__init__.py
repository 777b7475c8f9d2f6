"""Who said what: cues, their sources, and the content that belongs to them."""

from extractors.attribution.frames import find_frames
from extractors.attribution.scene import Frame

__all__ = ["Frame", "find_frames"]
