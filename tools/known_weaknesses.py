"""What is known against the packages that svat rests on: each of the lock file asked for in public advisories.

    python tools/known_weaknesses.py UV          UV being the installer that ./dev has

pip-audit asks, in an environment of its own. Where a source of advisories cannot be reached, or does not know a
package, that is said by name: nothing counts as asked that was not answered. The exit code is 1 where something is
known, and 0 where nothing is or nobody could be asked; with SVAT_AUDIT=required it is 2 then.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
AUDITOR = "pip-audit==2.10.1"
SERVICES = ("osv", "pypi")  # as pip-audit calls them; the second is asked for what the first did not answer
# Advisory → why it does not concern svat, after somebody has read it.
READ: Mapping[str, str] = {}
_SECONDS = 600


@dataclass(frozen=True)
class Advice:
    """What one source says: the packages it answered for; of what is known package, version, advisory, mended in."""

    answered: frozenset[str]
    asked: frozenset[str]
    known: tuple[tuple[str, str, str, str], ...] = ()


def advice_of(printed: str) -> Advice | None:
    """What pip-audit printed; None where it is no answer at all."""
    try:
        rows = json.loads(printed)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    known = [
        (x["name"], x["version"], one["id"], ", ".join(one["fix_versions"]))
        for x in rows
        for one in x.get("vulns", ())
    ]
    answered = frozenset(x["name"] for x in rows if "skip_reason" not in x)
    return Advice(answered, frozenset(x["name"] for x in rows), tuple(known))


def said_of(found: Iterable[Advice | None]) -> tuple[list[str], int, bool]:
    """(lines, how much is known against packages, whether all were asked) of what the sources said."""
    there = [x for x in found if x is not None]
    answered = frozenset[str]().union(*(x.answered for x in there))
    missing = frozenset[str]().union(*(x.asked for x in there)) - answered
    known = sorted({row for x in there for row in x.known if row[2] not in READ})
    lines = [
        f"{name} {version}: {advisory}; mended in: {mended or 'no version yet'}"
        for name, version, advisory, mended in known
    ]
    if not answered:
        lines.append("audit of dependencies NOT DONE: no source of advisories could be reached")
    elif missing:
        lines.append(f"audit of dependencies NOT DONE for: {', '.join(sorted(missing))}")
    else:
        lines.append(f"audit of dependencies: {len(answered)} packages, {len(known)} known weaknesses")
    return lines, len(known), bool(answered) and not missing


def main(ask: Callable[[str], str]) -> int:
    """Ask source after source until all packages are answered for; say what was found."""
    found: list[Advice | None] = []
    for service in SERVICES:
        found.append(advice_of(ask(service)))
        lines, known, whole = said_of(found)
        if whole:
            break
    print("\n".join(lines))  # noqa: T201 - what it is for
    if known:
        return 1
    return 2 if not whole and os.environ.get("SVAT_AUDIT") == "required" else 0


def asker(uv: str) -> Callable[[str], str]:
    """Runs pip-audit against a service; what it prints."""

    def ask(service: str) -> str:
        command = [
            uv, "tool", "run", "--from", AUDITOR, "pip-audit", "--requirement", str(LOCK), "--no-deps", "--disable-pip",
            "--vulnerability-service", service, "--timeout", "10", "--format", "json", "--progress-spinner", "off",
        ]  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 - the installer that ./dev found, with our own arguments
                command, capture_output=True, text=True, check=False, timeout=_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout

    return ask


if __name__ == "__main__":
    sys.exit(main(asker(sys.argv[1])))
