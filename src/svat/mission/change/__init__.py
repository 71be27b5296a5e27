"""Mission, change: a plan kept as far as a changed mission allows, and the least that any plan must lose and move."""

from svat.mission.change.replan import replan

__all__ = ["replan"]
