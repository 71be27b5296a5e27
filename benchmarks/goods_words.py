"""Learns the tables of words from customs nomenclatures and writes src/svat/goods/data/words.npz.

Run: ./dev python benchmarks/goods_words.py [--out FILE]

Headings whose hash is divisible by five are left out, as in goods_space.py, so that they can be asked.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import svat.goods.bilingual as room
from goods_data import is_asked, spoken
from goods_space import FILES
from svat.goods import nomenclature


def main() -> None:
    """One table a file, then all of them as one."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    own = Path(room.__file__).with_name("data") / "words.npz"
    arguments.add_argument("--out", type=Path, default=own)
    out = arguments.parse_args().out
    tables = [table(name) for name in FILES]
    out.write_bytes(room.packed(tables))
    for x in tables:
        print(f"{x.language}: {len(x.stems)} stems, {len(x.chance)} translations")
    print(f"{out}: {out.stat().st_size} bytes")


def table(name: str) -> room.WordTable:
    """The table of one file: the first text of each subheading, with its English description."""
    known = nomenclature.load()
    valid = set(known.subheadings)
    language = name[-2:]
    rows = [(text, code) for text, code in spoken(language) if code in valid and not is_asked(code)]
    return room.learnt(language, [(text, known.description(code)) for text, code in rows])


if __name__ == "__main__":
    main()
