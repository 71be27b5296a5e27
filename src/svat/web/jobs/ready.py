"""Jobs, ready: what the processes of jobs begin with. It is loaded once; each job's process is a copy of that one.

To load it takes more than a second, which whoever looks at a roll that they have sent would wait for.
"""

from __future__ import annotations

from importlib import import_module

from svat.web.jobs.one import loaded

if loaded():  # else each job finds for itself that the disk is gone
    from svat.web.jobs.work import KINDS

    for place in KINDS.values():
        import_module(place.partition(":")[0])
