"""Kinds of writing × doors: what the law says of a party is the same wherever it is asked.

`pytest -n 0 -rP tests/acceptance/test_name_doors.py` prints by kind and door how many inputs were caught, let through,
missed and wrongly caught, and what a door cannot be told.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.acceptance import namecases as kinds
from tests.acceptance.doorfiles import back
from tests.acceptance.doors import ShutError
from tests.acceptance.namecases import ASKED, Asked
from tests.acceptance.namedoors import DOORS, Council, at, closed_lists, not_carried, write_lists
from tests.kinds import Case, outcome
from tests.law.kinds.test_wrong_lists import rows
from tests.law.listfiles import table

KINDS = (
    kinds.BRACKETS, kinds.INITIALS, kinds.FATHERS, kinds.FORMS, kinds.IDENTIFIERS, kinds.BIRTHS, kinds.HANGUL,
    kinds.SHIPS, kinds.APOSTROPHES, kinds.QUESTIONS, kinds.SHORT, kinds.CHINESE, kinds.ENDED, kinds.WITHIN,
)  # fmt: skip
STRICTER = ("clear", "review", "hit")


@pytest.fixture(scope="module")
def council(one_classifier: None, tmp_path_factory: pytest.TempPathFactory) -> Council:
    folder = tmp_path_factory.mktemp("names")
    write_lists(folder / "lists")
    return Council(folder, ASKED)


def _judged(council: Council, door: str, case: Asked) -> tuple[str, str]:
    """What became of a case at a door, and what the door said."""
    expected = at(door, case.expected)
    asked = Case(case.id, case, caught=expected != "clear")
    try:
        found = council.said(door, case)
    except ShutError as error:
        return outcome(asked, None), f"failed: {error}"
    if "clear" in (expected, found) or found == expected:
        return outcome(asked, found != "clear"), found
    return ("missed" if STRICTER.index(found) < STRICTER.index(expected) else "wrongly caught"), found


@pytest.mark.parametrize("kind", KINDS)
def test_every_door_says_the_same_of_a_kind(council: Council, kind: str) -> None:
    wrong = []
    for door in DOORS:
        cases = [case for case in ASKED if case.kind == kind]
        reasons = dict.fromkeys(filter(None, (not_carried(door, case) for case in cases)))
        carried = [case for case in cases if not not_carried(door, case)]
        judged = [(case, *_judged(council, door, case)) for case in carried]
        counts = Counter(result for _, result, _ in judged)
        said = ", ".join(
            f"{counts[word]} {word}" for word in ("caught", "let through", "missed", "wrongly caught")
        )
        apart = f"{len(cases) - len(carried)} not carried: {'; '.join(reasons)}" if reasons else ""
        sys.stdout.write(
            f"{kind:18} {door:20} {said if carried else ''}{' | ' if carried and apart else ''}{apart}\n"
        )
        wrong += [
            f"{door}: {case.id}: {case.expected}, {found}"
            for case, result, found in judged
            if result[0] in "mw"
        ]
        questions = sum(case.before or case.expected == "review" for case in carried)
        assert not carried or counts["caught"], f"{door}: nobody of this kind is caught"
        assert not carried or counts["let through"] or questions > 0, f"{door}: no neighbour is let through"
    assert not wrong, "\n".join(wrong)


PLAIN = [
    Asked(kinds.WRONG, "Saryarka Linen Works", "organisation", "clear"),
    Asked(kinds.WRONG, "Dorvane Ulmarick", "person", "clear"),
    Asked(kinds.WRONG, "Saumalkol Petrel", "vessel", "clear"),
]
LISTED = [
    Asked(kinds.WRONG, "INVENTED 00003 QUXLAM", "organisation", "hit"),
    Asked(kinds.WRONG, "INVENTED 00001 QUXLAM", "person", "hit"),
]
_ALT = b'1,1,"aka","INVENTED OTHER",-0- \r\n\x1a'
_WHOLE = rows(60, programme="SDGT] [SDNTK")
_FLOOR = ("--entries-at-least", "50")
LISTS: dict[str, tuple[bytes, tuple[str, ...], str]] = {
    # the file that is added as OFAC's, how, and where somebody stands who is not on it
    "whole": (_WHOLE, _FLOOR, "clear"),
    kinds.CUT: (_WHOLE[:-1], (*_FLOOR, "--accept-cut"), "review"),
    "cut in a line": (_WHOLE[:-70], (*_FLOOR, "--accept-cut"), "review"),
    kinds.WRONG: (_WHOLE, (), "review"),  # far too few for the list that it is called
}


@pytest.mark.parametrize("name", LISTS)
def test_a_wrong_or_cut_list_clears_nobody_at_any_door(
    one_classifier: None, name: str, tmp_path: Path
) -> None:
    data, how, expected = LISTS[name]
    closed_lists(tmp_path, {"sdn.csv": data, "alt.csv": _ALT}, *how)
    council = Council(tmp_path, PLAIN)
    found = {
        (door, case.name): council.said(door, case)
        for door in DOORS for case in PLAIN if not not_carried(door, case)
    }  # fmt: skip
    sys.stdout.write(f"{name}: {Counter(found.values())} at {len(DOORS)} doors\n")
    assert len({door for door, _ in found}) == len(DOORS)
    assert found == dict.fromkeys(found, expected)


def test_another_list_called_the_sdn_list_is_refused_at_every_door(
    one_classifier: None, tmp_path: Path
) -> None:
    files = {"sdn.csv": rows(442, programme="NS-PLC", kinds=("", "individual")), "alt.csv": _ALT}
    (tmp_path / "lists").mkdir()
    for name, data in files.items():
        (tmp_path / "lists" / name).write_bytes(data)
    (tmp_path / "lists/lists.toml").write_text(table("OFAC", "ofac-sdn-csv", back(20), 400, files), "utf-8")
    council = Council(tmp_path, PLAIN)
    for door in DOORS:
        for case in PLAIN:
            if not not_carried(door, case) and door != "endpoint":
                with pytest.raises(ShutError, match=r"is not the SDN list"):
                    council.said(door, case)
    assert council.said("endpoint", PLAIN[0]) == "review"  # HTTP 503: nobody can be cleared
