"""Law, proof: a log of before names were read as they are now: each verdict of it that turns, and why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.law.listfiles import VERSION
from tests.law.proof.earlier_names import KEPT, LOG, write_lists
from tests.law.proof.samples import KEY

from svat.council.replays import ReplayedLog, replay_log
from svat.law.proof.document import Document
from svat.law.proof.log import entries_of, verify


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / LOG.name
    path.write_bytes(LOG.read_bytes().replace(b"\r\n", b"\n"))  # whatever a checkout makes of line ends
    return path


@pytest.fixture(scope="module")
def lists(log: Path) -> Path:
    return write_lists(log.parent / "lists")


@pytest.fixture(scope="module")
def earlier(log: Path) -> dict[str, Document]:
    """By the first company's id."""
    return {e.document.case.a.external_id: e.document for e in entries_of(log)}


@pytest.fixture(scope="module")
def found(log: Path, lists: Path) -> ReplayedLog:
    return replay_log(log, lists)


def test_the_log_is_sound_and_of_the_companies_said(log: Path, earlier: dict[str, Document]) -> None:
    check = verify(log, KEY.public)
    assert (check.entries, check.faults) == (len(KEPT), ())
    for number, kept in enumerate(KEPT, start=1):
        case = earlier[f"K{number:02}"].case
        owners = [stake["owner"] for stake in case.record.get("owners", ())]
        said = kept.who.rpartition(": ")[2]
        assert said in (case.a.name, case.a.tax_number, *owners)
        assert earlier[f"K{number:02}"].verdict.status == kept.then


def test_each_verdict_turns_or_stands_as_said_and_for_the_reason_said(found: ReplayedLog) -> None:
    turned = {x.a: x for x in found.turned}
    expected = {f"K{n:02}": kept for n, kept in enumerate(KEPT, start=1)}
    sys.stdout.write(_table(found))
    assert {key for key, kept in expected.items() if kept.then != kept.now} == set(turned)
    for key, x in turned.items():
        kept = expected[key]
        assert (x.turn.before.status, x.turn.now.status) == (kept.then, kept.now), kept
        assert [cause.code for cause in x.turn.causes] == [kept.cause], kept
    assert found.stand == len(KEPT) - len(turned)
    assert (found.verdicts, found.missing, found.not_replayed) == (len(KEPT), 0, ())


def test_every_kind_that_turns_stands_beside_one_that_does_not() -> None:
    turn, stand = ([k for k in KEPT if bool(k.cause) is turned] for turned in (True, False))
    assert len({k.cause for k in turn}) >= 20
    assert {k.then for k in stand} == {"clear", "review", "barred"}
    ways = {(k.then, k.now) for k in turn}
    assert {("barred", "review"), ("clear", "review"), ("clear", "barred"), ("review", "clear")} <= ways


def test_other_words_are_no_turn_and_other_findings_are_said_apart(found: ReplayedLog) -> None:
    became = found.became
    assert became["words"] >= 2  # what a hit says of birth dates
    changed = [x for x in found.changed if x.turn.became == "findings"]
    assert len(changed) == became["findings"] >= 1
    for x in changed:
        assert x.turn.before.status == x.turn.now.status
        assert x.turn.findings
    for x in found.changed:
        assert all(y.cause.code != "not explained" for y in x.turn.findings), x


def test_without_its_lists_a_verdict_is_counted_and_never_said_to_stand(log: Path, tmp_path: Path) -> None:
    folder = write_lists(tmp_path / "lists")
    manifest = folder / "lists.toml"
    manifest.write_text(manifest.read_text("utf-8").replace(f"{VERSION}", "2026-02-28", 1), encoding="utf-8")
    for given in (folder, None):
        found = replay_log(log, given)
        assert (found.stand, found.turned, found.missing) == (0, (), len(KEPT))
        [why] = found.not_replayed
        assert "list" in why.reason
        assert len(why.verdicts) == len(KEPT)


def _table(found: ReplayedLog) -> str:
    rows = [f"{x.before:>7} {x.now:>7} {x.verdicts:>3}  {x.cause.words}" for x in found.counts]
    return "\n".join((f"{found.verdicts} verdicts, {found.stand} stand", *rows, ""))
