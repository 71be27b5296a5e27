"""svat: lawful, explained introductions between the companies of two countries."""

__version__ = "0.1.0"
