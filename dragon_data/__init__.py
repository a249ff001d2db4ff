"""The dragons of the course: the published table, fresh tables like it, and the tutorial's pipeline."""

from dragon_data.table import COLORS, PATH, draw, load

__all__ = ["COLORS", "PATH", "draw", "load"]
