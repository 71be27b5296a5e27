"""Pairs of names that ought to match or ought not, each against a list that holds that one name.

    ./dev python benchmarks/law_names_pairs.py FILE [--part N/M] [--wrong]

FILE is a CSV table with the columns source, schema, query, listed, expected ("same" or "different") and note; rows
whose note begins with "label doubtful" do not count. Flagged is a query whose answer is not clear. `--part 1/2` takes
the first of two parts, drawn by hash, so that one may be looked at while the other only measures; `--wrong` prints
what went wrong, name by name.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from svat.law.lists import Entry, ListedName, ListSet
from svat.law.lists.model import EntryKind
from svat.law.model import Party, PartyKind
from svat.law.screening.screener import Screener

VERSION = date(2026, 1, 1)
# The schema of the file → the kind of the entry and that of the party who is looked for.
KINDS: dict[str, tuple[EntryKind, PartyKind]] = {
    "Person": ("person", "person"),
    "Company": ("organisation", "organisation"),
    "Organization": ("organisation", "organisation"),
    "LegalEntity": ("unknown", "unknown"),
    "Vessel": ("vessel", "unknown"),
}
DOUBTFUL = "label doubtful"
Row = Mapping[str, str]


def main() -> None:
    """Print the share flagged of both kinds of pairs, in all, by source and by schema."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--part", default="1/1", metavar="N/M")
    parser.add_argument("--wrong", action="store_true")
    said = parser.parse_args()
    part, parts = map(int, said.part.split("/"))
    with said.file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if not row["note"].startswith(DOUBTFUL)]
    rows = [row for row in rows if _part(row, parts) == part]
    start = time.process_time()
    answers = [answer(row) for row in rows]
    spent = time.process_time() - start
    print("pairs | ought to match: flagged / of | ought not: flagged / of | barred of these")
    report("all", zip(rows, answers, strict=True))
    for column in ("source", "schema"):
        groups: dict[str, list[tuple[Row, str]]] = defaultdict(list)
        for row, said_of in zip(rows, answers, strict=True):
            groups[row[column]].append((row, said_of))
        for name, group in sorted(groups.items()):
            report(name, group)
    print(f"{len(rows)} pairs, {spent:.1f} CPU s")
    if said.wrong:
        for row, said_of in zip(rows, answers, strict=True):
            if (said_of == "clear") == (row["expected"] == "same"):
                print(f"{row['expected']}: {row['query']} | {row['listed']} ({row['schema']}): {said_of}")


def answer(row: Row) -> str:
    """What screening says of a row's query against its listed name: clear, review or barred."""
    entry, party = KINDS[row["schema"]]
    listed = (Entry("1", "LIST", entry, (ListedName(row["listed"]),), VERSION),)
    (hits,) = Screener(ListSet(VERSION, (), listed)).screen([Party("1", (row["query"],), party)])
    return "barred" if any(h.status == "hit" for h in hits) else "review" if hits else "clear"


def report(name: str, answers: Iterable[tuple[Row, str]]) -> None:
    """One line: what was flagged of the pairs that ought to match and of those that ought not."""
    of: dict[str, list[str]] = {"same": [], "different": []}
    for row, said in answers:
        of[row["expected"]].append(said)
    barred = sum(said == "barred" for said in of["different"])
    print(f"{name} | {_flagged(of['same'])} | {_flagged(of['different'])} | {barred}")


def _flagged(answers: Sequence[str]) -> str:
    flagged = sum(said != "clear" for said in answers)
    return f"{flagged / len(answers):.3f} / {len(answers)}" if answers else "- / 0"


def _part(row: Row, parts: int) -> int:
    digest = hashlib.sha256("|".join((row["query"], row["listed"])).encode()).digest()
    return int.from_bytes(digest[:4], "big") % parts + 1


if __name__ == "__main__":
    main()
