"""Names: which party is found on an invented list, how surely, why; and who is not."""

from __future__ import annotations

from functools import cache

import pytest
from tests.law.listfiles import VERSION
from tests.tools import ROOT

from svat.law.lists.model import Entry, EntryKind, ListedName, ListSet
from svat.law.model import Hit, Party, PartyKind
from svat.law.names import scale
from svat.law.screening.screener import Screener
from svat.wording import wording

ORGANISATIONS = (
    "TOBYLZHAR MERIDIAN SUPPLY LLP",
    "KERBEZSAI LOGISTICS GROUP",
    "BRASS LANTERN SHIPPING LTD.",
    "COPPERFINCH COMMODITIES FZE",
    "QUARTZLEY OPTICAL BUREAU",
    "SEDGEWAIN FUEL TRANSPORT",
    "COMERCIALIZADORA VELLUMSTONE, S.A. DE C.V.",
    "OBSHCHESTVO S OGRANICHENNOI OTVETSTVENNOSTYU LISTVENNICA",
    "KWANGMYONG EUNBIT TRADING CORPORATION",
    "HARMATTAN",
)
PEOPLE = (
    "VANTARRIC, Ossel Dumarin",
    "DRUZHANOVETS, Kliment Yarovetovich",
    "AL-FAYZOMARDI, Muhammad Husayn",
    "HWANGBO, Chol Su",
    "PAK, Myong Rok",
)
WITH_ALIAS = Entry(
    "A1", "OFAC", "organisation", (ListedName("GREYOTTER"), ListedName("QUILL", "weak")), VERSION
)


def numbered(own: str, kind: EntryKind, name: str, label: str, number: str) -> Entry:
    return Entry(own, "OFAC", kind, (ListedName(name),), VERSION, identifiers=((label, number),))


NUMBERED = (
    numbered("N1", "organisation", "MARLPIT WORKS", "Tax ID No.", "770912345678"),
    numbered("N2", "vessel", "AMBER PETREL IX", "IMO", "9999993"),
)


@cache
def screener() -> Screener:
    def entries(kind: EntryKind, names: tuple[str, ...]) -> list[Entry]:
        return [Entry(name, "OFAC", kind, (ListedName(name),), VERSION) for name in names]

    everybody = (*entries("organisation", ORGANISATIONS), *entries("person", PEOPLE), WITH_ALIAS, *NUMBERED)
    return Screener(ListSet(VERSION, (), everybody))


def hits(
    *names: str, kind: PartyKind = "organisation", numbers: tuple[tuple[str, str], ...] = ()
) -> tuple[Hit, ...]:
    return screener().screen([Party("p", names, kind, numbers)])[0]


FOUND: list[tuple[str, PartyKind, str, str, str]] = [
    # name, of what kind, entry found, status, part of the reason
    ("Tobylzhar Meridian Supply LLP", "organisation", "TOBYLZHAR", "hit", "same name"),
    ("Meridian Supply Tobylzhar, LLC", "organisation", "TOBYLZHAR", "hit", "same words in another order"),
    (
        "ТОО «Тобылжар Меридиан Суплай»",
        "organisation",
        "TOBYLZHAR",
        "hit",
        "read as 'too tobylzhar meridian suplay'",
    ),
    ("Tobylzhar Meridain Supply", "organisation", "TOBYLZHAR", "hit", "'meridian' spelt 'meridain'"),
    ("Тоbуlzhаr Меridiаn Ѕuррlу", "organisation", "TOBYLZHAR", "hit", "same name"),
    ("Tobyl\u200bzhar Meri\u00addian Supply", "organisation", "TOBYLZHAR", "hit", "same name"),
    ("Tobyl zhar Meridian Supply", "organisation", "TOBYLZHAR", "hit", "'tobylzhar' written as two words"),
    (
        "TobylzharMeridian Supply Ltd",
        "organisation",
        "TOBYLZHAR",
        "hit",
        "written together",
    ),
    ("Tbylzhr Mrdn Spply", "organisation", "TOBYLZHAR", "review", "without its vowels"),
    ("ＫＥＲＢＥＺＳＡＩ　Logistics", "organisation", "KERBEZSAI", "hit", "'group' besides"),
    (
        "OOO Кербезсай Логистика",
        "organisation",
        "KERBEZSAI",
        "review",
        "'logistika' is a spelling of 'logistics'",
    ),
    ("Braß Lantern Shipping", "organisation", "BRASS", "hit", "same name"),
    ("BRA55 LANTERN 5HIPPING", "organisation", "BRASS", "hit", "looks like"),
    ("B. Lantern Shipping Ltd.", "organisation", "BRASS", "review", "'b' may stand for 'brass'"),
    ("BRASS LANTERN SHIPP", "organisation", "BRASS", "review", "begins so"),
    ("Vellumstone Comercializadora SA de CV", "organisation", "COMERCIALIZADORA", "hit", "another order"),
    ("ООО «Лиственница»", "organisation", "OBSHCHESTVO", "review", "read as 'ooo listvennitsa'"),
    ("은빛광명무역", "organisation", "", "", ""),
    ("광명은빛무역", "organisation", "KWANGMYONG", "review", "read as 'gwangmyeongeunbit trading'"),
    ("Dumarin Ossel VANTARRIC", "person", "VANTARRIC", "hit", "another order"),
    ("Mr Osel Dumarin Vantaric", "person", "VANTARRIC", "hit", "'osel' sounds like 'ossel'"),
    ("Vantarric O. D.", "person", "VANTARRIC", "review", "'o' may stand for 'ossel'"),
    ("Климент Яроветович Дружановец", "person", "DRUZHANOVETS", "hit", "another order"),
    ("Kliment Druzhanovetz", "person", "DRUZHANOVETS", "review", "'yarovetovich' besides"),
    ("Mohamed Hussein Alfayzomardi", "person", "AL-FAYZOMARDI", "hit", "is a spelling of 'muhammad'"),
    ("황보철수", "person", "HWANGBO", "review", "spelling of Korean"),
    ("박명록", "person", "PAK", "review", "spelling of Korean"),
    ("Park Myung-rok", "person", "PAK", "hit", "'park' is a spelling of 'pak'"),
    ("ИП Дружановец Климент Яроветович", "organisation", "DRUZHANOVETS", "review", "the entry is a person"),
    ("Quill", "unknown", "A1", "review", "a name that the publisher calls weak"),
]


@pytest.mark.parametrize(("name", "kind", "entry", "status", "reason"), FOUND)
def test_found(name: str, kind: PartyKind, entry: str, status: str, reason: str) -> None:
    found = hits(name, kind=kind)
    if not entry:
        assert not any(hit.entry_id for hit in found)
        return
    assert found
    assert found[0].entry_id.startswith(entry)
    assert (found[0].status, reason in found[0].reason) == (status, True), found[0]
    assert found[0].matched_name == name


CLEAR: list[tuple[str, PartyKind]] = [
    ("Meridian Trading LLP", "organisation"),
    ("Shipping Company Ltd.", "organisation"),
    ("Lantern Shipping Ltd.", "organisation"),
    ("Eastern Fuel Transport", "organisation"),
    ("Altyn Trade 000 LLP", "organisation"),
    ("ТОО «Алтын Трейд»", "organisation"),
    ("Hanbit Trading Co., Ltd.", "organisation"),
    ("Amber Petrel LLC", "organisation"),
    ("Vantarric, Pietro", "person"),
    ("Kim, Chol Su", "person"),
    ("LLC", "organisation"),
]


@pytest.mark.parametrize(("name", "kind"), CLEAR)
def test_clear(name: str, kind: PartyKind) -> None:
    assert hits(name, kind=kind) == ()


@pytest.mark.parametrize("copied", [True, False])
def test_many_parties_are_screened_as_each_alone(copied: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """By two processes and by one: the same hits in the order of the parties, with reasons in every language."""
    monkeypatch.setattr("svat.law.screening.screener._BATCH", 3)
    if not copied:
        monkeypatch.setattr("svat.shared_out.can_copy", lambda: False)
    cases = [(name, kind) for name, kind, *_ in FOUND] + CLEAR
    parties = [Party(str(k), (name,), kind) for k, (name, kind) in enumerate(cases)]
    together = screener().screen(parties)
    assert together == [screener().screen([party])[0] for party in parties]
    alone = [[wording("ru")(hit.reason) for hit in screener().screen([party])[0]] for party in parties]
    assert [[wording("ru")(hit.reason) for hit in found] for found in together] == alone
    assert sum(map(bool, together)) == sum(
        bool(entry) or name == "은빛광명무역" for name, _, entry, *_ in FOUND
    )


ABOVE: list[tuple[str, str, PartyKind]] = [
    # the first is likelier to be the listed name than the second
    ("Copperfinch Commodities", "Copperfinch Comodities", "organisation"),
    ("Copperfinch Comodities", "Coperfinch Comoditie", "organisation"),
    ("Copperfinch Commodities Ltd", "Copperfinch Trading", "organisation"),
    ("Ossel Dumarin Vantarric", "Ossel Vantarric", "person"),
    ("Ossel Vantarric", "O. Vantarric", "person"),
    ("Ossel Dumarin Vantarric", "Ossel Dumarin Vantarric Pietro", "person"),
]


@pytest.mark.parametrize(("first", "second", "kind"), ABOVE)
def test_likelier_scores_higher(first: str, second: str, kind: PartyKind) -> None:
    def score(name: str) -> float:
        found = hits(name, kind=kind)
        return found[0].score if found else 0.0

    assert score(first) > score(second)


def test_same_name_is_exact_and_scores_1() -> None:
    (hit,) = hits("brass lantern shipping ltd")
    assert (hit.score, hit.confidence, hit.status) == (1.0, "exact", "hit")
    assert (hit.publisher, hit.list_version, hit.party) == ("OFAC", VERSION, "p")


NUMBERS: list[tuple[str, str, str, str]] = [
    # label and number of the party, entry found, status
    ("tax", "7709 1234 5678", "N1", "hit"),
    ("BIN", "770912345678", "N1", "hit"),
    ("registration", "770912345678", "N1", "review"),
    ("imo", "IMO 9999993", "N2", "hit"),
    ("tax", "9999993", "", ""),
    ("tax", "770912345679", "", ""),
]


@pytest.mark.parametrize(("label", "number", "entry", "status"), NUMBERS)
def test_identifier(label: str, number: str, entry: str, status: str) -> None:
    found = hits("Something Else Entirely", numbers=((label, number),))
    assert [(h.entry_id, h.status) for h in found] == ([(entry, status)] if entry else [])


@pytest.mark.parametrize(
    ("name", "script"),
    [("東方貿易", "Han"), ("شركة النور", "Arabic"), ("株式会社さくら", "Han"), ("Orient 東方", "Han")],
)
def test_script_without_listed_names_is_never_clear(name: str, script: str) -> None:
    last = hits(name, "Orient Sakura Trade")[-1]
    assert (last.status, last.entry_id, last.matched_name) == ("review", "", name)
    assert last.reason.startswith("not screened: no loaded list has names in ")
    assert f"{script} letters" in last.reason


def test_hangul_name_of_an_organisation_is_screened_where_a_latin_one_stands_beside_it() -> None:
    (alone,) = hits("(주)한빛무역")
    assert (alone.status, alone.entry_id) == ("review", "")
    assert "no loaded list has names of organisations in Hangul letters" in alone.reason
    assert hits("(주)한빛무역", "Hanbit Trading Co., Ltd.") == ()
    assert hits("김한빛", kind="person") == hits("김한빛", kind="unknown") == ()


def test_script_with_listed_names_is_screened() -> None:
    names = [f"شركة {chr(0x628 + n // 6)}{chr(0x62A + n % 7)}رابية" for n in range(scale.SCRIPT_COVERED_FROM)]
    entries = tuple(
        Entry(f"E{n}", "UN", "organisation", (ListedName(x),), VERSION) for n, x in enumerate(names)
    )
    arabic = Screener(ListSet(VERSION, (), entries))
    (found,) = arabic.screen([Party("p", (names[3],), "organisation")])
    assert (found[0].entry_id, found[0].status) == ("E3", "hit")
    assert arabic.screen([Party("p", ("مؤسسة قمر",), "organisation")]) == [()]


def test_party_without_anything_to_compare_is_never_clear() -> None:
    assert hits()[0].reason == "not screened: the party has no name"
    assert hits("—")[0].reason == "not screened: the name has no letter to compare"


def test_no_entries_at_all() -> None:
    assert Screener(ListSet(VERSION, (), ())).screen([Party("p", ("Brass Lantern",))]) == [()]


def test_best_hits_are_kept_best_first() -> None:
    count = scale.HITS_KEPT + 5
    entries = tuple(
        Entry(f"{n:03}", "OFAC", "person", (ListedName("SMYTHEWICK, Orlan"),), VERSION) for n in range(count)
    )
    (found,) = Screener(ListSet(VERSION, (), entries)).screen([Party("p", ("Orlan Smythewick",), "person")])
    assert len(found) == scale.HITS_KEPT
    assert [h.entry_id for h in found] == [f"{n:03}" for n in range(scale.HITS_KEPT)]  # equal scores: by id
    scores = [h.score for h in hits("Orlan Smythewick", "Ossel Vantarric", "Brass Lantern", kind="unknown")]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 1


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    three = [Party(str(n), ("Nobody",)) for n in range(3)]
    screener().screen(three, progress=lambda _stage, done, all_: told.append((done, all_)))
    assert told == [(0, 3), (3, 3)]


def test_how_to_states_the_thresholds_in_force() -> None:
    page = (ROOT / "docs/how-to/screening.md").read_text(encoding="utf-8")
    assert f"from a score of {scale.REVIEW_FROM} and a hit from {scale.HIT_FROM}" in page
    assert f'"thresholds": {{"review": {scale.REVIEW_FROM}, "hit": {scale.HIT_FROM}}}' in page
    assert f"best first, {scale.HITS_KEPT} at most" in page


def test_page_states_the_thresholds_in_force() -> None:
    page = (ROOT / "docs/algorithms/names.md").read_text(encoding="utf-8")
    for value in (scale.REVIEW_FROM, scale.HIT_FROM):
        assert f"**{value}**" in page
    part, more = scale.PART_OF_LISTED, scale.MORE_THAN_LISTED
    assert f"`q·({part} + {1 - part:.2f}·l)`" in page
    assert f"`l·({more} + {1 - more:.2f}·q)`" in page
    assert f"fewer than {scale.SCRIPT_COVERED_FROM} names" in page
    assert f"At most {scale.HITS_KEPT} hits" in page


def test_name_with_lost_letters_is_never_clear() -> None:
    assert hits("Qu\ufffdet Harbour")[0].reason == "not screened: letters of the name are lost"
