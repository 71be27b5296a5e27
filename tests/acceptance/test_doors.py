"""One table of cases, each sent through every door that can see it: the law answers alike wherever it is asked.

A case closes the gate, or opens it; beside it stands its nearest neighbour, of which the opposite is true. The last
test prints the table: `pytest -n 0 -rP tests/acceptance/test_doors.py`, and by itself where a cell is wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date

import pytest
from tests.acceptance import doorfiles as files
from tests.acceptance.doorfiles import ON, Firm, back, councils
from tests.acceptance.doors import Doors, ShutError, rule
from tests.acceptance.heard import BLUNT, STRICTER, hear, plain

from svat.notation import day

MATCH = ("match terminal", "match page", "match JSON", "prove and replay")
PAIR = MATCH[1:]  # the terminal counts pairs and names none
DEALS = ("settlement", "report, deals")
NAMES = ("screen", "screen --batch", "yente")
LISTS = (*MATCH, "learn", *DEALS)  # every door that knows what the corridor asks of lists
PARTY = (*PAIR, "learn", *DEALS, "rescreen")
ON_FILE = (*PAIR, "learn", *DEALS)
GOODS = (*ON_FILE, "potential", "report, goods")

CLOSED = "closed"  # nobody is clear, and why is said in the words of all other doors


@dataclass(frozen=True, slots=True)
class Case:
    """What every door has to say of one seller of one council: clear, review or barred, or that the lists close."""

    name: str
    council: str
    firm: Firm
    expected: str
    doors: tuple[str, ...]

    def at(self, door: str) -> str:
        """The same, as far as the door can tell: for two of them all that is not barred is open."""
        blunt = door in BLUNT and self.expected in ("clear", "review")
        return "open" if blunt else self.expected


def _counted(council: str, firms: tuple[Firm, ...]) -> str:
    """How many sellers of a council ought to be clear, held and barred, by the table itself."""
    kinds = Counter({case.firm.id: case.expected for case in SELLERS if case.council == council}.values())
    assert kinds.total() == len(firms)
    return ", ".join(f"{kinds[kind]} {kind}" for kind in ("clear", "review", "barred"))


SELLERS = (
    Case("0 listed by its name", "parties", files.LISTED, "barred", (*PARTY, *NAMES)),
    Case("0 like nobody listed", "parties", files.PLAIN, "clear", (*PARTY, *NAMES)),
    Case("6 owned 100 % by a listed firm", "parties", files.OWNED, "barred", PARTY),
    Case("6 owned 49 % by a listed firm", "parties", files.HALF, "review", PARTY),
    Case("6 owned 100 % by another firm", "parties", files.FREE, "clear", PARTY),
    Case("7 cleared by a ruling", "parties", files.RULED, "clear", PARTY),
    Case("7 cleared by a ruling that ran out", "parties", files.LAPSED, "barred", PARTY),
    Case("8 listed by its tax number", "parties", files.TAX, "barred", (*PARTY, "yente")),
    Case("8 listed by its registration number", "parties", files.NUMBER, "barred", (*PARTY, "yente")),
    Case("8 listed by its LEI", "parties", files.LEI, "barred", (*PARTY, "yente")),
    Case("8 the digits of another kind of number", "parties", files.OTHER_CLASS, "review", (*PARTY, "yente")),
    Case("9 contact person named like a listed one", "parties", files.CONTACT, "review", PARTY),
    Case("14 named like its partner, with another form", "parties", files.TWIN, "review", ON_FILE),
    Case("14 named like its partner, a word more", "parties", files.SUBSIDIARY, "clear", ON_FILE),
    Case("10 goods that the own measures bar", "measures", files.BARRED_GOODS, "barred", GOODS),
    Case("10 goods that the own measures do not name", "measures", files.FREE_GOODS, "clear", GOODS),
    Case("10 dual-use goods without a context", "measures", files.CHIP_GOODS, "clear", GOODS),
    Case("10 dual-use goods in a military context", "military", files.CHIP_GOODS, "review", GOODS),
    Case("10 other goods in a military context", "military", files.FREE_GOODS, "clear", GOODS),
    Case("11 exempted", "on-file", files.EXEMPT, "review", ON_FILE),
    Case("11 another company is exempted", "on-file", files.NOT_EXEMPT, "barred", ON_FILE),
    Case("12 the cap is used up", "on-file", files.SPENT, "barred", ON_FILE),
    Case("12 some of the cap is left", "on-file", files.UNSPENT, "review", ON_FILE),
    Case("13 end use answered", "on-file", files.ANSWERED, "clear", ON_FILE),
    Case("13 one question on end use left open", "on-file", files.HALF_ANSWERED, "review", ON_FILE),
)
CASES = (
    Case("1 a list whose only version is later", "later", files.PLAIN, CLOSED, (*LISTS, *NAMES, "rescreen")),
    Case("2 a list one day too old", "stale", files.PLAIN, CLOSED, (*LISTS, *NAMES, "rescreen")),
    Case("3 a list that the corridor requires is missing", "missing", files.PLAIN, CLOSED, (*LISTS, "rescreen")),
    Case("4 no list", "none", files.PLAIN, CLOSED, LISTS),
    Case("5 a list made after its version", "doubt", files.PLAIN, CLOSED, (*LISTS, *NAMES, "rescreen")),
    Case("1-5 lists at the edge of all that", "edge", files.PLAIN, "clear", (*LISTS, *NAMES, "rescreen")),
    *SELLERS,
    *(
        Case(f"all sellers of {name}", name, firms[0], _counted(name, firms), MATCH[:1])
        for name, firms in (
            ("parties", files.PARTIES), ("measures", files.ORES), ("military", files.ORES[1:]),
            ("on-file", files.FILED),
        )
    ),
)  # fmt: skip
CELLS = [(case, door) for case in CASES for door in case.doors]


@pytest.fixture(scope="module")
def doors(one_classifier: None, tmp_path_factory: pytest.TempPathFactory) -> Doors:
    root = tmp_path_factory.mktemp("doors")
    doors = Doors(councils(root / "councils"), root / "council.pem")
    parties = doors.councils["parties"]
    rule(parties, files.RULED, "Council C-3", made=back(2), until=ON)
    rule(parties, files.LAPSED, "Council C-4", made=back(2), until=back(1))
    return doors


def _found(doors: Doors, case: Case, door: str) -> str:
    """What a door says, in the words of the table."""
    try:
        heard = hear(doors, door, case.council, case.firm)
        if case.expected != CLOSED or heard.kind not in ("open", "review"):
            return heard.kind
        sentence = doors.sentence(doors.councils[case.council])
        in_words = re.sub(r"\d{4}-\d\d-\d\d", lambda found: day(date.fromisoformat(found[0])), sentence)
        if any(plain(text) in plain(heard.words) for text in (sentence, in_words)):
            return CLOSED  # pages write its days in words
    except ShutError as error:
        return f"failed: {error}"
    return "not said" if heard.kind == "open" else "closed, in other words"


@pytest.mark.parametrize(("case", "door"), CELLS, ids=[f"{case.name} | {door}" for case, door in CELLS])
def test_every_door_says_the_same(doors: Doors, case: Case, door: str) -> None:
    assert _found(doors, case, door) == case.at(door)


def _outcome(expected: str, found: str) -> str:
    if found == expected:
        return "let through" if expected in ("clear", "open") else "caught"
    asked = "review" if expected == CLOSED else expected
    known = asked in STRICTER and found in STRICTER
    return "wrongly caught" if known and STRICTER.index(found) > STRICTER.index(asked) else "missed"


def test_the_whole_table(doors: Doors) -> None:
    rows = [(case.name, door, case.at(door), _found(doors, case, door)) for case, door in CELLS]
    totals = Counter(_outcome(*row[2:]) for row in rows)
    head = ("case", "door", "expected", "found")
    widths = [max(len(row[k]) for row in (head, *rows)) for k in range(3)]
    for row in (head, *rows):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, (*widths, 0), strict=True))
        wrong = row is not head and row[2] != row[3]
        sys.stdout.write(f"{line}  <- {_outcome(*row[2:])}\n" if wrong else f"{line}\n")
    counted = (f"{totals[word]} {word}" for word in ("caught", "let through", "missed", "wrongly caught"))
    sys.stdout.write(", ".join(counted) + "\n")
    assert totals["missed"] == totals["wrongly caught"] == 0
