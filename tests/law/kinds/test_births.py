"""Birth dates: kept by every reader, shown with the hit; they weaken it to a question and never to clear."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.law.asking import doubts, screened
from tests.law.listfiles import UK_HEADER, VERSION, sdn_csv, table
from tests.law.reallists import lists as real_lists

from svat.law.births import in_one_spelling
from svat.law.lists import Entry, ListedName, ListSet, load_lists
from svat.law.lists.changes import changes
from svat.law.lists.entry_text import entry_hash, entry_text, text_hash
from svat.law.model import Party
from svat.law.ownership.chains import Stake
from svat.law.screening.rulings import Ruling, states
from svat.law.screening.screener import Screener
from svat.roll.model import Company

NAME = "Ossel Dumarin Vantarric"
SPELT = [
    ("04 Mar 1962", "1962-03-04"),
    ("circa 1962", "circa 1962"),
    ("1958 to 1961", "1958 to 1961"),
    ("Between 1958 and 1961", "1958 to 1961"),
    ("4 марта 1962 г.р.", "1962-03-04"),
    ("1962년 3월 4일", "1962-03-04"),
    ("00/00/1962", "1962"),
    ("00/03/1962", "1962-03"),
    ("Mar 1962", "1962-03"),
    ("1965-00-00", "1965"),
    ("1965-07-00", "1965-07"),
    ("19620304", "1962-03-04"),
    ("c. 1962", "circa 1962"),
    ("1340 (solar calendar)", "1340 (solar calendar)"),
    ("late 1960s", "late 1960s"),
    ("03/04/1962", "03/04/1962"),
    ("1958-61", "1958 to 1961"),
    ("04.03.62", "04.03.62"),
    ("1962-13", "1962-13"),
]


@pytest.mark.parametrize(("written", "spelling"), SPELT)
def test_one_spelling(written: str, spelling: str) -> None:
    assert in_one_spelling(written) == spelling
    assert in_one_spelling(spelling) == spelling


def entry(*births: str, version: date = VERSION, remarks: str = "") -> Entry:
    return Entry(
        "P1",
        "OFAC",
        "person",
        (ListedName(NAME),),
        version,
        identifiers=(("Passport (Iran)", "AB1700801"),),
        births=births,
        remarks=remarks,
    )


@cache
def screener(*births: str) -> Screener:
    return Screener(ListSet(VERSION, (), (entry(*births),)))


Asked = tuple[tuple[str, ...], tuple[str, ...]]  # the party's, the entry's
CONTRADICT: list[tuple[str, Asked]] = [
    ("another year", (("1970-05-05",), ("1962-03-04",))), ("year against year", (("1970",), ("1962",))),
    ("another day", (("1962-03-14",), ("1962-03-04",))), ("another month", (("1962-07",), ("1962-03-04",))),
    ("far from circa", (("1970",), ("circa 1962",))), ("outside of the years", (("1965",), ("1958 to 1961",))),
    ("none of several", (("1970",), ("1962", "1965-01-02"))), ("in Russian", (("5 мая 1970 г.",), ("1962-03-04",))),
    ("in Korean", (("1970년 5월 5일",), ("1962-03-04",))), ("either way round", (("05/06/1970",), ("1962-03-04",))),
    ("1 January of another year", (("1970-01-01",), ("1962",))), ("with dots", (("05.05.1970",), ("1962",))),
    ("two-digit order", (("12/31/1970",), ("1962",))), ("spreadsheet day", (("1970-05-05T00:00:00",), ("1962",))),
    ("two digits of the year", (("05.05.70",), ("1962",))), ("six digits", (("700505",), ("1962-03-04",))),
    ("years cut short", (("1970-75",), ("1962",))), ("month by name", (("5-May-70",), ("1962",))),
]  # fmt: skip
FITTING: list[tuple[str, Asked]] = [
    ("the same", (("1962-03-04",), ("1962-03-04",))),
    ("its year", (("1962",), ("1962-03-04",))),
    ("its month", (("1962-03",), ("1962-03-04",))),
    ("1 January is the year", (("1962-01-01",), ("1962-07-08",))),
    ("near circa", (("1964",), ("circa 1962",))),
    ("within the years", (("1959-05-05",), ("1958 to 1961",))),
    ("one of several", (("1965-01-02",), ("1962", "1965-01-02"))),
    ("day and month turned", (("1962-04-03",), ("1962-03-04",))),
    ("one way round", (("03/04/1962",), ("1962-04-03",))),
    ("not known of the party", ((), ("1962-03-04",))),
    ("not known of the entry", (("1970",), ())),
    ("not understood", (("in the sixties",), ("1962",))),
    ("another calendar", (("1340",), ("1962",))),
    ("written another way", (("4 марта 1962",), ("1962-03-04",))),
    ("two digits, day first", (("04.03.62",), ("1962-03-04",))),
    ("two digits, month first", (("03/04/62",), ("1962-03-04",))),
    ("two digits, year first", (("620304",), ("1962-03-04",))),
    ("no such month", (("1970-13",), ("1962",))),
    ("no such day", (("1970-02-31",), ("1962",))),
    ("listed in another calendar", (("1962",), ("1340 (solar calendar)",))),
]


def status(asked: Asked, **party: object) -> str:
    mine, listed = asked
    values: dict[str, object] = {"names": (NAME,), "identifiers": (), **party}
    person = Party("p", kind="person", births=mine, **values)  # type: ignore[arg-type]
    (hit,) = screener(*listed).screen([person])[0]
    return hit.status


def test_a_contradiction_makes_a_question() -> None:
    cases = [Case(name, asked, caught=True) for name, asked in CONTRADICT]
    cases += [Case(name, asked, caught=False) for name, asked in FITTING]
    judge("birth dates, a question", cases, lambda asked: status(asked) == "review")
    judge(
        "birth dates, by passport",
        cases,
        lambda asked: (
            status(asked, names=(), identifiers=(("passport", "AB1700801"),), country="IR") == "review"
        ),
    )


def test_the_hit_shows_them() -> None:
    known = Party("p", (NAME,), "person", births=("1970",))
    (unknown_,), (contradicting,) = screener("1962-03-04").screen([Party("p", (NAME,)), known])
    assert unknown_.reason == "same name; the entry was born 1962-03-04"
    assert contradicting.reason.endswith(
        "the entry was born 1962-03-04, the party 1970: the birth dates contradict each other"
    )
    (company,) = screener("1962-03-04").screen([Party("p", (NAME,), "organisation")])[0]
    assert "born" not in company.reason


def test_owners_birth_dates_count() -> None:
    one = Company(external_id="X1", name="Quiet Harbour", country="KZ")
    lists = ListSet(VERSION, (), (entry("1962-03-04"),))
    effects = {
        births: {
            f.effect
            for f in screened(
                [one],
                lists=lists,
                owners=[Stake("X1", NAME, None, kind="person", control=True, births=births)],
            ).hits.a["X1"]
        }
        for births in ((), ("1970-05-05",), ("04.03.1962",))
    }
    assert effects == {(): {"barred"}, ("1970-05-05",): {"review"}, ("04.03.1962",): {"barred"}}


def test_a_corrected_birth_date_is_a_change_and_lapses_a_clearing() -> None:
    was, now = entry("1962-03-04"), entry("1963-03-04", version=VERSION + timedelta(days=9))
    found = changes([was], [now])
    (change,) = found.changed
    assert change.known_by
    assert [(d.field, d.was, d.now) for d in change.other] == [("birth dates", "1962-03-04", "1963-03-04")]
    ruling = cleared(entry_hash(was), entry_text(was))
    assert states([ruling], [was], VERSION) == ("in force",)
    assert states([ruling], [now], VERSION + timedelta(days=9)) == ("entry changed",)


def cleared(sha256: str, text: str) -> Ruling:
    return Ruling(
        "R1",
        NAME,
        "X1",
        "OFAC",
        "P1",
        sha256,
        "cleared",
        "another person",
        "One",
        "Two",
        VERSION,
        VERSION + timedelta(days=90),
        entry_then=text,
    )


# As svat kept an entry's text before it kept birth dates.
EARLIER = (
    '{"countries": [], "identifiers": [["Passport", "AB1700801"]], "kind": "person", "names": '
    f'[["{NAME}", "strong"]], "programs": [], "remarks": "%s"}}'
)
LATER = VERSION + timedelta(days=9)
STANDS = [
    # remarks then, entry now, whether the clearing of then stands
    ("the same list", "", entry("1962-03-04"), True),
    ("a later list, and who knows", "", entry("1962-03-04", version=LATER), False),
    (
        "a later list, in its remarks",
        "DOB 04 Mar 1962",
        entry("1962-03-04", version=LATER, remarks="DOB 04 Mar 1962"),
        True,
    ),
    (
        "its remarks corrected",
        "DOB 04 Mar 1962",
        entry("1963-03-04", version=LATER, remarks="DOB 04 Mar 1963"),
        False,
    ),
    ("no birth date", "", entry(version=LATER), True),
]


@pytest.mark.parametrize(("why", "remarks", "now", "stands"), STANDS, ids=[x[0] for x in STANDS])
def test_clearings_of_before_birth_dates_were_kept(why: str, remarks: str, now: Entry, stands: bool) -> None:
    text = EARLIER % remarks
    expected = ("in force",) if stands else ("entry changed",)
    for kept in (text, ""):
        assert states([cleared(text_hash(text), kept)], [now], LATER) == expected, why


UN_BORN = (
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1958</FROM_YEAR>"
    "<TO_YEAR>1961</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY"
    "</TYPE_OF_DATE><YEAR>1962</YEAR></INDIVIDUAL_DATE_OF_BIRTH>"
)


def births_read(folder: Path, publisher: str, kind: str, files: dict[str, bytes]) -> list[tuple[str, ...]]:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "lists.toml").write_text(table(publisher, kind, VERSION, 1, files), encoding="utf-8")
    lists = load_lists(folder, VERSION, max_age_days=30)
    assert doubts(lists, publishers=[publisher]) == ()
    return [e.births for e in lists.entries if e.births]


def test_every_reader_keeps_them(tmp_path: Path) -> None:
    remarks = "DOB 04 Mar 1962; alt. DOB circa 1962; alt. DOB 1958 to 1961; POB Nowhere."
    sdn = sdn_csv([(1, "VANTARRIC, Ossel", "individual", remarks)])
    un = (
        '<CONSOLIDATED_LIST dateGenerated="2026-03-01"><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>Ossel</FIRST_NAME>'
        f"<REFERENCE_NUMBER>XXi.1</REFERENCE_NUMBER>{UN_BORN}</INDIVIDUAL></INDIVIDUALS><ENTITIES></ENTITIES>"
        "</CONSOLIDATED_LIST>"
    )
    eu = (
        '<export generationDate="2026-03-01T09:00:00.000+01:00"><sanctionEntity euReferenceNumber="EU.1">'
        '<subjectType code="person"/><nameAlias wholeName="Ossel Vantarric"/>'
        '<birthdate birthdate="1962-03-04" circa="false" calendarType="GREGORIAN"/>'
        '<birthdate year="1962" circa="true"/>'
        '<birthdate yearRangeFrom="1958" yearRangeTo="1961"/><birthdate year="1962" monthOfYear="3"/>'
        '<birthdate year="1340" calendarType="ISLAMIC"/></sanctionEntity></export>'
    )
    row = dict.fromkeys(UK_HEADER.split(","), "")
    row |= {
        "Name 6": "VANTARRIC",
        "DOB": "04/03/1962",
        "Group Type": "Individual",
        "Alias Type": "Primary name",
        "Regime": "Example",
        "Group ID": "9",
    }
    uk = "\r\n".join(["Last Updated,01/03/2026", UK_HEADER, ",".join(row.values()), ""])
    simple = (
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,first_seen,"
        "last_seen\nN1,Person,Ossel,,1962-03-04;1965-00-00,,,,,,,X,,2026-03-01T00:00:00\n"
    )
    ftm = (
        '{"id":"N1","schema":"Person","target":true,"properties":'
        '{"name":["Ossel"],"birthDate":["1962-03","1962-03-04"]}}\n'
    )
    own = "id;name;дата рождения\r\n1;Ossel;04.03.1962\r\n"
    full = ("1962-03-04", "circa 1962", "1958 to 1961")
    found = {
        "ofac-sdn-csv": births_read(
            tmp_path / "a", "OFAC", "ofac-sdn-csv", {"sdn.csv": sdn, "alt.csv": b'1,1,"aka","O",-0- \r\n\x1a'}
        ),
        "un": births_read(tmp_path / "b", "UN", "un-consolidated-xml", {"consolidated.xml": un.encode()}),
        "eu": births_read(tmp_path / "c", "EU", "eu-fsf-xml", {"consolidated.xml": eu.encode()}),
        "uk": births_read(tmp_path / "d", "UK", "uk-conlist-csv", {"conlist.csv": uk.encode()}),
        "simple": births_read(
            tmp_path / "e", "X", "opensanctions-simple-csv", {"targets.csv": simple.encode()}
        ),
        "ftm": births_read(tmp_path / "f", "X", "ftm-jsonl", {"entities.json": ftm.encode()}),
        "own": births_read(tmp_path / "g", "Council", "council-csv", {"list.csv": own.encode()}),
    }
    assert found == {
        "ofac-sdn-csv": [full],
        "un": [("1958 to 1961", "circa 1962")],
        "eu": [(*full, "1962-03", "1340 (islamic calendar)")],
        "uk": [("1962-03-04",)],
        "simple": [("1962-03-04", "1965")],
        "ftm": [("1962-03", "1962-03-04")],
        "own": [("1962-03-04",)],
    }


def test_real_lists_have_them() -> None:
    persons = [e for e in real_lists().entries if e.kind == "person"]
    share = {p: [bool(e.births) for e in persons if e.publisher == p] for p in ("OFAC", "UN")}
    assert {p: sum(kept) / len(kept) > 0.9 for p, kept in share.items()} == {"OFAC": True, "UN": True}
