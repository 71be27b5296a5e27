"""Law, lists: sanctions lists as their publishers issue them, read through a manifest that fails closed."""

from svat.law.lists.manifest import load_lists
from svat.law.lists.model import Entry, ListedName, ListSet, ListVersion

__all__ = ["Entry", "ListSet", "ListVersion", "ListedName", "load_lists"]
