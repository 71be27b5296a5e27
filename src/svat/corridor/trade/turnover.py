"""Corridor room, turnover: a pair's yearly figures out of trade by product, one series for each reporter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from svat.corridor.model import Measure, Valuation
from svat.corridor.source import Citation
from svat.corridor.trade.model import TOTAL, Flow, Observation, RefusedPart, TradeTable, TradeVersion
from svat.corridor.trade.rows import FlowKey, FlowKeys, taken
from svat.notation import count
from svat.wording import say, say_list

_FLOWS_OF = {"import": say("{side}'s imports ({valuation})"), "export": say("{side}'s exports ({valuation})")}

_CURRENCY = "USD"  # of all Comtrade values
_NAMED = 12  # areas that are told one by one
_CHAPTER = 2  # digits of a chapter's code
_CHAPTERS = 96  # of the HS: 1 to 97, of which 77 is kept free
_MOST_CHAPTERS = 64  # in a file with this many of them they are all that there are: two thirds


@dataclass(frozen=True, slots=True)
class _Sum:
    """One flow of one year as one side reports it."""

    value: Decimal
    valuation: Valuation
    notes: tuple[str, ...]
    file: str
    partial: bool  # a part of the year's trade, not its total


def observations(table: TradeTable, a: str, b: str, measure: Measure) -> list[Observation]:
    """The yearly figures of a measure between `a` and `b`, by year and reporter.

    `exports` are goods from `a` to `b`, `imports` those from `b` to `a`, `turnover` is both. Each reporter is a
    series of its own and nothing is added over reporters. `b`'s report of a year is marked `mirror` where `a` has
    none of that year. A turnover that neither side reports whole is made of one side's flow and the other
    side's report of the opposite one, and says so. The total of a year is the row TOTAL; without one, the sum of the
    shortest codes that are there (chapters, and headings of chapters that are not there), never both, in one revision
    of the HS. A sum that does not cover the chapters, or of which a row was refused, is `partial`. Where files
    contradict each other over a year, its figure is there once for each of them that gives another value.
    """
    found = _figures(table, a, b, measure)
    apart: dict[int, list[TradeVersion]] = defaultdict(list)
    for version in table.versions:
        for year in {year for year, reporter, partner, _ in version.flows if {reporter, partner} == {a, b}}:
            apart[year].append(version)
    if not apart:
        return found
    kept = [seen for seen in found if seen.year not in apart]
    said = {v.file: _figures(v.table, a, b, measure) for v in table.versions}
    for year, versions in apart.items():
        kept += _by_version(year, [(v.file, seen) for v in versions for seen in said[v.file]])
    return sorted(kept, key=lambda seen: seen.year)


def _by_version(year: int, said: Sequence[tuple[str, Observation]]) -> list[Observation]:
    """The figures of a year that files contradict each other over: each different value once, with its files."""
    files: dict[tuple[tuple[str, ...], Decimal], list[str]] = defaultdict(list)
    first: dict[tuple[tuple[str, ...], Decimal], Observation] = {}
    for file, seen in said:
        if seen.year == year:
            files[seen.series, seen.value].append(file)
            first.setdefault((seen.series, seen.value), seen)
    values = Counter(series for series, _ in first)
    return [seen if values[key[0]] == 1 else _of_files(seen, files[key]) for key, seen in first.items()]


def _of_files(seen: Observation, files: Sequence[str]) -> Observation:
    names = ", ".join(files)
    note = say_list(filter(None, (say("by {names}; another download differs", names=names), seen.note)), "; ")
    return replace(
        seen, note=note, cited=Citation(plain=say("{source}, in {names}", source=seen.source, names=names))
    )


def _figures(table: TradeTable, a: str, b: str, measure: Measure) -> list[Observation]:
    of_pair = ((table.reporter == a) & (table.partner == b)) | ((table.reporter == b) & (table.partner == a))
    sums = _sums(taken(table, of_pair), table)
    found: list[Observation] = []
    for year in sorted({key[0] for key in sums}):
        flows = {(reporter, flow): s for (y, reporter, flow), s in sums.items() if y == year}
        found += _of_year(year, flows, a, b, measure)
    return found


def _sums(pair: TradeTable, table: TradeTable) -> dict[tuple[int, str, Flow], _Sum]:
    places: dict[tuple[int, str, Flow], list[int]] = defaultdict(list)
    for k in range(len(pair)):
        flow: Flow = "export" if pair.flow[k] == "export" else "import"
        places[int(pair.year[k]), str(pair.reporter[k]), flow].append(k)
    keys, sums = FlowKeys(pair), {}
    for key, every in places.items():
        total = [k for k in every if pair.hs[k] == TOTAL]
        rows = total or _uppermost(pair, every)
        lacking = "" if total else _lacking(pair, rows, table, keys[every[0]])
        notes: list[str] = [say("partial: {lacking}", lacking=lacking)] if lacking else []
        if not total:
            notes += [_made_of(pair, rows), table.revisions.get(keys[every[0]], "")]
        valuations = set(pair.valuation[rows].tolist())
        sums[key] = _Sum(
            sum((Decimal(str(pair.written[k])) for k in rows), Decimal(0)),
            valuations.pop() if len(valuations) == 1 else "unknown",
            tuple(filter(None, notes)),
            ", ".join(sorted(set(pair.file[rows].tolist()))),
            bool(lacking),
        )
    return sums


def _made_of(pair: TradeTable, rows: Sequence[int]) -> str:
    deep = "/".join(map(str, sorted({len(str(pair.hs[k])) for k in rows})))
    codes = count(len(rows), "code")
    return say(
        "sum of {codes} of {deep} digits, the file has no total; codes kept secret would be missing",
        codes=codes,
        deep=deep,
    )


def _lacking(pair: TradeTable, rows: Sequence[int], table: TradeTable, key: FlowKey) -> str:
    """Why a sum of codes is not the total of its flow, in words; "" when it is.

    It is the total when the files have the chapters of that reporter, year and flow, with any partner, and no row of it
    was refused: who trades little in few chapters is told from a download of few chapters by the other partners.
    """
    chapters = {str(pair.hs[k]) for k in rows if len(str(pair.hs[k])) == _CHAPTER}
    refused = [gap for gap in table.gaps if _is_of(gap, key) and gap.hs[:_CHAPTER] not in chapters]
    if refused:
        return say("{rows} of it refused", rows=count(len(refused), "row"))
    year, reporter, _, flow = key
    same = (table.year == year) & (table.reporter == reporter) & (table.flow == flow) & (table.hs != TOTAL)
    there = len({code[:_CHAPTER] for code in np.unique(table.hs[same]).tolist()})
    if there < _MOST_CHAPTERS:
        return say(
            "{there} of {chapters} chapters are in the files, and the row TOTAL is not",
            there=there,
            chapters=_CHAPTERS,
        )
    return ""


def _is_of(gap: RefusedPart, key: FlowKey) -> bool:
    mine = (gap.year, gap.reporter, gap.partner, gap.flow)
    return all(not given or given == wanted for given, wanted in zip(mine, key, strict=True))


def _uppermost(pair: TradeTable, rows: Sequence[int]) -> list[int]:
    """The rows whose code is no part of another one that is there: a heading counts where its chapter is missing."""
    codes = {str(pair.hs[k]) for k in rows}
    return [
        k for k in rows if not any(str(pair.hs[k])[:n] in codes for n in range(2, len(str(pair.hs[k])), 2))
    ]


def _of_year(
    year: int, flows: Mapping[tuple[str, Flow], _Sum], a: str, b: str, measure: Measure
) -> list[Observation]:
    reports: list[tuple[str, tuple[tuple[str, Flow], ...]]]
    if measure != "turnover":
        own: Flow = "export" if measure == "exports" else "import"
        opposite: Flow = "import" if measure == "exports" else "export"
        reports = [(side, ((side, flow),)) for side, flow in ((a, own), (b, opposite))]
    else:
        reports = [(side, ((side, "export"), (side, "import"))) for side in (a, b)]
        if not any(all(part in flows for part in parts) for _, parts in reports):
            # Neither side reports both ways: each way from whoever reports it, the exporter's own word first.
            ways: list[tuple[tuple[str, Flow], tuple[str, Flow]]] = [
                ((a, "export"), (b, "import")),
                ((b, "export"), (a, "import")),
            ]
            chosen = tuple(next((part for part in way if part in flows), way[0]) for way in ways)
            reports = [(f"{chosen[0][0]}+{chosen[1][0]}" if chosen[0][0] != chosen[1][0] else a, chosen)]
    found = []
    own_there = all(part in flows for part in reports[0][1])
    for position, (reporter, parts) in enumerate(reports):
        if not all(part in flows for part in parts):
            continue
        sums = [flows[part] for part in parts]
        mixed = "+" in reporter
        mirror = mixed or (position == 1 and not own_there)
        notes = [note for s in sums for note in s.notes]
        if mirror:
            notes.append(_said(parts, sums, a, b, mixed))
        found.append(
            Observation(
                year=year,
                value=sum((s.value for s in sums), Decimal(0)),
                currency=_CURRENCY,
                measure=measure,
                reporter=reporter,
                partner=a if reporter == b else b,
                flow="+".join(flow for _, flow in parts),
                valuation=_together([s.valuation for s in sums]),
                source=say("UN Comtrade, reported by {reporter}", reporter=reporter),
                mirror=mirror,
                note=say_list(dict.fromkeys(notes), "; ") if notes else "",
                doubtful=any(s.partial for s in sums),
                partial=any(s.partial for s in sums),
            )
        )
    return found


def _said(parts: tuple[tuple[str, Flow], ...], sums: list[_Sum], a: str, b: str, mixed: bool) -> str:
    each = (
        say(_FLOWS_OF[flow], side=side, valuation=s.valuation)
        for (side, flow), s in zip(parts, sums, strict=True)
    )
    what = say_list(each, " and ")
    why = (
        say("neither {a} nor {b} reports both ways", a=a, b=b)
        if mixed
        else say("{a} reports nothing of that kind", a=a)
    )
    return say(
        "mirror: {why}; made of {what}; imports CIF hold freight and insurance, exports FOB do not",
        why=why,
        what=what,
    )


def _together(valuations: list[Valuation]) -> Valuation:
    kinds = set(valuations)
    if len(kinds) == 1:
        return kinds.pop()
    return "FOB+CIF" if kinds == {"FOB", "CIF"} else "unknown"


def nothing_of(table: TradeTable, a: str, b: str) -> str:
    """Which reporters and partners trade files have where none of their rows is between `a` and `b`; "" otherwise."""
    sides = np.isin(table.reporter, [a, b]) & np.isin(table.partner, [a, b])
    if not len(table) or sides.any():
        return ""
    reporters, partners = (_listed(column) for column in (table.reporter, table.partner))
    return say(
        "no row is between {a} and {b}: the reporters are {reporters}, the partners {partners}",
        a=a,
        b=b,
        reporters=reporters,
        partners=partners,
    )


def _listed(areas: NDArray[np.str_]) -> str:
    found = np.unique(areas).tolist()
    return ", ".join(found[:_NAMED]) + (
        say(" and {found} more", found=len(found) - _NAMED) if len(found) > _NAMED else ""
    )


def years_of(table: TradeTable) -> tuple[int, ...]:
    """The years that a table has, in order."""
    return tuple(int(y) for y in np.unique(table.year))
