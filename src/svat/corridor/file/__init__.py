"""The corridor room, file: TOML in, a checked corridor out; each kind of table has its own module."""

from svat.corridor.file.reader import corridor_of, load

__all__ = ["corridor_of", "load"]
