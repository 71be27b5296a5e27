"""Law, proof, the replay: a stored verdict computed again from its own inputs, on its own date or on another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from svat.law.lists import load_lists
from svat.law.model import Finding, Verdict
from svat.law.proof.canonical import canonical
from svat.law.proof.case import VERDICT, Basis, Case, Record, basis_of
from svat.law.proof.judge import RememberingScreener, judge
from svat.law.proof.record import RecordScribe, read
from svat.law.proof.stamps import Stamp, stamps_of_files
from svat.law.rules.ruleset import load_rules
from svat.law.screening.external import External, not_screened
from svat.refusals import UnusableInput
from svat.wording import say, unusable

if TYPE_CHECKING:
    from svat.law.lists.model import ListSet
    from svat.law.proof.document import Document


@dataclass(frozen=True, slots=True)
class Replay:
    """What computing again gave."""

    case: Case  # as it is now: with the lists and the software used
    verdict: Verdict
    same: bool  # on the stored date: the same bytes; on another: the same status and findings
    differences: tuple[str, ...]  # between the verdicts, in words
    changes: tuple[str, ...]  # between what they rest on, by hash or version


def replay(
    document: Document, lists_folder: Path | None, on: date | None = None, measures: Sequence[Path] = ()
) -> Replay:
    """Compute a document's verdict again with this svat.

    On the stored date (the default) with the very list versions and own measures of the case, found by their hashes;
    on another with the lists in force then. Raises UnusableInput when an input is missing: then nothing can be said.
    Nothing is taken from the clock.
    """
    return Replaying(lists_folder, on, measures).replay(document)


@dataclass(frozen=True, slots=True)
class ListsAtHand:
    """The lists that a document is computed again with, and what was found in them so far."""

    lists: ListSet
    screener: RememberingScreener


class Replaying:
    """Many documents computed again, one after the other: the lists of the last are kept, as a run's share them."""

    def __init__(
        self, lists_folder: Path | None, on: date | None = None, measures: Sequence[Path] = ()
    ) -> None:
        """The same arguments as `replay`. Raises UnusableInput for measures that cannot be read."""
        self._folder, self._on, self._measures = lists_folder, on, measures
        self._rules = load_rules(measures)
        self._wanted: tuple[object, ...] = ()
        self._found: ListsAtHand | UnusableInput | None = None

    def replay(self, document: Document) -> Replay:
        """The document's verdict again. Raises UnusableInput when an input is missing."""
        old = document.case
        on = self._on or old.on
        same_day = on == old.on
        at_hand = self.lists_of(old)
        _hold_to(old, self._measures, same_day=same_day)
        lists = at_hand.lists if at_hand else None
        case = replace(old, on=on, basis=basis_of(old.basis.settings, lists, self._measures))
        if not same_day:
            case = replace(case, record=_asked_then(old, on))
        verdict = judge(case, lists, self._rules, at_hand.screener if at_hand else None)
        before = document.verdict
        written = VERDICT.write(replace(verdict, on=before.on))
        return Replay(
            case,
            verdict,
            canonical(written) == canonical(document.content["verdict"]),
            tuple(_differences(before, verdict)),
            tuple(_changes(old.basis, case.basis)),
        )

    def lists_of(self, case: Case) -> ListsAtHand | None:
        """The lists that a case is judged by again; None where it had none. Raises UnusableInput where they are
        missing."""
        on, basis = self._on or case.on, case.basis
        wanted = (on, on == case.on, basis.lists, basis.not_yet, basis.settings.max_list_age_days)
        if wanted != self._wanted:
            self._wanted, self._found = wanted, None
            try:
                lists = _lists(case, self._folder) if on == case.on else _lists_on(case, self._folder, on)
                self._found = ListsAtHand(lists, RememberingScreener(lists)) if lists else None
            except UnusableInput as error:
                self._found = error
        if isinstance(self._found, UnusableInput):
            raise self._found
        return self._found


def _asked_then(case: Case, on: date) -> Record:
    """What is on record, for another date: what an outside source said is no answer for any date but its own."""
    if "outside" not in case.record:
        return case.record
    pair = read(case.record)
    publisher, why = pair.case_file.external.publisher, f"it was asked on {case.on}, not on {on}"
    hits = [{key: (not_screened(publisher, key, why),)} for key in (case.a.external_id, case.b.external_id)]
    unasked = External(publisher, hits_a=hits[0], hits_b=hits[1])
    return RecordScribe().written(replace(pair, case_file=replace(pair.case_file, external=unasked)))


def _lists(case: Case, folder: Path | None) -> ListSet | None:
    """The list versions of the case, each by its hash."""
    stamps = case.basis.lists
    if stamps is None:
        return None
    if folder is None:
        raise unusable("the verdict rests on lists: give the folder that keeps them with --lists")
    wanted = {(s.publisher, s.kind, s.version) for s in stamps}
    lists = load_lists(folder, case.on, max_age_days=case.basis.settings.max_list_age_days, only=wanted)
    found = {version.sha256 for version in lists.versions}
    for stamp in stamps:
        if stamp.sha256 not in found:
            raise unusable(
                "{folder}: cannot be replayed: has not the list of {stamp}", folder=folder, stamp=stamp
            )
    return replace(lists, not_yet=case.basis.not_yet)


def _lists_on(case: Case, folder: Path | None, on: date) -> ListSet | None:
    if folder is None:
        if case.basis.lists is None:
            return None
        raise unusable("the verdict rests on lists: give the folder that keeps them with --lists")
    return load_lists(folder, on, max_age_days=case.basis.settings.max_list_age_days)


def _hold_to(case: Case, measures: Sequence[Path], *, same_day: bool) -> None:
    """Refuse own measures that are not those of the case: with others, nothing could be said of it."""
    given, wanted = stamps_of_files(measures), case.basis.measures
    if len(given) < len(wanted) or (same_day and sorted(_hashes(given)) != sorted(_hashes(wanted))):
        names = "; ".join(f"{s.name}, SHA-256 {s.sha256}" for s in wanted) or "none"
        raise unusable(
            "cannot be replayed: the verdict rests on own measures ({names}), and those given "
            "with --measures are {given}",
            names=names,
            given="; ".join(f"{s.name}, SHA-256 {s.sha256}" for s in given) or "none",
        )


def _hashes(stamps: Iterable[Stamp]) -> list[str]:
    return [stamp.sha256 for stamp in stamps]


def _differences(before: Verdict, now: Verdict) -> Iterable[str]:
    if before.status != now.status:
        yield say(
            "status: {status} on {on}, {status_2} on {on_2}",
            status=before.status,
            on=before.on,
            status_2=now.status,
            on_2=now.on,
        )
    kept = set(before.findings) & set(now.findings)
    for sign, findings in (("no longer found", before.findings), ("new", now.findings)):
        for finding in findings:
            if finding not in kept:
                yield f"{sign}: {_short(finding)}"


def _short(finding: Finding) -> str:
    return f"{finding.effect}: {finding.rule}, {finding.source} [{finding.confidence}]: {finding.detail}"


def _changes(old: Basis, new: Basis) -> Iterable[str]:
    lists = [{s.sha256: s for s in basis.lists or ()} for basis in (old, new)]
    yield from (f"list no longer used: {s}" for key, s in lists[0].items() if key not in lists[1])
    yield from (f"list new: {s}" for key, s in lists[1].items() if key not in lists[0])
    for what, before, now in (
        ("table", old.tables, new.tables),
        ("own measures", old.measures, new.measures),
    ):
        was, is_now = ({s.name: s.sha256 for s in stamps} for stamps in (before, now))
        for name in sorted({*was, *is_now}):
            if was.get(name) != is_now.get(name):
                yield say(
                    "{what} {name}: SHA-256 {get} then, {get_2} now",
                    what=what,
                    name=name,
                    get=was.get(name, "none"),
                    get_2=is_now.get(name, "none"),
                )
    for name in ("svat", "code", "python", "unicode"):
        then, now_ = getattr(old.software, name), getattr(new.software, name)
        if then != now_:
            label = {"svat": "version of svat", "code": "code, SHA-256"}.get(name, name)
            yield say("{label}: {then} then, {now} now", label=label, then=then, now=now_)
    libraries = [dict(basis.software.libraries) for basis in (old, new)]
    for name in sorted({*libraries[0], *libraries[1]}):
        if libraries[0].get(name) != libraries[1].get(name):
            yield say(
                "library {name}: {get} then, {get_2} now",
                name=name,
                get=libraries[0].get(name, "none"),
                get_2=libraries[1].get(name, "none"),
            )
