"""Name screening measured: recall and false positives beside rapidfuzz, legal forms, scripts, speed, index loss.

    pip install --target DIR sanctions-screening-benchmark
    ./dev python benchmarks/law_names.py DIR [SEED ...] [--peer-python PATH] [--peer-every N]

Reads the real lists of the data folder ($SVAT_DATA, else ../shared/data beside the checkout) and prints no listed
name. The constants of svat.law.names.scale were chosen on seed 0; seeds 1 and 2 are the check. The package's
perturbations run on the first 250 persons and organisations of the SDN list; "pool" screens against those alone,
as the package does, "full" against the whole list. With --peer-python, a Python that has nomenklatura answers every
N-th case too (it compares some hundred names a second), beside svat on the same cases.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, utils
from rapidfuzz.process import cdist

from svat.demo import write as write_demo
from svat.law.lists import Entry, ListedName, ListSet, load_lists
from svat.law.model import Party, PartyKind
from svat.law.names import scale
from svat.law.names.compare import compare
from svat.law.names.listed import scripts_apart
from svat.law.names.query import read
from svat.law.screening.screener import Screener
from svat.roll.reader import read_roll
from svat.text.folding import core, fold, legal_classes
from svat.text.scripts import CYRILLIC, OTHER, script_of

VERSION = date(2024, 5, 3)
POOL = 250
FORMS = (
    "LLC",
    "Ltd.",
    "GmbH",
    "S.A.",
    "ООО «{}»",
    "АО «{}»",
    "TOO {}",
    "{} Co., Ltd.",
    "{} Sdn. Bhd.",
    "{} 주식회사",
)
SHOWN = ("homoglyph", "invisible_char", "initials", "truncate")
PEERS: dict[str, tuple[Callable[..., float], float, Callable[[str], str]]] = {
    "rapidfuzz token_set @.85": (fuzz.token_set_ratio, 85, utils.default_process),
    "svat's folding + rapidfuzz WRatio @.90": (fuzz.WRatio, 90, fold),
}
# cases of the benchmark → for each the entries flagged, best first
Answers = list[list[str]]


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", help="folder with sanctions-screening-benchmark")
    parser.add_argument("seeds", nargs="*", type=int)
    parser.add_argument("--peer-python", default="")
    parser.add_argument("--peer-every", type=int, default=20)
    said = parser.parse_args()
    sys.path.insert(0, said.package)
    seeds = said.seeds or [0, 1, 2]
    data = Path(os.environ.get("SVAT_DATA") or Path(__file__).parents[2] / "shared" / "data")
    start = time.process_time()
    lists = load_lists(data / "lists", date(2026, 3, 1), max_age_days=10_000)
    loaded = time.process_time() - start
    both = Screener(lists)
    built = time.process_time() - start - loaded
    sdn = ListSet(VERSION, (), tuple(e for e in lists.entries if e.publisher == "OFAC"))
    full = Screener(sdn)
    print(f"review from {scale.REVIEW_FROM}, hit from {scale.HIT_FROM}")
    print(f"{len(lists.entries)} entries: load {loaded:.1f} s, index {built:.1f} s CPU\n")
    perturbed(sdn, full, seeds, said.peer_python, said.peer_every)
    legal_forms(sdn, full)
    scripts(lists)
    others(lists)
    benign(both, data)
    index_loss(full, sdn.entries)
    native = [e for e in lists.entries if any(OTHER in map(script_of, n.text) for n in e.names)]
    index_loss(both, native, queries=10)


def perturbed(sdn: ListSet, full: Screener, seeds: Sequence[int], python: str, every: int) -> None:
    """The benchmark package's cases: recall of the right entry, among all flagged and as the first; false positives."""
    build: Any = importlib.import_module("ssb.benchmark").build
    sources: Any = importlib.import_module("ssb.sources")
    print(
        "engine, list, seed | kind | flagged | top-1 | false positives | barred of negatives | names per CPU s"
    )
    classes: dict[str, dict[str, float]] = {}
    for kind in ("person", "organisation"):
        entities = [
            sources.Entity(
                e.id, e.name, "individual", [], [n.text for n in e.names[1:] if n.strength == "strong"]
            )
            for e in sdn.entries
            if e.kind == kind
        ]
        snapshot = sources.ListSnapshot("sdn", str(VERSION), entities)
        for seed in seeds:
            bench = build(snapshot, limit=POOL, seed=seed)
            pool = tuple(
                Entry(i, "OFAC", kind, tuple(map(ListedName, names)), VERSION)
                for i, names in bench.candidates.items()
            )
            for label, screener in (("pool", Screener(ListSet(VERSION, (), pool))), ("full", full)):
                found = _score(
                    f"svat, {label}, {seed}", kind, bench.cases, *_screen(screener, kind, bench.cases)
                )
                if seed == seeds[0] and label == "full":
                    classes[kind] = found
            for name, peer in PEERS.items() if seed == seeds[0] else ():
                start = time.process_time()
                answers = _peer(bench, *peer)
                _score(f"{name}, pool, {seed}", kind, bench.cases, answers, 0, time.process_time() - start)
            if python and seed == seeds[0]:
                some = bench.cases[::every]
                screener = Screener(ListSet(VERSION, (), pool))
                _score(
                    f"svat, pool, {seed}, every {every}th case", kind, some, *_screen(screener, kind, some)
                )
                for algorithm in ("logic-v1", "logic-v2"):
                    label = f"nomenklatura {algorithm} @.70, pool, {seed}, every {every}th case"
                    _score(label, kind, some, *_nomenklatura(python, algorithm, kind, bench, some))
    print("\nrecall by class (full list, first seed), persons | organisations")
    for name in sorted({n for found in classes.values() for n in found}):
        print(
            f"  {name}: "
            + " | ".join(f"{classes[k][name]:.3f}" if name in classes[k] else "-" for k in classes)
        )


def _screen(screener: Screener, kind: PartyKind, cases: Sequence[Any]) -> tuple[Answers, int, float]:
    parties = [Party(str(n), (c.query,), kind) for n, c in enumerate(cases)]
    start = time.process_time()
    hits = screener.screen(parties)
    spent = time.process_time() - start
    barred = sum(
        any(h.status == "hit" for h in own)
        for own, c in zip(hits, cases, strict=True)
        if not c.expected_entity_id
    )
    return [[h.entry_id for h in own] for own in hits], barred, spent


def _nomenklatura(
    python: str, algorithm: str, kind: str, bench: Any, cases: Sequence[Any]
) -> tuple[Answers, int, float]:
    queries = [c.query for c in cases]
    candidates = {own: list(names) for own, names in bench.candidates.items()}
    task = {"algorithm": algorithm, "kind": kind, "candidates": candidates, "queries": queries}
    peer = Path(__file__).with_name("law_names_peer.py")
    done = subprocess.run(
        [python, str(peer)], input=json.dumps(task), capture_output=True, text=True, check=True
    )
    said = json.loads(done.stdout.splitlines()[-1])
    return said["answers"], 0, said["seconds"]


def _peer(bench: Any, scorer: Callable[..., float], floor: float, prepare: Callable[[str], str]) -> Answers:
    owners = [entry for entry, names in bench.candidates.items() for _ in names]
    names = [prepare(name) for listed in bench.candidates.values() for name in listed]
    scores = cdist([prepare(c.query) for c in bench.cases], names, scorer=scorer, dtype=np.float32)
    answers: Answers = []
    for row in scores:
        order = [int(n) for n in np.argsort(-row, kind="stable") if row[n] >= floor]
        answers.append(list(dict.fromkeys(owners[n] for n in order)))
    return answers


def _score(
    label: str, kind: str, cases: Sequence[Any], answers: Answers, barred: int, spent: float
) -> dict[str, float]:
    flagged: dict[str, list[bool]] = defaultdict(list)
    first: list[bool] = []
    false: list[bool] = []
    for case, answer in zip(cases, answers, strict=True):
        if case.expected_entity_id is None:
            false.append(bool(answer))
        else:
            flagged[case.perturbation].append(case.expected_entity_id in answer)
            first.append(answer[:1] == [case.expected_entity_id])
    everything = [x for found in flagged.values() for x in found]
    share = f"{barred / len(false):.3f}" if label.startswith("svat,") else "-"
    print(
        f"{label} | {kind} | {np.mean(everything):.3f} | {np.mean(first):.3f} | {np.mean(false):.3f} | {share} | "
        f"{len(cases) / spent:.0f}",
        flush=True,
    )
    return {name: float(np.mean(found)) for name, found in flagged.items()}


def legal_forms(sdn: ListSet, full: Screener) -> None:
    """Listed organisations with another legal form, or none, in place of their own."""
    with_form = [e for e in sdn.entries if e.kind == "organisation" and legal_classes(e.name)][:POOL]
    cases = []
    for entry in with_form:
        bare = core(entry.name)
        cases += [(entry.id, form.format(bare) if "{" in form else f"{bare} {form}") for form in FORMS]
    hits = full.screen([Party(str(n), (name,), "organisation") for n, (_, name) in enumerate(cases)])
    right = [own_id in [h.entry_id for h in own] for (own_id, _), own in zip(cases, hits, strict=True)]
    print(f"\nlegal forms: {np.mean(right):.3f} of {len(cases)} variants found")


def scripts(lists: ListSet) -> None:
    """Names of the UN list in their original script, against the entries' Latin names alone."""
    latin, cases = _without_native(lists.entries)
    screener = Screener(ListSet(VERSION, (), latin))
    print("\noriginal script | names | entry found | first | never clear | hits (of any entry)")
    for script, named in sorted(cases.items()):
        hits = screener.screen([Party(i, (name,), "unknown") for i, name in named])
        ids = [[h.entry_id for h in own if h.entry_id] for own in hits]
        right = np.mean([i in own for (i, _), own in zip(named, ids, strict=True)])
        first = np.mean([own[:1] == [i] for (i, _), own in zip(named, ids, strict=True)])
        sure = sum(h.status == "hit" for own in hits for h in own)
        shown = np.mean([bool(own) for own in hits])
        print(f"{script} | {len(named)} | {right:.3f} | {first:.3f} | {shown:.3f} | {sure}")


def _without_native(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], dict[str, list[tuple[str, str]]]]:
    """The entries without their names in other scripts than Latin, and those: script → (entry, name)."""
    latin_only = []
    cases: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in entries:
        kept = []
        for name in entry.names:
            apart = scripts_apart(name.text)
            cyrillic = any(script_of(c) == CYRILLIC for c in name.text)
            if apart or cyrillic:
                cases["Cyrillic" if cyrillic else apart[0]].append((entry.id, name.text))
            else:
                kept.append(name)
        latin_only.append(
            Entry(entry.id, entry.publisher, entry.kind, tuple(kept) or entry.names[:1], entry.version)
        )
    return tuple(latin_only), cases


def others(lists: ListSet) -> None:
    """Arabic names of the UN list with their own entry left out: how many are taken for somebody else of that list."""
    latin, cases = _without_native([e for e in lists.entries if e.publisher == "UN"])
    screener = Screener(ListSet(VERSION, (), latin))
    hits = screener.screen([Party(i, (name,), "unknown") for i, name in cases["Arabic"]])
    wrong = [
        sum(h.entry_id not in ("", i) for h in own) for (i, _), own in zip(cases["Arabic"], hits, strict=True)
    ]
    print(
        f"Arabic names taken for another entry of the UN list: {np.mean([w > 0 for w in wrong]):.3f}, "
        f"{np.mean(wrong):.2f} entries a name"
    )


def benign(screener: Screener, data: Path) -> None:
    """Companies of the invented rolls and of the demo against all lists: every alert is a false one."""
    print("\nbenign names of companies | companies | names | alerts | hits | names per CPU s")
    with tempfile.TemporaryDirectory() as folder:
        demo = write_demo(Path(folder))
        files = (data / "rolls" / "kz.csv", data / "rolls" / "kr.xlsx", demo.roll_a, demo.roll_b)
        for file in files:
            companies = read_roll([file]).companies
            parties = [Party(c.external_id, c.names, "organisation") for c in companies]
            start = time.process_time()
            hits = screener.screen(parties)
            spent = time.process_time() - start
            count = sum(len(p.names) for p in parties)
            sure = sum(any(h.status == "hit" for h in own) for own in hits)
            print(
                f"{file.name} | {len(parties)} | {count} | {sum(map(bool, hits))} | {sure} | {count / spent:.0f}"
            )


def index_loss(full: Screener, entries: Sequence[Entry], queries: int = 40) -> None:
    """Every listed name compared with some queries, one by one: how many the index would not have compared."""
    index = full._index
    step = max(len(entries) // queries, 1)
    lost = compared = 0
    for entry in entries[::step][:queries]:
        text = next((n.text for n in entry.names if scripts_apart(n.text)), entry.name)
        name = text[: max(len(text) - 1, 1)].replace("A", "E", 1)
        for marked in read(name, entry.kind == "person"):
            query = index.query(marked, index.word_index.likeness([w for w, _ in marked]))
            bounds = index.bounds(query)
            for number, listed in enumerate(index.names):
                score = compare(query, listed, [index.word_index.words[n] for n in listed.words]).score
                compared += 1
                lost += score >= scale.REVIEW_FROM and bounds[number] < scale.REVIEW_FROM
    print(f"index loss: {lost} of {compared} comparisons")


if __name__ == "__main__":
    main()
