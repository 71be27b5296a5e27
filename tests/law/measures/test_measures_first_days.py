"""Law room: every rule the day before it counts and the day that it does, to be read against the resolutions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.law.asking import verdict_of_goods

from svat.law.model import Verdict
from svat.law.rules.ruleset import load_rules

RULES = load_rules()

# rule | its first day | goods or activity | way | the verdict the day before and on the day | its own answer | source
FIRST_DAYS = """
CHPL-1               | 2024-02-23 | 854231                | KR > RU | clear → barred  | barred | Priority List, tier 1
CHPL-1-HINT          | 2024-02-23 | 854231                | DE > KZ | clear → review  | review | Priority List, tier 1
CHPL-2               | 2024-02-23 | 851762                | KR > RU | clear → barred  | barred | Priority List, tier 2
CHPL-2-HINT          | 2024-02-23 | 851762                | DE > KZ | clear → review  | review | Priority List, tier 2
CHPL-3A              | 2024-02-23 | 847150                | KR > RU | clear → barred  | barred | Priority List, tier 3A
CHPL-3A-HINT         | 2024-02-23 | 847150                | DE > KZ | clear → review  | review | Priority List, tier 3A
CHPL-3B              | 2024-02-23 | 848210                | KR > RU | clear → barred  | barred | Priority List, tier 3B
CHPL-3B-HINT         | 2024-02-23 | 848210                | DE > KZ | clear → review  | review | Priority List, tier 3B
CHPL-4A              | 2024-02-23 | 847180                | KR > RU | clear → barred  | barred | Priority List, tier 4A
CHPL-4A-HINT         | 2024-02-23 | 847180                | DE > KZ | clear → review  | review | Priority List, tier 4A
CHPL-4B              | 2024-02-23 | 845710                | KR > RU | clear → barred  | barred | Priority List, tier 4B
CHPL-4B-HINT         | 2024-02-23 | 845710                | DE > KZ | clear → review  | review | Priority List, tier 4B
EU-833-XL            | 2024-03-20 | 848210                | DE > KZ | clear → review  | review | 833/2014 Art 12g
EU-DU-ANNEX1         | 2021-09-09 | dual_use_item         | DE > KZ | clear → review  | review | 2021/821 Art 3
EU-DU-CATCHALL       | 2021-09-09 | wmd_end_use           | DE > KZ | review → review | review | 2021/821 Art 4(1)(a)
EU-DU-CATCHALL-MIL   | 2021-09-09 | military_end_use      | DE > KZ | review → review | review | 2021/821 Art 4(1)(b)
EU-DU-CATCHALL-PARTS | 2021-09-09 | illegal_arms_parts    | DE > KZ | review → review | review | 2021/821 Art 4(1)(c)
EU-DU-OTHER-ASSIST   | 2021-09-09 | technical_assistance  | DE > KZ | clear → review  | review | 2021/821 Art 8
EU-DU-OTHER-BROKER   | 2021-09-09 | brokering             | DE > KZ | clear → review  | review | 2021/821 Art 6
EU-DU-OTHER-CYBER    | 2021-09-09 | cyber_surveillance    | DE > KZ | clear → review  | review | 2021/821 Art 5
EU-DU-OTHER-INTRA    | 2021-09-09 | intra_eu_transfer     | DE > KZ | clear → review  | review | 2021/821 Art 11
EU-DU-OTHER-NATIONAL | 2021-09-09 | national_control      | DE > KZ | clear → review  | review | 2021/821 Art 9-10
KP-ARMS-EXP-1        | 2006-10-14 | 8710                  | RU > KP | review → barred | barred | UNSCR 1718 OP8(a)(i)
KP-ARMS-EXP-1-AIR    | 2006-10-14 | 8802                  | RU > KP | review → review | review | UNSCR 1718 OP8(a)(i)
KP-ARMS-EXP-2        | 2009-06-12 | 9302                  | RU > KP | barred → barred | barred | UNSCR 1874 OP10
KP-ARMS-EXP-2-SALW   | 2016-03-02 | 9303                  | RU > KP | barred → barred | barred | UNSCR 2270 OP6
KP-ARMS-IMP          | 2009-06-12 | 9301                  | KP > RU | review → barred | barred | UNSCR 1874 OP9
KP-AVFUEL            | 2016-03-02 | 271012                | RU > KP | review → barred | barred | UNSCR 2270 OP31
KP-CATCHALL-MIL      | 2016-03-02 | military_end_use      | RU > KP | review → barred | barred | UNSCR 2270 OP8(a), (b)
KP-CATCHALL-WMD      | 2016-03-02 | wmd_end_use           | RU > KP | barred → barred | barred | UNSCR 2270 OP27
KP-CATCHALL-WMD-CALL | 2013-03-07 | wmd_end_use           | RU > KP | review → barred | barred | UNSCR 2094 OP22
KP-COAL-CAP          | 2017-01-01 | 2701                  | KP > RU | review → review | review | UNSCR 2321 OP26(b)
KP-COAL-CAP-2016     | 2016-11-30 | 2701                  | KP > RU | review → review | review | UNSCR 2321 OP26(b)
KP-COAL-IRON         | 2017-08-05 | 2601                  | KP > RU | review → barred | barred | UNSCR 2371 OP8
KP-COAL-IRON-2702    | 2017-08-05 | 2702                  | KP > RU | review → barred | barred | UNSCR 2371 OP8
KP-COAL-LIVELIHOOD   | 2016-03-02 | 2701                  | KP > RU | review → review | review | UNSCR 2270 OP29
KP-CRUDE             | 2017-12-22 | 2709                  | RU > KP | review → barred | review | UNSCR 2397 OP4
KP-CRUDE-2375        | 2017-09-11 | 2709                  | RU > KP | review → review | review | UNSCR 2375 OP15
KP-DEFAULT           | 2006-10-14 | 1806                  | RU > KP | review → review | review | default
KP-DEFAULT-BAR       | 2017-12-22 | 1806                  | RU > KP | review → barred | barred | default
KP-FIN               | 2016-11-30 | public_financing      | RU > KP | barred → barred | barred | UNSCR 2321 OP32
KP-FIN-BANK          | 2016-03-02 | banking               | RU > KP | review → barred | barred | UNSCR 2270 OP33-36
KP-FIN-CASH          | 2013-03-07 | bulk_cash             | RU > KP | review → barred | barred | UNSCR 2094 OP11, OP14
KP-FIN-CLEARING      | 2017-08-05 | clearing              | RU > KP | review → barred | barred | UNSCR 2371 OP13
KP-FIN-EARLY         | 2009-06-12 | financing             | RU > KP | review → review | review | UNSCR 1874 OP20
KP-FIN-PUBLIC        | 2009-06-12 | public_financing      | RU > KP | review → barred | barred | UNSCR 1874 OP20
KP-FREEZE            | 2006-10-14 | 1806                  | RU > KP | review → review | review | UNSCR 1718 OP8(d)
KP-HELI-VESSEL       | 2016-11-30 | 880212                | RU > KP | review → barred | barred | UNSCR 2321 OP30
KP-HUM               | 2016-11-30 | 1806                  | RU > KP | review → review | review | UNSCR 2321 OP46
KP-HUM-2397          | 2017-12-22 | 1806                  | RU > KP | review → barred | review | UNSCR 2397 OP25
KP-IND-EXP           | 2017-12-22 | 8429                  | RU > KP | review → barred | barred | UNSCR 2397 OP7
KP-JV                | 2017-09-11 | joint_venture         | RU > KP | barred → barred | barred | UNSCR 2375 OP18
KP-JV-NEW            | 2017-08-05 | joint_venture         | RU > KP | review → barred | barred | UNSCR 2371 OP12
KP-LEAD              | 2017-08-05 | 2607                  | KP > RU | review → barred | barred | UNSCR 2371 OP10
KP-LUX               | 2006-10-14 | 7113                  | RU > KP | review → barred | barred | UNSCR 1718 OP8(a)(iii)
KP-LUX-CARPETS       | 2006-10-14 | 5701                  | RU > KP | review → barred | barred | UNSCR 1718 OP8(a)(iii)
KP-LUX-CARS          | 2006-10-14 | 8703                  | RU > KP | review → barred | barred | UNSCR 1718 OP8(a)(iii)
KP-LUX-CHINA         | 2006-10-14 | 6911                  | RU > KP | review → barred | barred | UNSCR 1718 OP8(a)(iii)
KP-LUX-CRYSTAL       | 2006-10-14 | 701322                | RU > KP | review → barred | barred | UNSCR 1718 OP8(a)(iii)
KP-LUX-LIST-1        | 2013-03-07 | 9101                  | RU > KP | barred → barred | barred | UNSCR 2094 OP23
KP-LUX-LIST-2        | 2016-03-02 | 7104                  | RU > KP | barred → barred | barred | UNSCR 2270 OP39
KP-LUX-LIST-3        | 2016-11-30 | 8903                  | RU > KP | barred → barred | barred | UNSCR 2321 OP5
KP-LUX-SPORT         | 2006-10-14 | 9506                  | RU > KP | review → barred | barred | UNSCR 1718 OP8(a)(iii)
KP-MIN-1             | 2016-03-02 | 261590                | KP > RU | review → barred | barred | UNSCR 2270 OP30
KP-MIN-2             | 2016-11-30 | 7402                  | KP > RU | review → barred | barred | UNSCR 2321 OP28
KP-NGL               | 2017-09-11 | 2711                  | RU > KP | review → barred | barred | UNSCR 2375 OP13
KP-NGL-CONDENSATE    | 2017-09-11 | 2709                  | RU > KP | review → review | review | UNSCR 2375 OP13
KP-REFINED-1         | 2017-10-01 | 2710                  | RU > KP | review → review | review | UNSCR 2375 OP14
KP-REFINED-1-2018    | 2018-01-01 | 2710                  | RU > KP | barred → barred | review | UNSCR 2375 OP14
KP-REFINED-2         | 2018-01-01 | 2710                  | RU > KP | barred → barred | review | UNSCR 2397 OP5
KP-REPAIR            | 2016-03-02 | repair                | RU > KP | review → barred | barred | UNSCR 2270 OP9
KP-SCI               | 2016-11-30 | technical_cooperation | RU > KP | review → barred | barred | UNSCR 2321 OP11
KP-SEAFOOD           | 2017-08-05 | 0303                  | KP > RU | review → barred | barred | UNSCR 2371 OP9
KP-SEAFOOD-RIGHTS    | 2017-12-22 | fishing_rights        | KP > RU | review → barred | barred | UNSCR 2397 OP6
KP-SECT-IMP          | 2017-12-22 | 0712                  | KP > RU | review → barred | barred | UNSCR 2397 OP6
KP-SHIP              | 2016-03-02 | shipping              | RU > KP | review → barred | barred | UNSCR 2270 OP19-20
KP-SHIP-2321         | 2016-11-30 | shipping              | RU > KP | barred → barred | barred | UNSCR 2321 OP8, OP22-24
KP-SHIP-STS          | 2017-09-11 | ship_to_ship          | RU > KP | review → barred | barred | UNSCR 2375 OP11
KP-STATUE            | 2016-11-30 | 970390                | KP > RU | review → barred | barred | UNSCR 2321 OP29
KP-TEXTILE           | 2017-09-11 | 6109                  | KP > RU | review → barred | barred | UNSCR 2375 OP16
KP-VESSEL-ANY        | 2017-12-22 | 89                    | RU > KP | barred → barred | barred | UNSCR 2397 OP14
KP-WMD-EXP           | 2006-10-14 | wmd_item              | RU > KP | review → barred | barred | UNSCR 1718 OP8(a)(ii)
KP-WMD-EXP-NOTE      | 2006-10-14 | 1806                  | RU > KP | review → review | review | UNSCR 1718 OP8(a)(ii)
KP-WORK              | 2017-08-05 | workers               | RU > KP | review → barred | barred | UNSCR 2371 OP11
KP-WORK-2            | 2017-09-11 | workers               | RU > KP | barred → barred | barred | UNSCR 2375 OP17
KP-WORK-3            | 2017-12-22 | workers               | RU > KP | barred → barred | barred | UNSCR 2397 OP8
"""

# rule | its last day | goods or activity | way | the verdict on the day and the day after | its own answer | source
LAST_DAYS = """
KP-CATCHALL-WMD-CALL | 2016-03-01 | wmd_end_use | RU > KP | barred → barred | barred | UNSCR 2094 OP22
KP-COAL-CAP          | 2017-08-04 | 2701        | KP > RU | review → barred | review | UNSCR 2321 OP26(b)
KP-COAL-CAP-2016     | 2016-12-31 | 2701        | KP > RU | review → review | review | UNSCR 2321 OP26(b)
KP-COAL-LIVELIHOOD   | 2016-11-29 | 2701        | KP > RU | review → review | review | UNSCR 2270 OP29
KP-CRUDE-2375        | 2017-12-21 | 2709        | RU > KP | review → barred | review | UNSCR 2375 OP15
KP-DEFAULT           | 2017-12-21 | 1806        | RU > KP | review → barred | review | default
KP-EARLY             | 2006-10-13 | 1806        | RU > KP | review → review | review | default
KP-FIN-EARLY         | 2016-11-29 | financing   | RU > KP | review → barred | review | UNSCR 1874 OP20
KP-REFINED-1         | 2017-12-31 | 2710        | RU > KP | barred → barred | review | UNSCR 2375 OP14
"""

# of which no first day is recorded: they count on every day. rule | goods or activity | way | verdict | source
UNDATED = """
ARMS-ANY     | 9303             | DE > KZ | review | svat: arms
EU-833-IV    | 1806             | KR > RU | review | 833/2014 annex IV
MILITARY-ANY | military_end_use | DE > KZ | review | svat: a military end use
US-MEU       | military_end_use | DE > KZ | review | EAR 744.21, 744.22
WASSENAAR    | military_end_use | DE > KZ | review | Wassenaar Arrangement, 1996
WMD-ANY      | wmd_item         | DE > KZ | review | svat: mass-destruction
"""


def ask(rule: str, on: date, what: str, way: str) -> tuple[Verdict, str]:
    """The verdict under the UN's law and the rule's own regime, and the rule's own answer."""
    exporter, importer = way.split(" > ")
    regime = next(r.regime for r in RULES.rules if r.id == rule)
    goods = what if what.isdigit() else "1806"
    verdict = verdict_of_goods(
        RULES, exporter=exporter, importer=importer, hs=goods, on=on, regimes=("UN", regime),
        activity=None if what.isdigit() else what,
    )  # fmt: skip
    return verdict, next((f.effect for f in verdict.findings if f.rule == rule), "")


def source(verdict: Verdict, rule: str) -> str:
    return next(f.source for f in verdict.findings if f.rule == rule)


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.split("|")] for row in table.strip().splitlines()]


@pytest.mark.parametrize(
    ("rule", "first", "what", "way", "verdicts", "effect", "paragraph"), rows(FIRST_DAYS)
)
def test_a_rule_counts_from_its_first_day_on_and_not_a_day_earlier(
    rule: str, first: str, what: str, way: str, verdicts: str, effect: str, paragraph: str
) -> None:
    day = date.fromisoformat(first)
    without, silent = ask(rule, day - timedelta(days=1), what, way)
    with_it, said = ask(rule, day, what, way)
    assert (silent, said) == ("", effect)
    assert f"{without.status} → {with_it.status}" == verdicts
    assert paragraph in source(with_it, rule)


@pytest.mark.parametrize(("rule", "last", "what", "way", "verdicts", "effect", "paragraph"), rows(LAST_DAYS))
def test_a_rule_counts_up_to_its_last_day(
    rule: str, last: str, what: str, way: str, verdicts: str, effect: str, paragraph: str
) -> None:
    day = date.fromisoformat(last)
    with_it, said = ask(rule, day, what, way)
    without, silent = ask(rule, day + timedelta(days=1), what, way)
    assert (said, silent) == (effect, "")
    assert f"{with_it.status} → {without.status}" == verdicts
    assert paragraph in source(with_it, rule)


@pytest.mark.parametrize(("rule", "what", "way", "status", "paragraph"), rows(UNDATED))
@pytest.mark.parametrize("on", ["1999-01-01", "2026-02-27"])
def test_a_rule_of_no_known_first_day_counts_on_every_day(
    on: str, rule: str, what: str, way: str, status: str, paragraph: str
) -> None:
    verdict, effect = ask(rule, date.fromisoformat(on), what, way)
    assert (verdict.status, effect) == (status, "review")
    assert paragraph in source(verdict, rule)


def test_every_rule_stands_in_the_tables() -> None:
    dated, ending, undated = ({row[0] for row in rows(t)} for t in (FIRST_DAYS, LAST_DAYS, UNDATED))
    assert dated == {rule.id for rule in RULES.rules if rule.valid_from}
    assert ending == {rule.id for rule in RULES.rules if rule.valid_to}
    assert dated | ending | undated == {rule.id for rule in RULES.rules}
    assert len(rows(FIRST_DAYS)) + len(rows(LAST_DAYS)) >= 60
