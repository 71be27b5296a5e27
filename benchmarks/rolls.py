"""Reading rolls: seconds and memory by size, encodings told apart by length, duplicates found across scripts.

Run as `./dev python benchmarks/rolls.py`; needs the data folder ($SVAT_DATA, else ../shared/data).
"""

from __future__ import annotations

import csv
import io
import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from svat.roll.duplicates import likely_duplicates
from svat.roll.reader import read_roll
from svat.tables.encoding import decode

DATA = Path(os.environ.get("SVAT_DATA", Path(__file__).resolve().parents[1].parent / "shared/data"))


def reading(sizes: tuple[int, ...]) -> None:
    """Seconds to read and to look for duplicates, on the Kazakh roll repeated under other identifiers."""
    text = (DATA / "rolls/kz.csv").read_text(encoding="utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    print("| companies | read, s | duplicates, s | peak memory, MB |\n|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "roll.csv"
            with path.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out)
                writer.writerow(header)
                for k in range(size):
                    row = rows[k % len(rows)]
                    names = [name.replace(f"{k % len(rows):03}", f"{k:06}") for name in row[1:4]]
                    writer.writerow([f"ID-{k}", *names, *row[4:6], "", "", *row[8:]])
            start = time.perf_counter()
            roll = read_roll([path])
            both = time.perf_counter() - start
            start = time.perf_counter()
            likely_duplicates(roll.companies)
            last = time.perf_counter() - start
        if len(roll.companies) != size:
            sys.exit(f"{size - len(roll.companies)} rows refused: {roll.refusals[0].reason}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"| {size:,} | {both - last:.1f} | {last:.1f} | {peak} |")


def encodings(lengths: tuple[int, ...]) -> None:
    """Share of goods lines, cut to a length, whose encoding is told right."""
    print("\n| encoding | lines | " + " | ".join(f"{n} letters" for n in lengths) + " |")
    print("|---|---|" + "---|" * len(lengths))
    for language, encoding in (("ru", "cp1251"), ("ru", "koi8-r"), ("ru", "cp866"), ("ko", "cp949")):
        with (DATA / f"hs/nomenclature_{language}.csv").open(encoding="utf-8-sig", newline="") as file:
            lines = [row[-1] for row in csv.reader(file)][1::3]
        shares = []
        for length in lengths:
            samples = [
                data for line in lines if not (data := line[:length].encode(encoding, "ignore")).isascii()
            ]
            right = sum(decode(data)[1] == encoding for data in samples)
            shares.append(f"{right / len(samples):.1%}")
        print(f"| {encoding} | {len(lines)} | " + " | ".join(shares) + " |")


def across_scripts() -> None:
    """Companies entered twice, once by local and once by Latin name: how many pairs are found, how many wrong."""
    print("\n| roll | entered twice | found | wrong |\n|---|---|---|---|")
    for name in ("kz.csv", "kr.xlsx"):
        companies = read_roll([DATA / "rolls" / name]).companies
        local = [replace(c, name=c.name_local, name_latin="", website="", email="") for c in companies]
        latin = [
            replace(
                c, external_id=f"{c.external_id}-2", name=c.name_latin, name_local="", website="", email=""
            )
            for c in companies
        ]
        twice = [(a, b) for a, b in zip(local, latin, strict=True) if a.name != b.name]
        found = {(d.first, d.second) for d in likely_duplicates([c for pair in twice for c in pair])}
        right = {(a.external_id, b.external_id) for a, b in twice}
        print(f"| {name} | {len(twice)} | {len(found & right)} | {len(found - right)} |")


if __name__ == "__main__":
    reading(tuple(map(int, sys.argv[1:])) or (1_000, 10_000, 50_000))
    encodings((5, 10, 20, 40))
    across_scripts()
