"""The corridor room, file: TOML in, a checked corridor out; each kind of table has its own module."""

from svat.corridor.file.reader import load

__all__ = ["load"]
